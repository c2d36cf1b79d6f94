import {
  type Catalogue,
  type Column,
  key,
  type Parameter,
  type Routine,
  type Setting,
  type Table,
} from './catalogue.ts';
import { groupBy, type KeyRelationship, relate, type ViewKey } from './relationships.ts';
import type { QualifiedName } from '../sql.ts';
import { shownColumns } from './view-columns.ts';

/**
 * The one statement that reads a catalogue. It wants an empty search_path, so that every name
 * that is not Postgres's own comes with its schema. Its parameter is the list of served schemas.
 */
export const catalogueQuery = `
with relations as (
  select c.oid, n.nspname as schema, c.relname as name, c.relkind, n.nspname = any ($1) as served
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
)
select json_build_object(
  'relations', (
    select coalesce(json_agg(json_build_object(
      'oid', r.oid::bigint,
      'schema', r.schema,
      'name', r.name,
      'isView', r.relkind in ('v', 'm'),
      'changes', case
        when not r.served or r.relkind = 'm' then 0
        when r.relkind in ('r', 'p') then 28
        else pg_relation_is_updatable(r.oid, true)
      end,
      'rule', case when r.relkind in ('v', 'm') then (
        select ev_action::text from pg_rewrite where ev_class = r.oid and rulename = '_RETURN'
      ) end,
      'columns', (
        select coalesce(json_agg(json_build_object(
          'number', a.attnum,
          'name', a.attname,
          'type', case when r.served then format_type(a.atttypid, a.atttypmod) end,
          'default', case
            when not r.served or a.attgenerated <> '' then null
            when a.attidentity = 'd' then format(
              'nextval(%L)', pg_get_serial_sequence(format('%I.%I', r.schema, r.name), a.attname)
            )
            when d.adbin is not null then pg_get_expr(d.adbin, d.adrelid)
            else pg_get_expr(t.typdefaultbin, 0)
          end
        ) order by a.attnum), '[]')
        from pg_attribute as a
        join pg_type as t on t.oid = a.atttypid
        left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      )
    )), '[]')
    from relations as r
  ),
  'constraints', (
    select coalesce(json_agg(json_build_object(
      'name', conname,
      'type', contype,
      'relation', conrelid::bigint,
      'columns', conkey,
      'foreign', confrelid::bigint,
      'foreignColumns', confkey
    ) order by conrelid, conname), '[]')
    from pg_constraint
    where contype in ('p', 'u', 'f') and conparentid = 0 and conrelid in (select oid from relations)
  ),
  'computed', (
    select coalesce(json_agg(json_build_object(
      'function', json_build_object('schema', n.nspname, 'name', p.proname),
      'table', json_build_object('schema', argument.schema, 'name', argument.name),
      'foreign', json_build_object('schema', result.schema, 'name', result.name),
      'isToOne', not p.proretset or p.prorows = 1
    )), '[]')
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    join pg_class as argument_class on argument_class.reltype = p.proargtypes[0]
    join pg_class as result_class on result_class.reltype = p.prorettype
    join relations as argument on argument.oid = argument_class.oid
    join relations as result on result.oid = result_class.oid
    where p.pronargs = 1 and p.proargtypes[0] <> 0 and p.prorettype <> 0
  ),
  'routines', (
    select coalesce(json_agg(json_build_object(
      'schema', n.nspname,
      'name', p.proname,
      'parameters', (
        select coalesce(json_agg(json_build_object(
          'name', coalesce(input.name, ''),
          'type', case input.type
            when 'bit'::regtype then 'bit varying'
            when 'bit[]'::regtype then 'bit varying[]'
            when 'character'::regtype then 'character varying'
            when 'character[]'::regtype then 'character varying[]'
            else format_type(input.type, null)
          end,
          'isRequired', input.position <= p.pronargs - p.pronargdefaults,
          'isVariadic', coalesce(input.mode = 'v', false)
        ) order by input.position), '[]')
        from unnest(p.proargtypes::oid[], p.proargnames, p.proargmodes)
          with ordinality as input (type, name, mode, position)
        where input.type is not null
      ),
      'isVariadic', p.provariadic <> 0,
      'volatility', case p.provolatile
        when 'i' then 'immutable' when 's' then 'stable' else 'volatile'
      end,
      'returns', json_build_object(
        'isSet', p.proretset,
        'isComposite', t.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),
        'type', json_build_object(
          'schema', tn.nspname,
          'name', coalesce(c.relname, t.typname)
        )
      ),
      'settings', (
        select coalesce(json_agg(json_build_array(
          split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
        )), '[]')
        from unnest(p.proconfig) as setting
        where setting ~ '^(statement_timeout|plan_filter.statement_cost_limit)='
      )
    )), '[]')
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    join pg_type as result on result.oid = p.prorettype
    join pg_type as t on t.oid = coalesce(nullif(result.typbasetype, 0), result.oid)
    join pg_namespace as tn on tn.oid = t.typnamespace
    left join pg_class as c on c.oid = t.typrelid
    where n.nspname = any ($1) and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
  ),
  'roles', (
    select coalesce(json_agg(json_build_array(rolname, (
      -- what is set in a database comes later, and holds there
      select json_agg(json_build_array(
        split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
      ) order by setdatabase, position)
      from pg_db_role_setting, unnest(setconfig) with ordinality as one (setting, position)
      where setrole = r.oid and setdatabase in (0, (
        select oid from pg_database where datname = current_database()
      ))
    ))), '[]')
    from pg_roles as r where r.oid in (select setrole from pg_db_role_setting)
  )
)::text as catalogue`;

