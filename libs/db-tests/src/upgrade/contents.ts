import type { Session } from '../harness/session.ts';

/** Rows of tables as text, by table and id. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Every table of `public` with its columns in their order. */
export async function readColumns(db: Session): Promise<Map<string, string[]>> {
  const rows = await db.query<{ table: string; columns: string[] }>(
    `select relname as table, array_agg(attname::text order by attnum) as columns
     from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     group by relname order by relname`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

/**
 * Every row of tables, as text.
 *
 * @param columns those that are read: what a migration adds is no change of the rows there were
 */
export async function readRows(
  db: Session,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<Rows> {
  const tables = new Map<string, ReadonlyMap<string, string>>();
  for (const [table, names] of columns) {
    const rows = await db.query<{ id: string; row: string }>(
      `select id::text as id, row (${names.map((name) => `"${name}"`).join(', ')})::text as row
       from public.${table}`,
    );
    tables.set(table, new Map(rows.map(({ id, row }) => [id, row])));
  }
  return tables;
}

/** What is not of the system's own, as text: a line a thing, so that a difference can be read. */
export async function readStructure(db: Session): Promise<string[]> {
  const rows = await db.query<{ line: string }>(`
    with ours as (
      select oid from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'supabase_migrations')
    )
    select 'schema ' || oid::regnamespace as line from ours
    union all
    select 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
    from pg_attribute
    join pg_class on pg_class.oid = attrelid and relkind in ('r', 'p', 'v') and relnamespace in (select oid from ours)
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
    union all
    select 'table ' || oid::regclass || ' ' || relrowsecurity || ' ' || coalesce(relacl::text, '')
    from pg_class where relkind in ('r', 'p', 'v') and relnamespace in (select oid from ours)
    union all
    select 'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace in (select oid from ours)
    union all
    select 'index ' || indexrelid::regclass || ' ' || indisvalid || ' ' || pg_get_indexdef(indexrelid)
    from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace in (select oid from ours)
    union all
    select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all
    select 'policy ' || polrelid::regclass || '.' || polname || ' ' || polcmd::text || ' '
      || coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '')
    from pg_policy
    union all
    select 'function ' || oid::regprocedure || ' ' || md5(prosrc) || ' ' || coalesce(proacl::text, '')
    from pg_proc where pronamespace in (select oid from ours)
    order by 1`);
  return rows.map(({ line }) => line);
}

/** The difference of two lists of lines, as lines with `+` and `-`. */
export function differenceOf(before: readonly string[], after: readonly string[]): string[] {
  const [then, now] = [new Set(before), new Set(after)];
  return [
    ...before.filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !then.has(line)).map((line) => `+ ${line}`),
  ];
}

/** The rows that are not as they were: changed, gone, or new, by table and id. */
export function changedRows(before: Rows, after: Rows): string[] {
  const changes: string[] = [];
  for (const [table, rows] of after) {
    const then = before.get(table) ?? new Map<string, string>();
    for (const [id, row] of rows) {
      const old = then.get(id);
      if (old === undefined) changes.push(`+ ${table} ${id}`);
      else if (old !== row) changes.push(`~ ${table} ${id}: ${old} became ${row}`);
    }
    for (const id of then.keys()) if (!rows.has(id)) changes.push(`- ${table} ${id}`);
  }
  return changes;
}
