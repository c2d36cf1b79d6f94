import type pg from 'pg';

/**
 * Runs queries in a transaction in which Postgres refuses to write (25006), and which neither
 * runs long nor waits long for a lock. It is said to each transaction and not once to the
 * connection, since a pooler may hand each transaction to another one. After a failure the
 * connection is of no more use.
 */
export async function readOnly<Result>(
  client: pg.ClientBase,
  query: () => Promise<Result>,
): Promise<Result> {
  await client.query(
    `begin transaction read only; set local statement_timeout = '60s'; set local lock_timeout = '5s'`,
  );
  const result = await query();
  await client.query('commit');
  return result;
}
