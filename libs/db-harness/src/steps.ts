import { replay, type MigrationFile } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { Session } from './session.ts';
import { withRunDatabase } from './test-server.ts';

/**
 * Applies migrations one by one to an empty Supabase database, and calls `visit` after each.
 *
 * @param visit gets the database and the last applied migration
 */
export async function visitSteps(
  files: readonly MigrationFile[],
  visit: (db: Session, file: MigrationFile) => Promise<void>,
): Promise<void> {
  await withRunDatabase(
    (database) =>
      withClient(database.ownerUrl, async (client) => {
        for (const file of files) {
          await replay(client, [file]);
          await client.query('reset all');
          await visit(new Session(() => client), file);
        }
      }),
    baseTemplate,
  );
}
