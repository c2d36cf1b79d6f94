import {
  createEmptyDatabase,
  exposeNewObjects,
  withClient,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import { commandLine, ToolError } from '@parakeet/command-kit';
import pg from 'pg';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replay } from '../migrations/replay.ts';
import { project, shortPath } from '../project/project.ts';
import { readObjects, type DatabaseObjects } from './catalogue/read-objects.ts';

/** What files make, as a database of its own. */
export interface Expected {
  readonly files: readonly MigrationFile[];
  /** An empty Supabase database. */
  readonly base: DatabaseObjects;
  readonly built: DatabaseObjects;
  /** Reads again what is built. */
  readonly look: () => Promise<DatabaseObjects>;
  /** Of the database that is built, as the role that migrates. */
  readonly client: pg.Client;
  readonly server: ThrowawayServer;
}

/**
 * Builds what files make in a database of a throwaway server.
 *
 * @param use given the result, while the database is there
 * @throws ToolError naming the file if Postgres refuses one
 */
export async function withExpected<Result>(
  server: ThrowawayServer,
  files: readonly MigrationFile[],
  use: (expected: Expected) => Promise<Result>,
): Promise<Result> {
  const url = await createProjectDatabase(server, 'drift_expected');
  return withClient(url, async (client) => {
    const base = await readObjects(client);
    for (const file of files) await apply(client, file);
    await client.query('reset all');
    const look = () => readObjects(client);
    return use({ files, base, built: await look(), look, client, server });
  });
}

/** An empty database, with the default privileges that config.toml asks for. */
export async function createProjectDatabase(
  server: ThrowawayServer,
  name: string,
): Promise<string> {
  const url = await createEmptyDatabase(server, server.databaseName(name));
  await exposeNewObjects(url, project().workdir);
  return url;
}

async function apply(client: pg.ClientBase, file: MigrationFile): Promise<void> {
  try {
    await replay(client, [file]);
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError)) throw cause;
    throw new ToolError(
      `${shortPath(file.path)} cannot be applied: ${cause.message} (SQLSTATE ${cause.code}).`,
      { cause, next: `${commandLine('reset')} names the line.`, exitCode: 3 },
    );
  }
}