/** What the statement returns. */
interface Raw {
  readonly relations: readonly RawRelation[];
  readonly constraints: readonly RawConstraint[];
  readonly computed: Parameters<typeof relate>[0]['computed'];
  readonly routines: readonly Routine[];
  readonly roles: readonly (readonly [role: string, settings: readonly Setting[] | null])[];
}

interface RawRelation extends QualifiedName {
  readonly oid: number;
  readonly isView: boolean;
  /** Bits of the commands that it can be changed by, as `pg_relation_is_updatable` returns them. */
  readonly changes: number;
  readonly rule: string | null;
  readonly columns: readonly (Column & { readonly number: number })[];
}

interface RawConstraint {
  readonly name: string;
  readonly type: 'p' | 'u' | 'f';
  readonly relation: number;
  readonly columns: readonly number[];
  readonly foreign: number;
  readonly foreignColumns: readonly number[] | null;
}

const command = { update: 4, insert: 8, delete: 16 };

/**
 * Makes a catalogue of what `catalogueQuery` returned.
 *
 * @param schemas those that are served
 */
export function parseCatalogue(
  text: string,
  schemas: readonly string[],
): Omit<Catalogue, 'version'> {
  const raw = JSON.parse(text) as Raw;
  const isServed = (schema: string) => schemas.includes(schema);
  const relations = new Map(raw.relations.map((one) => [one.oid, one]));
  const columnNames = new Map(
    raw.relations.map(({ oid, columns }) => [
      oid,
      new Map(columns.map(({ number, name }) => [number, name])),
    ]),
  );
  const nameOf = (oid: number, number: number) => columnNames.get(oid)?.get(number) ?? '';
  const viewKeys = readViewKeys(raw, relations, nameOf);
  const primaryKeys = readPrimaryKeys(raw, relations, nameOf, viewKeys);
  const tables = raw.relations
    .filter(({ schema }) => isServed(schema))
    .map(({ schema, name, isView, changes, columns }): Table => ({
      schema,
      name,
      isView,
      insertable: (changes & command.insert) !== 0,
      updatable: (changes & command.update) !== 0,
      deletable: (changes & command.delete) !== 0,
      primaryKey: primaryKeys.get(key({ schema, name })) ?? [],
      columns: new Map(columns.map((column) => [column.name, column])),
    }));
  return {
    tables: new Map(tables.map((table) => [key(table), table])),
    relationships: relate({
      foreignKeys: readForeignKeys(raw, relations, nameOf),
      viewKeys,
      primaryKeys,
      computed: raw.computed.map((one) => ({ ...one, kind: 'computed' })),
      isServed,
    }),
    routines: groupBy(raw.routines.filter(isCallable).toSorted(byParameters), key),
    roleSettings: new Map(raw.roles.map(([role, settings]) => [role, settings ?? []])),
  };
}

const byParameters = (a: Routine, b: Routine) => a.parameters.length - b.parameters.length;

