import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { innerModes, type RelationLock } from './facts.ts';
import { lockOf, type Relations } from './relations.ts';

/**
 * Runs a statement that cannot be in a transaction, and observes its lock. Another session holds
 * SHARE UPDATE EXCLUSIVE on every table, which blocks such statements but no readers and writers.
 * The statement waits for its first table, and continues once that was seen.
 *
 * @param admin a superuser's session, outside a transaction
 * @throws pg.DatabaseError if Postgres refuses the statement
 */
export async function runOutside(
  { client, admin }: { client: pg.Client; admin: pg.Client },
  sql: string,
  relations: Relations,
): Promise<readonly RelationLock[]> {
  const tables = [...relations.states.values()].filter(({ kind }) => kind === 'table');
  const names = tables.map((one) => [one.schema, one.name].map(pg.escapeIdentifier).join('.'));
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  await admin.query('begin');
  if (names.length > 0) {
    await admin.query(`lock table ${names.join(', ')} in share update exclusive mode`);
  }
  let isDone = false;
  const running = client.query(sql).finally(() => {
    isDone = true;
  });
  // the caller gets the error below
  running.catch(() => undefined);
  try {
    let seen: readonly RelationLock[] | undefined;
    while (!isDone && seen === undefined) {
      seen = await locksOfWaiting(admin, rows[0]?.pid ?? 0, relations);
      if (seen === undefined) await sleep(1);
    }
    await admin.query('commit');
    await running;
    return seen ?? [];
  } catch (cause) {
    await admin.query('rollback');
    throw cause;
  }
}

/** The locks of a waiting session, including the awaited one; undefined if it does not wait. */
async function locksOfWaiting(
  admin: pg.ClientBase,
  pid: number,
  relations: Relations,
): Promise<RelationLock[] | undefined> {
  const { rows } = await admin.query<{ oid: number; lock: number; waits: boolean }>(
    `select relation::int as oid, max(array_position($2::text[], mode)) as lock,
       bool_or(not granted) as waits
     from pg_catalog.pg_locks where pid = $1 and locktype = 'relation' group by relation`,
    [pid, innerModes],
  );
  if (!rows.some(({ waits }) => waits)) return undefined;
  return rows.flatMap(({ oid, lock }) => {
    const relation = relations.states.get(oid);
    return relation ? lockOf(relation, lock) : [];
  });
}
