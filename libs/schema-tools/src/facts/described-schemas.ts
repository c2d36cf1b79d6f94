import { ToolError } from '@parakeet/command-kit';
import type pg from 'pg';
import { project } from '../project/project.ts';
import { readApiSettings } from './api-settings.ts';

/**
 * The schemas of a database that are described, in the order of the config: those of the project's
 * config, or those that the Data API exposes. A schema that no migration makes has nothing to
 * describe.
 */
export async function describedSchemas(client: pg.ClientBase): Promise<string[]> {
  const { schemas } = project();
  const asked = await askedSchemas();
  const { rows } = await client.query<{ name: string }>(
    'select nspname::text as name from pg_catalog.pg_namespace where nspname = any ($1)',
    [asked],
  );
  const there = asked.filter((one) => rows.some(({ name }) => name === one));
  // graphql_public has one function, which is not the project's
  return schemas ? there : there.filter((one) => one !== 'graphql_public');
}

/**
 * As `describedSchemas`, where without one there is nothing to do.
 *
 * @throws ToolError if the database has none of them
 */
export async function requireDescribedSchemas(client: pg.ClientBase): Promise<string[]> {
  const found = await describedSchemas(client);
  if (found.length > 0) return found;
  const asked = (await askedSchemas()).join(', ');
  throw new ToolError(`none of the exposed schemas is in the database: ${asked}`, {
    next: 'Name those to describe as `schemas` in the config of schema-tools.',
  });
}

async function askedSchemas(): Promise<readonly string[]> {
  const { schemas, workdir } = project();
  return schemas ?? (await readApiSettings(workdir)).schemas;
}
