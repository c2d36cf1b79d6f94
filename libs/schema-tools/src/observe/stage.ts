import {
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
 */
export async function withStage<Result>(
  server: ThrowawayServer,
  files: readonly MigrationFile[],
  use: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const name = server.databaseName('observed');
  const url = await createEmptyDatabase(server, name);
  try {
    return await withClient(url, async (client) => {
      await replay(client, files);
      return withClient(server.adminUrl(name), (admin) => use({ client, admin }));
    });
  } finally {
    await withClient(server.adminUrl(maintenanceDatabase), (client) => dropDatabase(client, name));
  }
}
