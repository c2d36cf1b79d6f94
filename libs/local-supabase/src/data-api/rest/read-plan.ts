import { type Catalogue, key, type Table } from './catalogue/catalogue.ts';
import { findRelationship } from './catalogue/find-relationship.ts';
import { isToOne, type Relationship } from './catalogue/relationships.ts';
import type { Filter, Junction } from './grammar/filters.ts';
import type { OrderTerm } from './grammar/order.ts';
import type { AtLevel, Query, Range } from './grammar/query.ts';
import type { SelectedField, SelectItem } from './grammar/select.ts';
import { Refused } from './refused.ts';
import { identifier, qualified, type QualifiedName } from './sql.ts';

/** One level of an answer: the rows of a table, with its embedded levels. */
export interface Level {
  readonly depth: number;
  /** Its name in the request. */
  readonly name: string;
  readonly alias?: string | undefined;
  readonly hint?: string | undefined;
  readonly join?: 'inner' | 'left' | undefined;
  /** Whether its columns become columns of its parent: of one row, or as lists for many rows. */
  spread?: 'one' | 'many' | undefined;
  from: QualifiedName;
  /** Its alias in the statement. */
  sqlAlias?: string | undefined;
  /** Its parent's alias in the statement, as SQL. */
  parentQualifier?: string | undefined;
  /** The alias of its rows for the parent. */
  rowsAlias: string;
  /** The table of its columns, if known. */
  table?: Table | undefined;
  relationship?: Relationship | undefined;
  fields: Selected[];
  conditions: PlannedCondition[];
  order: readonly OrderTerm[];
  range: Range;
  readonly levels: Level[];
}

export type Selected = SelectedField & {
  /** `count()` of a spread counts rows, not a column. */
  readonly wholeRow?: boolean;
};

/** A condition, or whether an embed has rows. */
export type PlannedCondition =
  | Filter
  | (Omit<Junction, 'conditions'> & { readonly conditions: readonly PlannedCondition[] })
  | EmbedIsNull;

export interface EmbedIsNull {
  readonly kind: 'embed is null';
  readonly negated: boolean;
  readonly level: Level;
}

export interface PlanOptions {
  readonly catalogue: Catalogue;
  readonly query: Query;
  readonly schema: string;
  /** The table of the columns, and the name where relationships start. */
  readonly root: QualifiedName;
  /** The rows come from a table, or from a change or a function. */
  readonly action: 'read' | 'write' | 'call';
  /** The rows of the outermost level, by `limit`, `offset` and the Range header. */
  readonly range: Range;
  /** The most rows of each level. A change returns all of its rows. */
  readonly maxRows: number;
  /** Whether aggregate functions are allowed. */
  readonly aggregates: boolean;
}

/**
 * The alias of the rows that a change or a function returns. Errors of Postgres may show it, so it
 * is PostgREST's name. So are `pgrst_call` and `pgrst_body`.
 */
export const source = 'pgrst_source';

/**
 * Plans the levels of an answer.
 *
 * @throws Refused if the request names an unknown or impossible part
 */
export function planRead(options: PlanOptions): Level {
  const { query, action, root, catalogue } = options;
  const level = createLevel(query.select, { name: root.name, depth: 0, from: root });
  level.range = options.range;
  const isWrite = action === 'write';
  const nested = <T>(all: readonly AtLevel<T>[]) => all.filter(({ embed }) => embed.length > 0);
  const filters = isWrite ? nested(query.filters) : query.filters;
  const logic = isWrite ? nested(query.logic) : query.logic;
  for (const { embed, value } of filters) find(level, embed).conditions.push(value);
  for (const { embed, value } of query.order) find(level, embed).order = value;
  if (!isWrite) {
    for (const { embed, value } of nested(query.ranges)) find(level, embed).range = value;
  }
  for (const { embed, value } of logic) find(level, embed).conditions.unshift(value);
  level.table = catalogue.tables.get(key(root));
  if (action !== 'read') {
    level.from = { schema: '', name: source };
    level.sqlAlias = root.name;
  }
  relateLevels(level, catalogue, options.schema);
  expandStars(level, false);
  nameFields(level);
  planOrder(level);
  planNullEmbeds(level);
  checkAggregates(level, options.aggregates);
  if (!isWrite) restrict(level, BigInt(options.maxRows));
  return level;
}

function createLevel(
  items: readonly SelectItem[],
  start: Pick<Level, 'name' | 'depth' | 'from'> & Partial<Level>,
): Level {
  const depth = start.depth + 1;
  return {
    ...start,
    rowsAlias: '',
    fields: items.filter((item) => item.kind === 'field'),
    conditions: [],
    order: [],
    range: { offset: 0n },
    levels: items
      .filter((item) => item.kind === 'embed')
      .map((item) =>
        createLevel(item.items, {
          name: item.relation,
          alias: item.alias,
          join: item.join,
          hint: item.hint,
          depth,
          spread: item.spread ? 'one' : undefined,
          from: { schema: start.from.schema, name: item.relation },
        }),
      ),
  };
}

/** The level of a parameter. */
function find(level: Level, [name, ...rest]: readonly string[]): Level {
  if (name === undefined) return level;
  const next = level.levels.find((one) => one.name === name || one.alias === name);
  if (next) return find(next, rest);
  throw notEmbedded(name);
}

const notEmbedded = (name: string) =>
  new Refused(400, {
    code: 'PGRST108',
    message: `'${name}' is not an embedded resource in this request`,
    hint: `Verify that '${name}' is included in the 'select' query parameter.`,
  });

