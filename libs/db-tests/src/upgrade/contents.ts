import { type Session } from '@parakeet/db-harness';
import { primaryKeyOf, readTables } from '@parakeet/db-harness/catalogue';

/** The rows of the tables of `public`. Keys are numbers, which survive a rename. */
export type Contents = ReadonlyMap<number, TableContents>;

interface TableContents {
  readonly name: string;
  /** The number of each column, and its name. */
  readonly columns: ReadonlyMap<number, string>;
  /** By primary key: the values as text, by the number of the column. */
  readonly rows: ReadonlyMap<string, Readonly<Record<string, string | null>>>;
}

/** A migration's effect on the existing rows of one table. */
export interface RowChanges {
  /** The table's name after the migration. */
  readonly table: string;
  /** A line for each row that was changed (`~`), added (`+`) or removed (`-`). */
  readonly lines: readonly string[];
}

/** Reads every row of `public`. */
export async function readContents(db: Session): Promise<Contents> {
  const contents = new Map<number, TableContents>();
  for (const table of await readTables(db)) {
    const { name, oid, columns } = table;
    const key = primaryKeyOf(table);
    // a table without a key uses the row's place: no migration may rewrite such a table unnoticed
    const id = key.length > 0 ? `row (${key.map((one) => `"${one}"`).join(', ')})` : 'ctid';
    const values = columns.map((column) => `'${column.number}', "${column.name}"::text`);
    const rows = await db.query<{ id: string; row: Record<string, string | null> }>(
      `select ${id}::text as id, json_build_object(${values.join(', ')}) as row
       from public."${name}"`,
    );
    contents.set(oid, {
      name,
      columns: new Map(columns.map((column) => [column.number, column.name])),
      rows: new Map(rows.map((found) => [found.id, found.row])),
    });
  }
  return contents;
}

/**
 * The rows that changed. A renamed table or column counts as the same one. A dropped one is a
 * finding itself, and so is a new table with rows.
 */
export function changedRows(before: Contents, after: Contents): RowChanges[] {
  const found: RowChanges[] = [];
  for (const [oid, now] of after) {
    const then = before.get(oid);
    if (!then) continue;
    const lines: string[] = [];
    for (const [id, row] of now.rows) {
      const old = then.rows.get(id);
      if (old === undefined) lines.push(`+ ${id}`);
      else {
        for (const [number, name] of now.columns) {
          if (!then.columns.has(number) || old[number] === row[number]) continue;
          lines.push(`~ ${id} ${name}: ${old[number]} became ${row[number]}`);
        }
      }
    }
    for (const id of then.rows.keys()) if (!now.rows.has(id)) lines.push(`- ${id}`);
    if (lines.length > 0) found.push({ table: now.name, lines });
  }
  return found;
}

/**
 * All objects that are not the system's own, as text. Each has a line, so a difference is readable.
 */
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
