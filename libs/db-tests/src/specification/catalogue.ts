import { readDefault, readList } from './expressions.ts';
import { showValues, type Fact, type Kind } from './facts.ts';

/** Runs one statement and returns its rows. */
export type Query = <Row>(sql: string) => Promise<Row[]>;

interface CatalogueTable {
  table: string;
  form: string;
  columns: {
    name: string;
    type: string;
    notNull: boolean;
    /** How Postgres generates the value, unless it is a plain default. */
    generated: string | null;
    default: string | null;
  }[];
  keys: { type: 'p' | 'u'; name: string; columns: string[]; more: string }[];
  checks: { name: string; expression: string; more: string }[];
  references: {
    name: string;
    columns: string[];
    target: string;
    targetColumns: string[];
    action: string;
    more: string;
  }[];
  indexes: { name: string; columns: string[]; more: string }[];
}

/**
 * Reads the tables of `public` from the catalogue, as far as the specification describes them. A
 * bare `unique`, `references` or `create index` makes the plain form. Every deviation (deferrable,
 * not valid, partial, unique, …) is added to the end of the fact, so it differs from the
 * specification.
 */
export async function readFacts(query: Query): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const found of await query<CatalogueTable>(catalogueQuery)) {
    const { table } = found;
    const tell = (kind: Kind, place: string, says: readonly string[], key = place) =>
      facts.push({ kind, table, place, says: says.filter(Boolean).join(' '), key });

    tell('table', table, [found.form]);
    for (const column of found.columns) {
      tell('columns', `${table}.${column.name}`, [
        column.type,
        column.notNull ? 'not null' : '',
        column.generated ?? '',
        // the catalogue stores a generated value like a default, but it is not one
        column.default !== null && column.generated === null
          ? `default ${await readDefault(column.default)}`
          : '',
      ]);
    }
    for (const { type, name, columns, more } of found.keys) {
      const list = columns.join(', ');
      if (type === 'p') tell('primary key', `${table}: primary key`, [list, more]);
      else {
        const place = `${table}: unique (${list})`;
        tell('unique constraints', place, [list, more], `${table}: unique ${name}`);
      }
    }
    for (const { name, expression, more } of found.checks) {
      const key = `${table}: check ${name}`;
      const list = await readList(expression);
      if (list)
        tell('checks', `${table}.${list.column}: values`, [showValues(list.values), more], key);
      else tell('checks', key, [expression, more]);
    }
    const nullable = found.columns.flatMap((column) => (column.notNull ? [] : [column.name]));
    for (const { name, action, more, target, ...reference } of found.references) {
      const { columns, targetColumns } = withoutOwner(reference, nullable);
      const place = `${table}: foreign key (${columns.join(', ')})`;
      const says = [`${target}(${targetColumns.join(', ')}) on delete ${action}`, more];
      tell('foreign keys', place, says, `${table}: foreign key ${name}`);
    }
    for (const { name, columns, more } of found.indexes)
      tell('indexes', `index ${name}`, [columns.join(', '), more]);
  }
  return facts;
}

/**
 * A reference by (program_id, user_id) to (id, user_id) includes the one by program_id: columns of
 * the same name on both sides only narrow it. If one of these columns may be NULL, Postgres checks
 * nothing, so the reference is weaker.
 */
function withoutOwner(
  reference: { columns: string[]; targetColumns: string[] },
  nullable: readonly string[],
): { columns: string[]; targetColumns: string[] } {
  const { columns, targetColumns } = reference;
  const narrows = columns.map(
    (column, place) => place > 0 && column === targetColumns[place] && !nullable.includes(column),
  );
  const kept = (_: string, place: number) => narrows[place] !== true;
  return { columns: columns.filter(kept), targetColumns: targetColumns.filter(kept) };
}

/** SQL for the names of a table's columns, from their numbers and in that order. */
function names(table: string, numbers: string): string {
  return `array(
    select att.attname::text from unnest(${numbers}) with ordinality as u(number, place)
    join pg_attribute as att on att.attrelid = ${table} and att.attnum = u.number
    order by u.place)`;
}

/** SQL for the rule of a foreign key, in words. */
function rule(letter: string): string {
  return `case ${letter} when 'a' then 'no action' when 'c' then 'cascade'
    when 'r' then 'restrict' when 'n' then 'set null' when 'd' then 'set default' end`;
}

/** SQL for the columns that an index includes besides its key. */
const carried = `(
  select 'include (' || string_agg(pg_get_indexdef(x.indexrelid, n, true), ', ' order by n) || ')'
  from generate_series(x.indnkeyatts + 1, x.indnatts) as n)`;