/** The name where the relationships of a level start. */
function originOf({ depth, sqlAlias, from }: Level): string {
  return depth === 0 ? (sqlAlias ?? from.name) : from.name;
}

/** Finds the relationship of each embed, and names the joined tables. */
function relateLevels(parent: Level, catalogue: Catalogue, schema: string): void {
  for (const level of parent.levels) {
    const one = findRelationship(catalogue, {
      schema,
      origin: originOf(parent),
      target: level.name,
      hint: level.hint,
    });
    level.relationship = one;
    level.from = one.foreign;
    level.table = catalogue.tables.get(key(one.foreign));
    level.rowsAlias = `${one.table.name}_${level.alias ?? level.name}_${level.depth}`;
    const { sqlAlias, from } = parent;
    // only a plain table name stands for a whole row
    const row = identifier(sqlAlias ?? from.name);
    level.parentQualifier =
      sqlAlias === undefined && one.kind !== 'computed' ? qualified(from) : row;
    // a junction is joined beside it, so that the table keeps its name
    if (one.kind !== 'many-to-many') level.sqlAlias = `${one.foreign.name}_${level.depth}`;
    if (level.spread && !isToOne(one)) level.spread = 'many';
    relateLevels(level, catalogue, schema);
  }
}

/** Replaces `*` with the columns if the level is grouped or becomes lists. */
function expandStars(level: Level, isAggregated: boolean): void {
  const grouped =
    isAggregated ||
    level.fields.some(({ aggregate }) => aggregate !== undefined) ||
    level.spread === 'many';
  if (grouped) {
    level.fields = level.fields.flatMap((selected): Selected[] => {
      if (selected.field.name !== '*') return [selected];
      if (selected.aggregate === 'count' && level.spread) {
        return [{ ...selected, wholeRow: true }];
      }
      if (selected.aggregate !== undefined) return [selected];
      return [...(level.table?.columns.keys() ?? [])].map((name) => ({
        ...selected,
        field: { name, path: [] },
      }));
    });
  }
  for (const one of level.levels) expandStars(one, grouped);
}

/** The name of a part of JSON is its last key; of an aggregate in a spread, its function. */
function nameFields(level: Level): void {
  level.fields = level.fields.map((selected) => {
    if (selected.alias !== undefined) return selected;
    if (selected.aggregate !== undefined) {
      return level.spread ? { ...selected, alias: selected.aggregate } : selected;
    }
    const { path, name } = selected.field;
    if (path.length === 0) return selected;
    const keys = path.flatMap(({ to }) => ('key' in to ? [to.key] : []));
    return { ...selected, alias: keys.at(-1) ?? name };
  });
  level.levels.forEach(nameFields);
}

/** Whether a condition or an order means this level by a name. */
const isCalled = (level: Level, name: string) => (level.alias ?? level.name) === name;

/** Resolves an order by an embed to the embed's alias in the statement. */
function planOrder(level: Level): void {
  level.order = level.order.map((term) => {
    if (term.relation === undefined) return term;
    const name = term.relation;
    const embed = level.levels.find((one) => isCalled(one, name));
    if (!embed) throw notEmbedded(name);
    if (embed.relationship && isToOne(embed.relationship)) {
      return { ...term, relation: embed.rowsAlias };
    }
    throw new Refused(400, {
      code: 'PGRST118',
      message: `A related order on '${name}' is not possible`,
      details: `'${originOf(level)}' and '${name}' do not form a many-to-one or one-to-one relationship`,
    });
  });
  level.levels.forEach(planOrder);
}

/** `embed=is.null` asks whether an embed has no rows, unless a column has its name. */
function planNullEmbeds(level: Level): void {
  const plan = (condition: PlannedCondition): PlannedCondition => {
    if (condition.kind === 'junction') {
      return { ...condition, conditions: condition.conditions.map(plan) };
    }
    if (condition.kind !== 'filter' || condition.field.path.length > 0) return condition;
    const embed = level.levels.find((one) => isCalled(one, condition.field.name));
    if (!embed) return condition;
    const { operation, negated } = condition;
    if (operation.kind !== 'is' || operation.value !== 'null') return condition;
    return { kind: 'embed is null', negated, level: embed };
  };
  level.conditions = level.conditions.map(plan);
  level.levels.forEach(planNullEmbeds);
}

function checkAggregates(level: Level, allowed: boolean): void {
  const isUsed = (one: Level): boolean =>
    one.fields.some(({ aggregate }) => aggregate !== undefined) || one.levels.some(isUsed);
  if (!allowed && isUsed(level)) {
    throw new Refused(400, {
      code: 'PGRST123',
      message: 'Use of aggregate functions is not allowed',
    });
  }
  const refuseInLists = (one: Level): void => {
    if (one.spread === 'many' && isSpreadAggregate(one)) {
      throw new Refused(400, {
        code: 'PGRST127',
        message: 'Feature not implemented',
        details: 'Aggregates are not implemented for one-to-many or many-to-many spreads.',
      });
    }
    one.levels.forEach(refuseInLists);
  };
  refuseInLists(level);
}

/** Whether a level, or one spread into it, has an aggregate. */
function isSpreadAggregate(level: Level): boolean {
  return (
    level.fields.some(({ aggregate }) => aggregate !== undefined) ||
    level.levels.some((one) => one.spread === 'one' && isSpreadAggregate(one))
  );
}

/** No level has more rows than the setting max_rows. */
function restrict(level: Level, most: bigint): void {
  const { offset, limit } = level.range;
  level.range = { offset, limit: limit === undefined || limit > most ? most : limit };
  for (const one of level.levels) restrict(one, most);
}
