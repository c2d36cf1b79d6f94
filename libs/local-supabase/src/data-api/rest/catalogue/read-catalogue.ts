import { readFileSync } from 'node:fs';
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

/** The one statement that reads a catalogue. */
export const catalogueQuery = readFileSync(new URL('catalogue.sql', import.meta.url), 'utf8');

/** The result of that statement. */
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
  /**
   * Bits of the commands that can change a relation, as `pg_relation_is_updatable` returns them.
   */
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
 * Builds a catalogue from the result of `catalogueQuery`.
 *
 * @param schemas the served schemas
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

/** Sorts by the number of parameters, then by their names and types. */
function byParameters(a: Routine, b: Routine): number {
  const list = ({ parameters }: Routine) => parameters.map(({ name, type }) => `${name} ${type}`);
  return a.parameters.length - b.parameters.length || (list(a).join() < list(b).join() ? -1 : 1);
}

/** The body of a request can be the value of a parameter without a name, if it is the only one. */
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