const columnsQuery = `
  select json_agg(json_build_object(
    'name', a.attname,
    'type', concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      (select 'collate ' || l.collname from pg_collation as l
       where l.oid = a.attcollation and a.attcollation <> y.typcollation)),
    'notNull', a.attnotnull,
    'generated', case
      when a.attidentity = 'a' then 'generated always as identity'
      when a.attidentity = 'd' then 'generated by default as identity'
      when a.attgenerated <> '' then
        'generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ')' end,
    'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum)
  from pg_attribute as a
  join pg_type as y on y.oid = a.atttypid
  left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

/** SQL for the special properties of a constraint; empty for a plain one. */
const moreOfConstraint = `concat_ws(' ',
  case k.confmatchtype when 'f' then 'match full' when 'p' then 'match partial' end,
  case when k.contype = 'f' and k.confupdtype <> 'a'
    then 'on update ' || ${rule('k.confupdtype')} end,
  case when k.contype = 'c' and k.connoinherit then 'no inherit' end,
  case when k.condeferrable then 'deferrable' end,
  case when k.condeferred then 'initially deferred' end,
  case when not k.convalidated then 'not valid' end)`;

const keysQuery = `
  select json_agg(json_build_object(
    'type', k.contype, 'name', k.conname, 'columns', ${names('k.conrelid', 'k.conkey')},
    'more', concat_ws(' ', case when x.indnullsnotdistinct then 'nulls not distinct' end,
      ${carried}, nullif(${moreOfConstraint}, ''))) order by k.conname)
  from pg_constraint as k
  join pg_index as x on x.indexrelid = k.conindid
  where k.conrelid = c.oid and k.contype in ('p', 'u')`;

const checksQuery = `
  select json_agg(json_build_object(
    'name', k.conname, 'expression', pg_get_expr(k.conbin, k.conrelid),
    'more', ${moreOfConstraint}) order by k.conname)
  from pg_constraint as k
  where k.conrelid = c.oid and k.contype = 'c'`;

const referencesQuery = `
  select json_agg(json_build_object(
    'name', k.conname, 'columns', ${names('k.conrelid', 'k.conkey')},
    'target', format('%s.%s', tn.nspname, t.relname),
    'targetColumns', ${names('k.confrelid', 'k.confkey')},
    'action', ${rule('k.confdeltype')}, 'more', ${moreOfConstraint}) order by k.conname)
  from pg_constraint as k
  join pg_class as t on t.oid = k.confrelid
  join pg_namespace as tn on tn.oid = t.relnamespace
  where k.conrelid = c.oid and k.contype = 'f'`;

// An index in its default form: btree, the type's own operators and collation, nulls last if it
// ascends and first if it descends.
const indexesQuery = `
  select json_agg(json_build_object(
    'name', i.relname,
    'columns', (
      select json_agg(concat_ws(' ', pg_get_indexdef(x.indexrelid, n, true),
        (select 'collate ' || l.collname from pg_collation as l
         where l.oid = x.indcollation[n - 1] and l.oid is distinct from (
           select a.attcollation from pg_attribute as a
           where a.attrelid = x.indrelid and a.attnum = x.indkey[n - 1])),
        (select o.opcname from pg_opclass as o where o.oid = x.indclass[n - 1] and not o.opcdefault),
        case x.indoption[n - 1] when 1 then 'desc nulls last' when 2 then 'nulls first'
          when 3 then 'desc' end) order by n)
      from generate_series(1, x.indnkeyatts) as n),
    'more', concat_ws(' ', case when x.indisunique then 'unique' end,
      case when m.amname <> 'btree' then 'using ' || m.amname end,
      ${carried}, 'where ' || pg_get_expr(x.indpred, x.indrelid),
      case when not x.indisvalid then 'not valid' end)) order by i.relname)
  from pg_index as x
  join pg_class as i on i.oid = x.indexrelid
  join pg_am as m on m.oid = i.relam
  where x.indrelid = c.oid and not exists (
    select from pg_constraint as k
    where k.conindid = x.indexrelid and k.conrelid = c.oid and k.contype in ('p', 'u'))`;

const catalogueQuery = `
  select
    c.relname as table,
    case when c.relkind = 'p' then 'a partitioned table' when c.relkind = 'f' then 'a foreign table'
      when c.relpersistence = 'u' then 'an unlogged table' else 'a table' end as form,
    coalesce((${columnsQuery}), '[]') as columns,
    coalesce((${keysQuery}), '[]') as keys,
    coalesce((${checksQuery}), '[]') as checks,
    coalesce((${referencesQuery}), '[]') as references,
    coalesce((${indexesQuery}), '[]') as indexes
  from pg_class as c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f')
  order by c.relname`;
