import { key } from './catalogue.ts';
import type { QualifiedName } from '../sql.ts';

/** A relationship from the rows of one table to those of another. */
export type Relationship = KeyRelationship | ComputedRelationship;

export const cardinalities = ['one-to-many', 'many-to-one', 'one-to-one', 'many-to-many'] as const;

/** Pairs of a column on this side and its column on the other. */
export type ColumnPairs = readonly (readonly [own: string, other: string])[];

export interface KeyRelationship {
  readonly kind: (typeof cardinalities)[number];
  readonly table: QualifiedName;
  readonly foreign: QualifiedName;
  readonly tableIsView: boolean;
  readonly foreignIsView: boolean;
  /** The foreign key; not set for many-to-many. */
  readonly constraint: string;
  readonly columns: ColumnPairs;
  readonly junction?: Junction;
}

/** The junction table of a many-to-many relationship, with its two foreign keys. */
export interface Junction {
  readonly table: QualifiedName;
  readonly constraints: readonly [source: string, target: string];
  /** Columns of the origin and of the junction. */
  readonly source: ColumnPairs;
  /** Columns of the target and of the junction. */
  readonly target: ColumnPairs;
}

/** A function that takes one row and returns rows of a table. */
export interface ComputedRelationship {
  readonly kind: 'computed';
  readonly table: QualifiedName;
  readonly foreign: QualifiedName;
  readonly function: QualifiedName;
  readonly isToOne: boolean;
}

/** The columns of a view for a key of a table. */
export interface ViewKey {
  readonly view: QualifiedName;
  readonly table: QualifiedName;
  readonly constraint: string;
  /**
   * The kind of key: the primary key, a foreign key, or the columns that a foreign key refers to.
   */
  readonly kind: 'primary' | 'foreign' | 'referenced';
  /** Each column of the key, with the view's columns that show it. */
  readonly columns: readonly (readonly [column: string, shown: readonly string[]])[];
}

const isSame = (a: QualifiedName, b: QualifiedName) => a.schema === b.schema && a.name === b.name;

/** Whether a table refers to itself. */
export const isSelf = ({ table, foreign }: Relationship) => isSame(table, foreign);

/** Whether a row has at most one row on the other side. */
export function isToOne(one: Relationship): boolean {
  if (one.kind === 'computed') return one.isToOne;
  return one.kind === 'many-to-one' || one.kind === 'one-to-one';
}

/**
 * All relationships, by the key of their origin table.
 *
 * @param foreignKeys many-to-one and one-to-one, from the table with the foreign key
 * @param primaryKeys of tables and views
 * @param isServed whether a schema is served; relationships stay within served schemas
 */
export function relate(options: {
  foreignKeys: readonly KeyRelationship[];
  viewKeys: readonly ViewKey[];
  primaryKeys: ReadonlyMap<string, readonly string[]>;
  computed: readonly ComputedRelationship[];
  isServed: (schema: string) => boolean;
}): Map<string, Relationship[]> {
  const { foreignKeys, viewKeys, primaryKeys, computed, isServed } = options;
  const direct = [...foreignKeys, ...foreignKeys.flatMap((one) => throughViews(one, viewKeys))];
  const all: Relationship[] = [
    ...direct,
    ...manyToMany(direct, primaryKeys),
    ...direct.map(inverse),
  ];
  // a computed relationship replaces those to the table with the function's name
  const replaced = new Set(computed.map((one) => `${key(one.table)}\0${key(one.function)}`));
  const kept = all.filter((one) => !replaced.has(`${key(one.table)}\0${key(one.foreign)}`));
  const served = [...kept, ...computed].filter(
    (one) =>
      isServed(one.table.schema) &&
      isServed(one.foreign.schema) &&
      (one.kind === 'computed' || !one.junction || isServed(one.junction.table.schema)),
  );
  return groupBy(served.toSorted(compare), ({ table }) => key(table));
}

