import type pg from 'pg';
import type { CatalogueColumn, CatalogueTable, ColumnType, NumberRange } from '../model.ts';
import { columnType } from './column-type.ts';
import { lengthRange, narrowed, numberRange } from './ranges.ts';
import { valueList } from './value-lists.ts';

/**
 * Reads the tables of schema `public`, by name.
 *
 * A column has `values` when a CHECK on this column alone lists them; where several do, the
 * values that all of them list. It has a `range` when CHECKs give its numbers one. A CHECK that is
 * NOT VALID does not count, since older rows may hold something else.
 */
export async function readTables(client: pg.ClientBase): Promise<CatalogueTable[]> {
  const { rows } = await client.query<ColumnFacts>(columnsQuery);
  const tables = new Map<string, { comment: string | null; columns: CatalogueColumn[] }>();
  for (const facts of rows) {
    const table = tables.get(facts.table_name) ?? { comment: facts.table_comment, columns: [] };
    tables.set(facts.table_name, table);
    table.columns.push(await toColumn(facts));
  }
  return Array.from(tables, ([name, { comment, columns }]) => ({
    name,
    ...(comment === null ? {} : { comment }),
    columns,
  }));
}

interface ColumnFacts {
  table_name: string;
  table_comment: string | null;
  name: string;
  type_name: string;
  is_array: boolean;
  type_modifier: number;
  type_sql: string;
  nullable: boolean;
  has_default: boolean;
  generated: boolean;
  identity: 'always' | 'by default' | null;
  comment: string | null;
  /** Whether equal means identical: not so in a case-insensitive collation. */
  equal_is_identical: boolean;
  checks: string[];
}

const columnsQuery = `
  select
    c.relname::text as table_name,
    obj_description(c.oid, 'pg_class') as table_comment,
    a.attname::text as name,
    case
      when base_schema.nspname = 'pg_catalog' then base.typname::text
      else base_schema.nspname || '.' || base.typname
    end as type_name,
    element.oid is not null as is_array,
    a.atttypmod as type_modifier,
    format_type(a.atttypid, a.atttypmod) as type_sql,
    not a.attnotnull as nullable,
    (a.atthasdef and a.attgenerated = '') or a.attidentity <> '' as has_default,
    a.attgenerated <> '' as generated,
    case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as identity,
    col_description(c.oid, a.attnum) as comment,
    coalesce(
      (select l.collisdeterministic from pg_catalog.pg_collation l where l.oid = a.attcollation),
      true
    ) as equal_is_identical,
    array(
      select pg_get_expr(k.conbin, k.conrelid)
      from pg_catalog.pg_constraint k
      where k.conrelid = c.oid
        and k.contype = 'c'
        and k.convalidated
        and k.conkey = array[a.attnum]
      order by k.conname
    ) as checks
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  join pg_catalog.pg_type t on t.oid = a.atttypid
  -- int2vector and its like have an element type too, and are no arrays of it
  left join pg_catalog.pg_type element on element.oid = t.typelem and element.typarray = t.oid
  join pg_catalog.pg_type base on base.oid = coalesce(element.oid, t.oid)
  join pg_catalog.pg_namespace base_schema on base_schema.oid = base.typnamespace
  where c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p')
  order by c.relname collate "C", a.attnum
`;

async function toColumn(facts: ColumnFacts): Promise<CatalogueColumn> {
  const type = columnType(facts.type_name, facts.is_array, facts.type_modifier, facts.type_sql);
  const values = facts.equal_is_identical ? await valuesOf(type, facts.checks) : undefined;
  const isNumber = !type.isArray && numbers.has(type.name);
  const range = isNumber ? await rangeOf(facts.checks, numberRange) : undefined;
  const length = type.name === 'text' ? await rangeOf(facts.checks, lengthRange) : undefined;
  return {
    name: facts.name,
    type,
    nullable: facts.nullable,
    hasDefault: facts.has_default,
    generated: facts.generated,
    ...(facts.identity === null ? {} : { identity: facts.identity }),
    ...(facts.comment === null ? {} : { comment: facts.comment }),
    ...(values === undefined ? {} : { values }),
    ...(range === undefined ? {} : { range }),
    ...(length === undefined ? {} : { length }),
  };
}

/** The types whose `=` holds only between a value and its exact like. */
const listedAs: Readonly<Record<string, 'string' | 'number'>> = {
  text: 'string',
  varchar: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
};

async function valuesOf(
  type: ColumnType,
  checks: readonly string[],
): Promise<CatalogueColumn['values']> {
  if (type.isArray) return undefined;
  let agreed: readonly (string | number)[] | undefined;
  for (const check of checks) {
    const values: readonly (string | number)[] | undefined = (await valueList(check))?.values;
    if (values) agreed = agreed ? agreed.filter((value) => values.includes(value)) : values;
  }
  // lists that exclude each other are a matter for whoever wrote them, not for a type
  if (!agreed || agreed.length === 0) return undefined;
  switch (listedAs[type.name]) {
    case 'string':
      return agreed.every((value) => typeof value === 'string') ? agreed : undefined;
    case 'number':
      return agreed.every((value) => typeof value === 'number') ? agreed : undefined;
    default:
      return undefined;
  }
}

const numbers = new Set(['int2', 'int4', 'int8', 'numeric']);

/** What those of the checks that are ranges leave; undefined if none is. */
async function rangeOf(
  checks: readonly string[],
  read: typeof numberRange,
): Promise<NumberRange | undefined> {
  const ranges = (await Promise.all(checks.map(read))).filter((range) => range !== undefined);
  return ranges.length === 0 ? undefined : narrowed(ranges);
}
