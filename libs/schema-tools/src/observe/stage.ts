import {
  connect,
  createEmptyDatabase,
  dropDatabase,
  maintenanceDatabase,
  withClient,
  type ThrowawayServer,
} from '@parakeet/local-supabase';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { replay } from '../migrations/replay.ts';
import type { Stage } from './observe.ts';

/**
 * Makes a database of the migrations that are there already, opens it twice, and drops it.
 *
 * @param files in their order
 * @param settings of the session that the files run in, as `-c name=value`
 */
export async function withStage<Result>(
  server: ThrowawayServer,
  files: readonly MigrationFile[],
  use: (stage: Stage) => Promise<Result>,
  settings?: string,
): Promise<Result> {
  const name = server.databaseName('observed');
  const url = await createEmptyDatabase(server, name);
  try {
    const { client } = await connect(url, settings === undefined ? {} : { settings });
    try {
      await replay(client, files);
      return await withClient(server.adminUrl(name), (admin) => use({ client, admin }));
    } finally {
      await client.end();
    }
  } finally {
    await withClient(server.adminUrl(maintenanceDatabase), (client) => dropDatabase(client, name));
  }
}
