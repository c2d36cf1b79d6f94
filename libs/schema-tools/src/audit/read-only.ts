import pg from 'pg';

/**
 * Milliseconds that a query may take, and wait for a lock; the second equals the first if not
 * given.
 */
export interface ReadLimits {
  readonly timeoutMs: number;
  readonly lockTimeoutMs?: number;
}

const usualLimits: ReadLimits = { timeoutMs: 60_000, lockTimeoutMs: 5000 };

/**
 * Runs queries in a transaction in which Postgres refuses writes (25006). Neither a query nor its
 * wait for a lock may last long. The limits are set for each transaction instead of the connection,
 * because a pooler may give each transaction another connection.
 *
 * @throws Postgres's errors: 57014 if a query took too long, 55P03 if it waited for a lock
 */
export async function readOnly<Result>(
  client: pg.ClientBase,
  query: () => Promise<Result>,
  { timeoutMs, lockTimeoutMs = timeoutMs }: ReadLimits = usualLimits,
): Promise<Result> {
  await client.query(
    `begin transaction read only;
     set local statement_timeout = ${Math.ceil(timeoutMs)};
     set local lock_timeout = ${Math.ceil(lockTimeoutMs)}`,
  );
  try {
    const result = await query();
    await client.query('commit');
    return result;
  } catch (cause) {
    // a server that is gone needs no rollback
    if (cause instanceof pg.DatabaseError) await client.query('rollback').catch(() => undefined);
    throw cause;
  }
}
