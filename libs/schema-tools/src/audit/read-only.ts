import pg from 'pg';

/** Milliseconds that a query may take, and wait for a lock; the latter as long, if not given. */
export interface ReadLimits {
  readonly timeoutMs: number;
  readonly lockTimeoutMs?: number;
}

const usualLimits: ReadLimits = { timeoutMs: 60_000, lockTimeoutMs: 5000 };

/**
 * Runs queries in a transaction in which Postgres refuses to write (25006), and which neither
 * runs long nor waits long for a lock. It is said to each transaction and not once to the
 * connection, since a pooler may hand each transaction to another one.
 *
 * @throws what Postgres refuses: 57014 if a query took too long, 55P03 if it waited for a lock
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
    // of a server that is gone nothing more is asked
    if (cause instanceof pg.DatabaseError) await client.query('rollback').catch(() => undefined);
    throw cause;
  }
}
