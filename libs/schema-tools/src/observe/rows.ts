import pg from 'pg';

const quoted = (...names: readonly string[]) => names.map(pg.escapeIdentifier).join('.');

/** The rows of every relation except Postgres's own, by its oid; 0 for one without rows. */
export async function countRows(admin: pg.ClientBase): Promise<ReadonlyMap<number, number>> {
  const { rows: relations } = await admin.query<{
    oid: number;
    schema: string;
    name: string;
    hasRows: boolean;
  }>(
    `select c.oid::int as oid, n.nspname::text as schema, c.relname::text as name,
       c.relkind in ('r', 'm') and pg_relation_size(c.oid) > 0 and
         (c.relkind = 'r' or c.relispopulated) as "hasRows"
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  const filled = relations.filter(({ hasRows }) => hasRows);
  const counts = new Map(relations.map(({ oid }) => [oid, 0]));
  if (filled.length === 0) return counts;
  const { rows } = await admin.query<{ oid: number; rows: number }>(
    filled
      .map(
        ({ oid, schema, name }) =>
          `select ${oid} as oid, count(*)::int as rows from ${quoted(schema, name)}`,
      )
      .join(' union all '),
  );
  for (const { oid, rows: count } of rows) counts.set(oid, count);
  return counts;
}

/**
 * Empties a table and the tables that refer to it, or all except Supabase's.
 *
 * @param table with its schema; all if not given
 * @returns whether there were rows
 */
export async function emptyTables(admin: pg.ClientBase, table?: string): Promise<boolean> {
  const { rows } = await admin.query<{ schema: string; name: string }>(
    `select n.nspname::text as schema, c.relname::text as name
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and pg_relation_size(c.oid) > 0
       and n.nspname not in ('pg_catalog', 'information_schema', 'supabase_migrations')
       and ($1::text is null or $1 = n.nspname || '.' || c.relname)`,
    [table ?? null],
  );
  if (rows.length === 0) return false;
  const names = rows.map(({ schema, name }) => quoted(schema, name));
  // their triggers do not run
  await admin.query(
    `begin; set local session_replication_role = replica; truncate ${names.join(', ')} cascade; commit`,
  );
  return true;
}
