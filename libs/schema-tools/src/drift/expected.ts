import {
  createEmptyDatabase,
  exposeNewObjects,
  withClient,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import type pg from 'pg';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replayFile } from '../migrations/replay.ts';
import { project } from '../project/project.ts';
import { readObjects, type DatabaseObjects } from './catalogue/read-objects.ts';

/** The result of the files, as a separate database. */
export interface Expected {
  readonly files: readonly MigrationFile[];
  /** An empty Supabase database. */
  readonly base: DatabaseObjects;
  readonly built: DatabaseObjects;
  /** Reads the built database again. */
  readonly look: () => Promise<DatabaseObjects>;
  /** The built database, for the role that migrates. */
  readonly client: pg.Client;
  readonly server: ThrowawayServer;
}

/** Reports of a build, on its connection. */
export interface BuildHooks {
  /** Called before the first file. */
  readonly onBase?: (client: pg.Client) => Promise<void>;
  readonly onFile?: (file: MigrationFile, client: pg.Client) => Promise<void>;
}

/**
 * Builds the files' result in a database of a throwaway server.
 *
 * @param use gets the result while the database exists
 * @throws ToolError with the file, if Postgres refuses one
 */
export async function withExpected<Result>(
  server: ThrowawayServer,
  files: readonly MigrationFile[],
  use: (expected: Expected) => Promise<Result>,
  { onBase, onFile }: BuildHooks = {},
): Promise<Result> {
  const url = await createProjectDatabase(server, 'drift_expected');
  return withClient(url, async (client) => {
    const base = await readObjects(client);
    await onBase?.(client);
    for (const file of files) {
      await replayFile(client, file, 3);
      await onFile?.(file, client);
    }
    await client.query('reset all');
    const look = () => readObjects(client);
    return use({ files, base, built: await look(), look, client, server });
  });
}

/** An empty database with config.toml's default privileges. */
export async function createProjectDatabase(
  server: ThrowawayServer,
  name: string,
): Promise<string> {
  const url = await createEmptyDatabase(server, server.databaseName(name));
  await exposeNewObjects(url, project().workdir);
  return url;
}
