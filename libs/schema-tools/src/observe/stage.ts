import { connect, withClient, type Server } from '@parakeet/local-supabase';
import type { Stage } from './observe.ts';

/**
 * Opens two connections to a throwaway database, for running files, and closes both.
 *
 * @param name of the database with the schema before the files
 * @param settings of the session for the files, as `-c name=value`
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
