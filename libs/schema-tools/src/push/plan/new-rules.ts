import pg from 'pg';
import { columnNames } from '../../facts/column-names.ts';
import type { RelationName } from '../../observe/facts.ts';

/** A rule for the rows of a table, which a database has validated. */
export interface RowRule {
  readonly kind: 'not null' | 'check' | 'foreign key' | 'unique';
  /** The table, by its name in that database. */
  readonly oid: number;
  /** The name of the constraint or index; the column for NOT NULL. */
  readonly name: string;
  readonly columns: readonly string[];
  /** The numbers of the columns, which survive a rename. */
  readonly numbers: readonly number[];
  /** The expression of a CHECK, or the condition of a partial index. */
  readonly expression: string | null;
  /** Whether it calls a function of a migration, or uses an expression: the target may differ. */
  readonly callsFunctions: boolean;
  readonly target: { readonly table: string; readonly columns: readonly string[] } | null;
}

/** The rules of a database, and the existing columns, by table and number. */
export interface RowRules {
  readonly rules: ReadonlyMap<string, RowRule>;
  readonly columns: ReadonlyMap<string, string>;
}

/** Reads the rules of all tables but Postgres's own. */
export async function readRowRules(client: pg.ClientBase): Promise<RowRules> {
  const { rows } = await client.query<RowRule & { key: string }>(
    `with relation as (
       select c.oid from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p')
         and n.nspname not in ('pg_catalog', 'information_schema', 'supabase_migrations')
         and n.nspname not like 'pg\\_%'
     )
     select 'n' || a.attrelid || '.' || a.attnum as key, 'not null' as kind,
       a.attrelid::int as oid, a.attname::text as name, jsonb_build_array(a.attname) as columns,
       jsonb_build_array(a.attnum) as numbers, null as expression,
       false as "callsFunctions", null::jsonb as target
     from pg_catalog.pg_attribute a join relation on relation.oid = a.attrelid
     where a.attnotnull and a.attnum > 0 and not a.attisdropped
     union all
     select 'k' || k.oid, case k.contype when 'c' then 'check' else 'foreign key' end,
       k.conrelid::int, k.conname, ${columnNames('k.conkey', 'k.conrelid')}, to_jsonb(k.conkey),
       pg_get_expr(k.conbin, k.conrelid),
       exists (
         select from pg_catalog.pg_depend d
         where d.classid = 'pg_catalog.pg_constraint'::regclass and d.objid = k.oid
           and d.refclassid = 'pg_catalog.pg_proc'::regclass
       ),
       case when k.contype = 'f' then jsonb_build_object(
         'table', (
           select format('%I.%I', f.relnamespace::regnamespace::text, f.relname)
           from pg_catalog.pg_class f where f.oid = k.confrelid
         ), 'columns', ${columnNames('k.confkey', 'k.confrelid')}
       ) end
     from pg_catalog.pg_constraint k join relation on relation.oid = k.conrelid
     where k.contype in ('c', 'f') and k.convalidated
     union all
     select 'i' || x.indexrelid, 'unique', x.indrelid::int, i.relname,
       ${columnNames('x.indkey::int2[]', 'x.indrelid')}, to_jsonb(x.indkey::int2[]),
       pg_get_expr(x.indpred, x.indrelid), x.indexprs is not null, null
     from pg_catalog.pg_index x join relation on relation.oid = x.indrelid
     join pg_catalog.pg_class i on i.oid = x.indexrelid
     where x.indisunique and x.indisvalid`,
  );
  const columns = await client.query<{ key: string; name: string }>(
    `select attrelid || '.' || attnum as key, attname::text as name
     from pg_catalog.pg_attribute where attrelid >= 16384 and attnum > 0 and not attisdropped`,
  );
  return {
    rules: new Map(rows.map(({ key, ...rule }) => [key, rule])),
    columns: new Map(columns.rows.map(({ key, name }) => [key, name])),
  };
}

/** A new rule, with the earlier names of its table and columns. */
export interface NewRule extends RowRule {
  readonly schema: string;
  readonly table: string;
  /** Columns that did not exist before. */
  readonly isOnNewColumn: boolean;
  /** Whether one of its names changed, so the target cannot check it. */
  readonly isRenamed: boolean;
}

/** The rules that migrations add to existing tables. */
export function newRules(
  before: RowRules,
  after: RowRules,
  tables: ReadonlyMap<number, RelationName>,
): NewRule[] {
  return Array.from(after.rules).flatMap(([key, rule]): NewRule[] => {
    const table = tables.get(rule.oid);
    if (!table || before.rules.has(key)) return [];
    const were = rule.numbers.map((number) => before.columns.get(`${rule.oid}.${number}`));
    return [
      {
        ...rule,
        schema: table.schema,
        table: table.name,
        isOnNewColumn: were.includes(undefined),
        isRenamed: were.some((name, place) => name !== undefined && name !== rule.columns[place]),
      },
    ];
  });
}

/** SQL that counts rows, or groups of rows, that break a rule, up to a limit. */
export function countBrokenSql(rule: NewRule, limit: number): string {
  const quote = pg.escapeIdentifier;
  const table = [rule.schema, rule.table].map(quote).join('.');
  const columns = rule.columns.map((name) => `one.${quote(name)}`);
  const present = columns.map((name) => `${name} is not null`).join(' and ') || 'true';
  const broken = {
    'not null': () => `select from ${table} as one where ${columns.join()} is null`,
    check: () => `select from ${table} where not (${rule.expression})`,
    unique: () =>
      `select from (select * from ${table} where ${rule.expression ?? 'true'}) as one
       where ${present} group by ${columns.join(', ')} having count(*) > 1`,
    'foreign key': () => {
      const pairs = columns.map(
        (name, place) => `${name} = other.${quote(rule.target?.columns[place] ?? '')}`,
      );
      return `select from ${table} as one where ${present}
        and not exists (select from ${rule.target?.table} as other where ${pairs.join(' and ')})`;
    },
  }[rule.kind]();
  return `select count(*)::int as rows from (${broken} limit ${limit}) as broken`;
}
