import pg from 'pg';
import { readOnly } from '../../audit/read-only.ts';

/** The size of a table on the target. */
export interface TargetTable {
  /** With its schema: `public.logs`. */
  readonly name: string;
  readonly rows: number;
  /** Whether there may be more rows, because nobody counted them all. */
  readonly isLeast: boolean;
  /** The bytes of the table with its indexes and TOAST. */
  readonly bytes: number;
}

/** The most rows to count if the planner has no estimate. */
const mostCounted = 100_000;
const askingLimits = { timeoutMs: 2000, lockTimeoutMs: 1000 };

/**
 * Reads the sizes of tables. Rows are the planner's estimate; without one they are counted up to a
 * limit. No statement here waits longer than a second for a lock.
 *
 * @param names with their schema
 * @returns the existing ones
 */
export async function readTargetTables(
  client: pg.ClientBase,
  names: readonly { readonly schema: string; readonly name: string }[],
): Promise<ReadonlyMap<string, TargetTable>> {
  const found = new Map<string, TargetTable>();
  for (const { schema, name } of names) {
    const table = await readTable(client, schema, name);
    if (table) found.set(table.name, table);
  }
  return found;
}

async function readTable(
  client: pg.ClientBase,
  schema: string,
  name: string,
): Promise<TargetTable | undefined> {
  // for a partitioned table, the sum of its partitions
  const { rows } = await client.query<{ rows: number; pages: number; hasRows: boolean }>(
    `with recursive part as (
       select c.oid from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'm', 'v')
       union all
       select i.inhrelid from pg_catalog.pg_inherits i join part on part.oid = i.inhparent
     )
     select
       case when min(c.reltuples) filter (where c.relkind in ('r', 'm')) < 0 then -1
         else coalesce(sum(greatest(c.reltuples, 0)) filter (where c.relkind <> 'p'), 0)
       end::float8 as rows,
       sum(c.relpages)::int as pages, bool_or(c.relkind in ('r', 'm')) as "hasRows"
     from part join pg_catalog.pg_class c using (oid) having count(*) > 0`,
    [schema, name],
  );
  const [known] = rows;
  if (!known) return undefined;
  const quoted = [schema, name].map(pg.escapeIdentifier).join('.');
  const size = await ask<{ bytes: number }>(
    client,
    `select (
       pg_total_relation_size(${pg.escapeLiteral(quoted)}::regclass) + coalesce(
         (
           select sum(pg_total_relation_size(relid))
           from pg_partition_tree(${pg.escapeLiteral(quoted)}::regclass) where isleaf and level > 0
         ), 0)
     )::float8 as bytes`,
  );
  // a table that was never analyzed has -1; a table that was emptied since may have 0
  const isCounted = known.rows <= 0 && known.hasRows;
  const counted = isCounted
    ? await ask<{ rows: number }>(
        client,
        `select count(*)::int as rows from (select from ${quoted} limit ${mostCounted}) as counted`,
      )
    : undefined;
  const count = counted?.rows ?? Math.max(known.rows, 0);
  return {
    name: `${schema}.${name}`,
    rows: Math.round(count),
    isLeast: isCounted && (counted === undefined || count === mostCounted),
    bytes: size?.bytes ?? known.pages * 8192,
  };
}

/** Whether it took too long, waited too long for a lock, or lacks a right. */
const unanswered: ReadonlySet<string | undefined> = new Set(['57014', '55P03', '42501']);

/** A row, or undefined if it took too long or lacks a right. */
async function ask<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  sql: string,
): Promise<Row | undefined> {
  try {
    const { rows } = await readOnly(client, () => client.query<Row>(sql), askingLimits);
    return rows[0];
  } catch (cause) {
    if (cause instanceof pg.DatabaseError && unanswered.has(cause.code)) return undefined;
    throw cause;
  }
}
