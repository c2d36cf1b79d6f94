import pg from 'pg';
import {
  dropDatabase,
  endConnections,
  maintenanceDatabase,
  retryInUse,
  withClient,
  type Server,
} from '@parakeet/local-supabase';
import { setTimeout as sleep } from 'node:timers/promises';

/** The databases that a swap uses beside the running one. */
export function swapNames(database: string): { next: string; old: string } {
  return { next: `${database}__parakeet_next`, old: `${database}__parakeet_old` };
}

/** The most attempts of a swap. Connections may need five seconds to end in each. */
const tries = 4;

/**
 * Replaces the running database with the finished `next`, and drops the old one. Both renames are
 * one transaction, so at every moment exactly one database has the name. Clients lose their
 * connection (57P01), and find the new database when they connect again.
 */
export async function swapIn(server: Server): Promise<void> {
  const { next, old } = swapNames(server.database);
  const name = pg.escapeIdentifier;
  await withClient(server.adminUrl(maintenanceDatabase), async (client) => {
    // the leftovers of a killed run
    await dropDatabase(client, old);
    await endConnections(client, next);
    await withoutClients(server, server.database, async () => {
      await client.query('begin');
      try {
        if (await exists(client, server.database)) {
          await client.query(`alter database ${name(server.database)} rename to ${name(old)}`);
        }
        await client.query(`alter database ${name(next)} rename to ${name(server.database)}`);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
    });
    await dropDatabase(client, old);
  });
}

/**
 * Ends the connections to a database repeatedly while `work` waits for it. A rename first locks out
 * new connections, and then waits for the existing ones.
 */
async function withoutClients(
  server: Server,
  database: string,
  work: () => Promise<void>,
): Promise<void> {
  let done = false;
  const clearing = withClient(server.adminUrl(maintenanceDatabase), async (client) => {
    while (!done) {
      await endConnections(client, database);
      await sleep(20);
    }
  });
  try {
    await retryInUse(tries, work);
  } finally {
    done = true;
    await clearing;
  }
}

async function exists(client: pg.ClientBase, database: string): Promise<boolean> {
  const { rows } = await client.query('select from pg_database where datname = $1', [database]);
  return rows.length > 0;
}
