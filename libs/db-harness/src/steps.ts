import { replay, type MigrationFile } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { Session } from './session.ts';
import { withRunDatabase } from './test-server.ts';

/**
 * Applies migrations one by one to an empty Supabase database, and visits it after each.
 *
 * @param visit given the database and the migration that was applied last
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