/** A parameter without a name can be given the body of a request, where it is the only one. */
function isCallable({ parameters }: Routine): boolean {
  const [first, second] = parameters.filter(({ name }) => name === '');
  return !first || (!second && parameters.length === 1 && isBody(first));
}

const isBody = ({ type }: Parameter) => ['bytea', 'json', 'jsonb', 'text', 'xml'].includes(type);

type Relations = ReadonlyMap<number, RawRelation>;
type NameOf = (relation: number, column: number) => string;

function readForeignKeys(raw: Raw, relations: Relations, nameOf: NameOf): KeyRelationship[] {
  const columnsOf = ({ columns }: RawConstraint) => columns.toSorted((a, b) => a - b).join();
  const unique = new Set(
    raw.constraints
      .filter(({ type }) => type !== 'f')
      .map((one) => `${one.relation} ${columnsOf(one)}`),
  );
  return raw.constraints.flatMap((one): KeyRelationship[] => {
    const table = relations.get(one.relation);
    const foreign = relations.get(one.foreign);
    if (one.type !== 'f' || !table || !foreign) return [];
    return [
      {
        kind: unique.has(`${one.relation} ${columnsOf(one)}`) ? 'one-to-one' : 'many-to-one',
        table: { schema: table.schema, name: table.name },
        foreign: { schema: foreign.schema, name: foreign.name },
        tableIsView: false,
        foreignIsView: false,
        constraint: one.name,
        columns: one.columns.map((column, at) => [
          nameOf(one.relation, column),
          nameOf(one.foreign, one.foreignColumns?.[at] ?? 0),
        ]),
      },
    ];
  });
}

function readViewKeys(raw: Raw, relations: Relations, nameOf: NameOf): ViewKey[] {
  const shown = new Map(
    raw.relations.flatMap(({ oid, rule }) => (rule === null ? [] : [[oid, shownColumns(rule)]])),
  );
  /** The columns of tables that a view shows, directly or through other views. */
  const bases = (view: number, seen: readonly number[] = []): ReturnType<typeof shownColumns> =>
    (shown.get(view) ?? []).flatMap((one) => {
      if (!shown.has(one.table) || seen.includes(one.table)) return [one];
      return bases(one.table, [...seen, view])
        .filter(({ column }) => column === one.tableColumn)
        .map(({ table, tableColumn }) => ({ column: one.column, table, tableColumn }));
    });
  return [...shown.keys()].flatMap((oid) => {
    const view = relations.get(oid);
    const columns = bases(oid);
    const shownBy = (table: number, column: number) =>
      columns
        .filter((one) => one.table === table && one.tableColumn === column)
        .map((one) => nameOf(oid, one.column));
    const keyOf = (
      kind: ViewKey['kind'],
      constraint: string,
      relation: number,
      numbers: readonly number[],
    ): ViewKey[] => {
      const table = relations.get(relation);
      const pairs = numbers.map(
        (column) => [nameOf(relation, column), shownBy(relation, column)] as const,
      );
      if (!view || !table || pairs.some(([, names]) => names.length === 0)) return [];
      return [{ view, table, constraint, kind, columns: pairs }];
    };
    return raw.constraints.flatMap((one) => {
      if (one.type === 'p') return keyOf('primary', one.name, one.relation, one.columns);
      if (one.type !== 'f') return [];
      return [
        ...keyOf('foreign', one.name, one.relation, one.columns),
        ...keyOf('referenced', one.name, one.foreign, one.foreignColumns ?? []),
      ];
    });
  });
}

/** The primary keys of tables, and of views that show one. */
function readPrimaryKeys(
  raw: Raw,
  relations: Relations,
  nameOf: NameOf,
  viewKeys: readonly ViewKey[],
): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const { type, relation, columns } of raw.constraints) {
    const table = relations.get(relation);
    if (type !== 'p' || !table) continue;
    keys.set(key(table), columns.map((column) => nameOf(relation, column)).toSorted());
  }
  for (const { view, kind, columns } of viewKeys) {
    if (kind !== 'primary') continue;
    const shown = columns.map(([, [first = '']]) => first);
    keys.set(key(view), [...(keys.get(key(view)) ?? []), ...shown]);
  }
  return keys;
}