/** Groups by a text, in the order of its first appearance. */
export function groupBy<T>(items: readonly T[], textOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(textOf(item));
    if (group) group.push(item);
    else groups.set(textOf(item), [item]);
  }
  return groups;
}

function compare(a: Relationship, b: Relationship): number {
  const rank = (one: Relationship) =>
    one.kind === 'computed' ? -1 : cardinalities.indexOf(one.kind);
  const text = (one: Relationship) => (one.kind === 'computed' ? '' : nameOf(one));
  return order(key(a.foreign), key(b.foreign)) || rank(a) - rank(b) || order(text(a), text(b));
}

const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const nameOf = ({ constraint, junction }: KeyRelationship) =>
  junction ? [key(junction.table), ...junction.constraints].join('\0') : constraint;

/** The same foreign key for views: of its table, of the referenced table, or both. */
function throughViews(one: KeyRelationship, viewKeys: readonly ViewKey[]): KeyRelationship[] {
  const of = (table: QualifiedName, kind: ViewKey['kind']) =>
    viewKeys
      .filter(
        (each) =>
          each.kind === kind && each.constraint === one.constraint && isSame(each.table, table),
      )
      .flatMap((each) => shownColumns(each).map((columns) => ({ view: each.view, columns })));
  const own = of(one.table, 'foreign');
  const referenced = of(one.foreign, 'referenced');
  const pair = (left: readonly string[], right: readonly string[]): ColumnPairs =>
    left.map((column, at) => [column, right[at] ?? '']);
  const ownColumns = one.columns.map(([column]) => column);
  const foreignColumns = one.columns.map(([, column]) => column);
  return [
    ...own.map(({ view, columns }) => ({
      ...one,
      table: view,
      tableIsView: true,
      columns: pair(columns, foreignColumns),
    })),
    ...referenced.map(({ view, columns }) => ({
      ...one,
      foreign: view,
      foreignIsView: true,
      columns: pair(ownColumns, columns),
    })),
    ...own.flatMap((left) =>
      referenced.map((right) => ({
        ...one,
        table: left.view,
        foreign: right.view,
        tableIsView: true,
        foreignIsView: true,
        columns: pair(left.columns, right.columns),
      })),
    ),
  ];
}

/** Each combination of one view column per key column. */
function shownColumns({ columns }: ViewKey): string[][] {
  return columns.reduce<string[][]>(
    (ways, [, shown]) => ways.flatMap((way) => shown.map((column) => [...way, column])),
    [[]],
  );
}

const swap = (columns: ColumnPairs): ColumnPairs => columns.map(([own, other]) => [other, own]);

function inverse(one: KeyRelationship): KeyRelationship {
  return {
    ...one,
    kind: one.kind === 'many-to-one' ? 'one-to-many' : one.kind,
    table: one.foreign,
    foreign: one.table,
    tableIsView: one.foreignIsView,
    foreignIsView: one.tableIsView,
    columns: swap(one.columns),
  };
}

/** Many-to-many relationships: through a table whose primary key covers two foreign keys. */
function manyToMany(
  direct: readonly KeyRelationship[],
  primaryKeys: ReadonlyMap<string, readonly string[]>,
): KeyRelationship[] {
  const byTable = groupBy(
    direct.filter(({ kind }) => kind === 'many-to-one'),
    ({ table }) => key(table),
  );
  return [...byTable].flatMap(([table, keys]) => {
    const primaryKey = primaryKeys.get(table) ?? [];
    return keys.flatMap((first) =>
      keys
        .filter(
          (second) =>
            first.constraint !== second.constraint &&
            [...first.columns, ...second.columns].every(([own]) => primaryKey.includes(own)),
        )
        .map((second): KeyRelationship => ({
          kind: 'many-to-many',
          table: first.foreign,
          foreign: second.foreign,
          tableIsView: first.foreignIsView,
          foreignIsView: second.foreignIsView,
          constraint: '',
          columns: [],
          junction: {
            table: first.table,
            constraints: [first.constraint, second.constraint],
            source: swap(first.columns),
            target: swap(second.columns),
          },
        })),
    );
  });
}
