import type pg from 'pg';
import { innerModes, lockModes, type RelationLock, type RelationName } from './facts.ts';

/** A relation at one moment, as a session sees it. */
export interface RelationState extends RelationName {
  /** The number of its file; null for a view. */
  readonly file: number | null;
  readonly scans: number;
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** All relations except Postgres's own, at one moment. */
export interface Relations {
  readonly states: ReadonlyMap<number, RelationState>;
  /** The session's strongest lock on a relation, dropped or not: its index in `lockModes`. */
  readonly locks: ReadonlyMap<number, number>;
}

/**
 * Reads the relations.
 *
 * @param client the session with the counters and locks
 * @param counted in the open transaction, or in all ended transactions
 */
export async function readRelations(
  client: pg.ClientBase,
  counted: 'transaction' | 'ended',
): Promise<Relations> {
  const counter = (name: string) =>
    `pg_stat_get_${counted === 'transaction' ? 'xact_' : ''}${name}(c.oid)::int`;
  const { rows } = await client.query<Omit<RelationState, 'table'> & { table: string | null }>(
    `select c.oid::int as oid, n.nspname::text as schema, c.relname::text as name,
       case c.relkind when 'i' then 'index' when 'I' then 'index' when 'v' then 'view'
         when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end as kind,
       t.relname::text as table, pg_relation_filenode(c.oid)::int8::float8 as file,
       ${counter('numscans')} as scans, ${counter('tuples_returned')} as read,
       ${counter('tuples_inserted')} as inserted, ${counter('tuples_updated')} as updated,
       ${counter('tuples_deleted')} as deleted
     from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     left join pg_catalog.pg_index i on i.indexrelid = c.oid
     left join pg_catalog.pg_class t on t.oid = i.indrelid
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'supabase_migrations')
       and n.nspname not like 'pg\\_%temp\\_%' and c.relkind in ('r', 'p', 'i', 'I', 'v', 'm', 'S')`,
  );
  const states = new Map(
    rows.map(({ table, ...row }) => [row.oid, table === null ? row : { ...row, table }]),
  );
  const locks = await client.query<{ oid: number; lock: number }>(
    `select relation::int as oid, max(array_position($1::text[], mode)) as lock
     from pg_catalog.pg_locks
     where pid = pg_backend_pid() and locktype = 'relation' and granted
     group by relation`,
    [innerModes],
  );
  return { states, locks: new Map(locks.rows.map(({ oid, lock }) => [oid, lock])) };
}

/** A relation's name alone. */
export function nameOf({ oid, schema, name, kind, table }: RelationName): RelationName {
  return { oid, schema, name, kind, ...(table === undefined ? {} : { table }) };
}

/** A relation with a lock that was read. */
export function lockOf(relation: RelationName, lock: number): RelationLock[] {
  const mode = lockModes[lock - 1];
  return mode === undefined ? [] : [{ ...nameOf(relation), mode }];
}
