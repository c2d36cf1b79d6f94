import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { Session } from './session.ts';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from './test-server.ts';

export { Session, type Refusal } from './session.ts';
export {
  createRunDatabase,
  dropRunDatabase,
  migratedTables,
  testServer,
  withRunDatabase,
  type RunDatabase,
} from './test-server.ts';

/**
 * Gives the test file its own database, and each test a transaction in it that is rolled back. A
 * file calls it once, at the top.
 *
 * @param template names the database to clone; the migrated template if not given
 */
export function useDatabase(template?: () => string): Session {
  let database: RunDatabase;
  let client: pg.Client;
  const session = new Session(() => client);
  beforeAll(async () => {
    database = await createRunDatabase(template?.());
    client = new pg.Client({ connectionString: database.ownerUrl, application_name: 'db-tests' });
    client.on('error', () => undefined);
    await client.connect();
  });
  beforeEach(async () => {
    await client.query('begin');
  });
  afterEach(async () => {
    await client.query('rollback');
  });
  afterAll(async () => {
    await client.end();
    await dropRunDatabase(database);
  });
  return session;
}
