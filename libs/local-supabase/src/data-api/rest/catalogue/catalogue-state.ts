import type { Connection } from '../connections.ts';

/**
 * SQL for the state of the server in a transaction's snapshot. While it stays the same, no
 * transaction that could have changed something has ended, and the database is the same.
 */
export const catalogueState = `concat_ws(
  ' ', pg_current_snapshot(), pg_postmaster_start_time(),
  (select oid from pg_database where datname = current_database())
)`;

/** The first oid after Postgres's own objects. */
const firstNormalOid = 16_384;

/** The tables of a catalogue, and the column whose values separate Postgres's own objects. */
const tables = [
  ['pg_class', 'oid'],
  ['pg_attribute', 'attrelid'],
  ['pg_attrdef', 'oid'],
  ['pg_constraint', 'oid'],
  ['pg_proc', 'oid'],
  ['pg_type', 'oid'],
  ['pg_rewrite', 'oid'],
  ['pg_namespace', 'oid'],
] as const;

/** The sum of `xmin` differs if the rows, or the transactions that wrote them, differ. */
const sums = tables.map(
  ([table, oid]) =>
    `(select concat(count(*), ',', sum(xmin::text::bigint)) from pg_catalog.${table}
      where ${oid} >= ${firstNormalOid})`,
);

const fingerprintQuery = `select concat_ws(
  ' ',
  pg_postmaster_start_time(),
  (select oid from pg_database where datname = current_database()),
  ${sums.join(', ')},
  (select md5(string_agg(s::text, ',' order by s::text)) from pg_db_role_setting as s)
) as fingerprint, ${catalogueState} as state`;

const changes = [...tables.map(([table]) => table), 'pg_db_role_setting'].flatMap((table) =>
  ['inserted', 'updated', 'deleted'].map(
    (kind) => `pg_catalog.pg_stat_get_xact_tuples_${kind}('pg_catalog.${table}'::regclass)`,
  ),
);

/** Returns the id of a transaction that has changed rows but not the catalogue. */
export const harmlessQuery = `select case
  when current_setting('track_counts')::boolean and ${changes.join(' + ')} = 0
  then pg_catalog.pg_current_xact_id_if_assigned()::text
end as id`;

/** A state as `catalogueState` returns it. */
export interface State {
  /** Transactions from this one on have not ended. */
  readonly next: number;
  /** The running transactions before `next`; all are from `oldest` on. */
  readonly running: ReadonlySet<number>;
  readonly oldest: number;
  /** The database and the start of the server. */
  readonly server: string;
}

/** Reads a state, such as `750:754:751,752 2026-01-01 00:00:00+00 16384`. */
export function parseState(text: string): State {
  const [snapshot = '', ...server] = text.split(' ');
  const [oldest = '', next = '', running = ''] = snapshot.split(':');
  return {
    oldest: Number(oldest),
    next: Number(next),
    running: new Set(running.split(',').filter(Boolean).map(Number)),
    server: server.join(' '),
  };
}

/** If more transactions than this have ended, they are not checked one by one. */
const mostCompared = 1000;

/** Whether none of the transactions that ended after a state changed the catalogue. */
export function isUnchanged(known: State, seen: State, harmless: ReadonlySet<number>): boolean {
  if (known.server !== seen.server || seen.next - known.oldest > mostCompared) return false;
  for (let id = known.oldest; id < seen.next; id += 1) {
    const hadEnded = id < known.next && !known.running.has(id);
    if (!hadEnded && !seen.running.has(id) && !harmless.has(id)) return false;
  }
  return true;
}

/** The fingerprint of a catalogue, and the state at that time. */
export interface Fingerprint {
  readonly fingerprint: string;
  readonly state: State;
}

/** Reads the fingerprint of the catalogue. */
export async function fingerprintOf(connection: Connection): Promise<Fingerprint> {
  const [found] = await connection.runPrepared({ text: fingerprintQuery, values: [] }, 0);
  return {
    fingerprint: found?.['fingerprint'] ?? '',
    state: parseState(found?.['state'] ?? ''),
  };
}

/**
 * Shares the result of work among many callers. A running read may miss the newest changes. So
 * callers during a run share the next run.
 */
export function together<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running.then(() => {
      next = undefined;
      const begun = work();
      running = begun.catch(() => undefined);
      return begun;
    });
    return next;
  };
}
