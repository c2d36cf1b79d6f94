import type { ColumnPairs } from './catalogue/relationships.ts';
import { isToOne } from './catalogue/relationships.ts';
import { conditionSql, fieldSql, orderSql, type Scope } from './conditions.ts';
import type { Aggregate, SelectedField } from './grammar/select.ts';
import type { EmbedIsNull, Level } from './read-plan.ts';
import { identifier, type Parameters, qualified } from './sql.ts';

/** The rows of a level, with the rows of its embeds inside. */
export function readSql(level: Level, parameters: Parameters): string {
  const scope = scopeOf(level, parameters);
  const isHoisted = level.spread === 'one';
  const fields =
    level.fields.length === 0 && level.levels.length === 0
      ? [`${scope.qualifier}.*`]
      : level.fields.map((one) => selectedSql(one, scope, isHoisted));
  const columns = [
    ...fields,
    ...(level.spread === 'many' ? orderColumns(level, scope) : []),
    ...level.levels.flatMap((one) => embedColumns(one, level)),
  ];
  const joins = level.levels.map((one) => joinSql(one, parameters));
  const order = level.spread === 'many' ? '' : orderSql(level.order, scope);
  return (
    `select ${columns.join(', ')}${fromSql(level, scope)}${joins.join('')}` +
    whereSql(level, scope, rowsAreNull) +
    `${groupSql(level, scope)}${order}${rangeSql(level, parameters)}`
  );
}

/** Counts the rows of a level without its range. It includes only the parts that filter rows. */
export function countSql(level: Level, parameters: Parameters): string {
  const scope = scopeOf(level, parameters);
  const exists = level.levels
    .filter(({ join }) => join === 'inner')
    .map((one) => `exists (${countSql(one, parameters)})`);
  return (
    `select 1${fromSql(level, scope)}` +
    whereSql(
      level,
      scope,
      ({ negated, level: embed }) =>
        `${negated ? '' : 'not '}exists (${countSql(embed, parameters)})`,
      exists,
    )
  );
}

function scopeOf(level: Level, parameters: Parameters): Scope {
  const { table } = level;
  if (level.relationship?.kind === 'computed') {
    const name = level.sqlAlias ?? level.relationship.function.name;
    return { qualifier: identifier(name), table, parameters };
  }
  const qualifier =
    level.sqlAlias === undefined ? qualified(level.from) : identifier(level.sqlAlias);
  return { qualifier, table, parameters };
}

function fromSql(level: Level, { qualifier }: Scope): string {
  const { relationship } = level;
  const alias = level.sqlAlias === undefined ? '' : ` as ${qualifier}`;
  if (relationship?.kind === 'computed') {
    // the cast chooses between functions of the same name
    const argument = `${level.parentQualifier}::${qualified(relationship.table)}`;
    return ` from ${qualified(relationship.function)}(${argument})${alias}`;
  }
  const junction = relationship?.junction ? `, ${qualified(relationship.junction.table)}` : '';
  return ` from ${qualified(level.from)}${alias}${junction}`;
}

const rowsAreNull = ({ negated, level }: EmbedIsNull) =>
  `${identifier(level.rowsAlias)} is ${negated ? '' : 'not '}distinct from null`;

