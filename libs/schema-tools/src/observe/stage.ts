import { connect, withClient, type Server } from '@parakeet/local-supabase';
import type { Stage } from './observe.ts';

/**
 * Opens a throwaway database twice, for files to be run in, and closes both connections.
 *
 * @param name of the database, which has the schema before the files
 * @param settings of the session that the files run in, as `-c name=value`
 */
export async function withStage<Result>(
  server: Server,
  name: string,
  settings: string,
  use: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const { client } = await connect(server.ownerUrl(name), { settings });
  try {
    return await withClient(server.adminUrl(name), (admin) => use({ client, admin }));
  } finally {
    await client.end();
  }
}
