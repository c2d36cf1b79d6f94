import { ToolError } from '@parakeet/command-kit';
import type pg from 'pg';
import { project, type Project } from '../project/project.ts';
import { readApiSettings } from './api-settings.ts';

/**
 * The schemas of a project, in the order of its config, or else the Data API's exposed ones. A name
 * without a schema belongs to the first one.
 *
 * @throws ToolError for a value of config.toml that the CLI refuses
 */
export async function schemasOf({
  schemas,
  workdir,
}: Pick<Project, 'schemas' | 'workdir'>): Promise<readonly string[]> {
  if (schemas) return schemas;
  const exposed = (await readApiSettings(workdir)).schemas;
  // graphql_public has one function, which is not the project's
  return exposed.filter((one) => one !== 'graphql_public');
}

/**
 * The project's schemas that a database has. A schema that no migration creates has nothing to
 * describe.
 */
export async function describedSchemas(client: pg.ClientBase): Promise<string[]> {
  const asked = await schemasOf(project());
  const { rows } = await client.query<{ name: string }>(
    'select nspname::text as name from pg_catalog.pg_namespace where nspname = any ($1)',
    [asked],
  );
  return asked.filter((one) => rows.some(({ name }) => name === one));
}

/**
 * Like `describedSchemas`, for commands that need at least one.
 *
 * @throws ToolError if the database has none of them
 */
export async function requireDescribedSchemas(client: pg.ClientBase): Promise<string[]> {
  const found = await describedSchemas(client);
  if (found.length > 0) return found;
  const asked = (await schemasOf(project())).join(', ');
  const where = project().schemas ? '`schemas` of the config' : '`schemas` of [api] in config.toml';
  throw new ToolError(`The migrations make none of the schemas of the project: ${asked}`, {
    next: `They are from ${where}. Fix it, or create the schema in a migration.`,
  });
}