function whereSql(
  level: Level,
  scope: Scope,
  embedIsNull: (condition: EmbedIsNull) => string,
  more: readonly string[] = [],
): string {
  const conditions = [
    ...level.conditions.map((one) => conditionSql(one, scope, embedIsNull)),
    ...joinConditions(level, scope),
    ...more,
  ];
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/** The condition that joins the rows of an embed to a row of its parent. */
function joinConditions({ relationship, parentQualifier }: Level, { qualifier }: Scope): string[] {
  if (!relationship || relationship.kind === 'computed') return [];
  const equal = (pairs: ColumnPairs, left: string, right: string) =>
    pairs.map(([own, other]) => `${right}.${identifier(other)} = ${left}.${identifier(own)}`);
  const parent = parentQualifier ?? '';
  const { junction } = relationship;
  if (!junction) return equal(relationship.columns, parent, qualifier);
  const middle = qualified(junction.table);
  return [...equal(junction.target, qualifier, middle), ...equal(junction.source, parent, middle)];
}

const castSql = (sql: string, type: string | undefined) =>
  type === undefined ? sql : `cast(${sql} as ${type})`;

const aggregateSql = (sql: string, aggregate: Aggregate | undefined, cast: string | undefined) =>
  aggregate === undefined ? sql : castSql(`${aggregate}(${sql})`, cast);

const named = (sql: string, alias: string | undefined) =>
  alias === undefined ? sql : `${sql} as ${identifier(alias)}`;

/**
 * @param isHoisted whether the parent applies the aggregates, because this row is spread into its
 * row
 */
function selectedSql(selected: Level['fields'][number], scope: Scope, isHoisted: boolean): string {
  const { field, cast, aggregate, aggregateCast, alias, wholeRow } = selected;
  const column =
    wholeRow || (field.name === '*' && aggregate !== undefined && isHoisted)
      ? scope.qualifier
      : field.name === '*' && aggregate !== undefined
        ? '*'
        : fieldSql(field, scope);
  const value = castSql(column, cast);
  return named(isHoisted ? value : aggregateSql(value, aggregate, aggregateCast), alias);
}

/** A column that a spread gives to its parent. */
type SpreadColumn = Pick<SelectedField, 'aggregate' | 'aggregateCast' | 'alias'> & {
  readonly name: string;
};

function spreadColumns(level: Level): SpreadColumn[] {
  const isHoisted = level.spread === 'one';
  return [
    ...level.fields.map(({ field, alias, aggregate, aggregateCast }) => ({
      name: alias ?? field.name,
      ...(isHoisted && aggregate !== undefined ? { aggregate, aggregateCast, alias } : {}),
    })),
    ...level.levels.flatMap((one) => {
      if (!one.spread) return isEmptyEmbed(one) ? [] : [{ name: one.alias ?? one.name }];
      return spreadColumns(one).map((column) => (isHoisted ? column : { name: nameOf(column) }));
    }),
  ];
}

const nameOf = ({ alias, name }: SpreadColumn) => alias ?? name;

const columnOf = (rows: string, name: string) =>
  name === '*' ? `${identifier(rows)}.*` : `${identifier(rows)}.${identifier(name)}`;

/** The columns that an embed gives to its parent. */
function embedColumns(level: Level, parent: Level): string[] {
  const rows = identifier(level.rowsAlias);
  if (level.spread) {
    const isHoisted = parent.spread === 'one';
    return spreadColumns(level).map(({ name, aggregate, aggregateCast, alias }) => {
      const column = columnOf(level.rowsAlias, name);
      if (isHoisted) return column;
      return named(aggregateSql(column, aggregate, aggregateCast), alias);
    });
  }
  if (isEmptyEmbed(level)) return [];
  const name = identifier(level.alias ?? level.name);
  return level.relationship && isToOne(level.relationship)
    ? [`row_to_json(${rows}.*)::jsonb as ${name}`]
    : [`coalesce(${rows}.${rows}, '[]') as ${name}`];
}

/** Whether an embed shows nothing: it only serves conditions. */
const isEmptyEmbed = (level: Level): boolean =>
  level.fields.length === 0 && level.levels.every(isEmptyEmbed);

function joinSql(level: Level, parameters: Parameters): string {
  const rows = identifier(level.rowsAlias);
  const join = level.join === 'inner' ? ' inner join lateral' : ' left join lateral';
  const inner = readSql(level, parameters);
  if (level.relationship && isToOne(level.relationship)) {
    return `${join} (${inner}) as ${rows} on true`;
  }
  const lists = level.spread ? spreadLists(level, parameters) : [];
  const columns = [`json_agg(${rows})::jsonb as ${rows}`, ...lists].join(', ');
  const condition = level.join === 'inner' ? `${rows} is not null` : 'true';
  return `${join} (select ${columns} from (${inner}) as ${rows}) as ${rows} on ${condition}`;
}

/** Each column of many spread rows becomes a list. */
function spreadLists(level: Level, parameters: Parameters): string[] {
  const terms = level.order.map((term, at) => ({
    direction: term.direction,
    nulls: term.nulls,
    field: { name: orderColumn(level, at), path: [] },
  }));
  const order = orderSql(terms, { qualifier: identifier(level.rowsAlias), parameters });
  return spreadColumns(level).map((column) => {
    const value = columnOf(level.rowsAlias, nameOf(column));
    return `coalesce(json_agg(${value}${order}), '[]')::jsonb as ${identifier(nameOf(column))}`;
  });
}

/** The columns by which lists are ordered, under unique names. */
function orderColumns(level: Level, scope: Scope): string[] {
  return level.order.map(({ relation, field }, at) => {
    const of = relation === undefined ? scope : { ...scope, qualifier: identifier(relation) };
    return named(fieldSql(field, of), orderColumn(level, at));
  });
}

const orderColumn = (level: Level, at: number) =>
  `${level.rowsAlias}_${level.order[at]?.field.name}_${at + 1}`;

function groupSql(level: Level, scope: Scope): string {
  if (level.spread === 'one') return '';
  const spread = level.levels.flatMap((one) =>
    one.spread ? spreadColumns(one).map((column) => ({ ...column, rows: one.rowsAlias })) : [],
  );
  const isGrouped = [...level.fields, ...spread].some(({ aggregate }) => aggregate !== undefined);
  if (!isGrouped) return '';
  const terms = [
    ...level.fields
      .filter(({ aggregate }) => aggregate === undefined)
      .map(({ alias, field }) =>
        alias === undefined ? fieldSql(field, scope) : identifier(alias),
      ),
    ...level.levels
      .filter((one) => !one.spread && !isEmptyEmbed(one))
      .map((one) => identifier(one.alias ?? one.name)),
    ...spread
      .filter(({ aggregate }) => aggregate === undefined)
      .map((column) => columnOf(column.rows, nameOf(column))),
  ];
  return terms.length === 0 ? '' : ` group by ${terms.join(', ')}`;
}

function rangeSql({ range: { offset, limit } }: Level, parameters: Parameters): string {
  if (limit === undefined && offset === 0n) return '';
  const most = limit === undefined ? 'all' : parameters.add(String(limit));
  return ` limit ${most} offset ${parameters.add(String(offset))}`;
}
