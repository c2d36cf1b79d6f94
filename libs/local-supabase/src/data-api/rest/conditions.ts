import type { Table } from './catalogue/catalogue.ts';
import {
  quantifiedOperators,
  searchFunctions,
  simpleOperators,
  type Filter,
} from './grammar/filters.ts';
import type { Field } from './grammar/names.ts';
import type { OrderTerm } from './grammar/order.ts';
import type { EmbedIsNull, PlannedCondition } from './read-plan.ts';
import { arrayText, identifier, type Parameters } from './sql.ts';

/** The table whose columns a part of a statement names. */
export interface Scope {
  /** The table's alias in the statement, as SQL. */
  readonly qualifier: string;
  /** For the types of its columns; an unknown column has none. */
  readonly table?: Table | undefined;
  readonly parameters: Parameters;
}

/** A column, or a part of its JSON. A value of another type is converted to JSON first. */
export function fieldSql({ name, path }: Field, scope: Scope): string {
  if (name === '*') return `${scope.qualifier}.*`;
  const column = `${scope.qualifier}.${identifier(name)}`;
  if (path.length === 0) return column;
  const steps = path.map(({ asText, to }) => {
    const value = scope.parameters.add('key' in to ? to.key : to.index);
    return `${asText ? '->>' : '->'}${value}${'key' in to ? '' : '::int'}`;
  });
  const isJson = ['json', 'jsonb'].includes(scope.table?.columns.get(name)?.type ?? '');
  return (isJson ? column : `to_jsonb(${column})`) + steps.join('');
}

/**
 * A condition as SQL.
 *
 * @param embedIsNull gives the SQL for whether an embed has no rows
 */
export function conditionSql(
  condition: PlannedCondition,
  scope: Scope,
  embedIsNull: (condition: EmbedIsNull) => string,
): string {
  switch (condition.kind) {
    case 'filter':
      return filterSql(condition, scope);
    case 'junction': {
      const parts = condition.conditions.map((one) => conditionSql(one, scope, embedIsNull));
      return `${condition.negated ? 'not ' : ''}(${parts.join(` ${condition.operator} `)})`;
    }
    default:
      return embedIsNull(condition);
  }
}

function filterSql({ field, negated, operation }: Filter, scope: Scope): string {
  const add = (value: string) => scope.parameters.add(value);
  const not = negated ? 'not ' : '';
  const column = fieldSql(field, scope);
  switch (operation.kind) {
    case 'simple':
      return `${not}${column} ${simpleOperators[operation.operator]} ${add(operation.value)}`;
    case 'quantified': {
      const { operator, quantifier } = operation;
      const isPattern = operator === 'like' || operator === 'ilike';
      const value = add(isPattern ? operation.value.replaceAll('*', '%') : operation.value);
      const right = quantifier === undefined ? value : `${quantifier} (${value})`;
      return `${not}${column} ${quantifiedOperators[operator]} ${right}`;
    }
    case 'in': {
      const { values } = operation;
      // in.() has no values, as opposed to one empty text
      const isEmpty = values.length === 1 && values[0] === '';
      return `${not}${column} = any (${isEmpty ? "'{}'" : add(arrayText(values))})`;
    }
    case 'is':
      return `${not}${column} is ${operation.value.replace('_', ' ')}`;
    case 'isdistinct':
      return `${not}${column} is distinct from ${add(operation.value)}`;
    default: {
      const { configuration, operator, value } = operation;
      const isVector =
        field.path.length === 0 && scope.table?.columns.get(field.name)?.type === 'tsvector';
      const language = () => (configuration === undefined ? '' : `${add(configuration)}, `);
      const document = isVector ? column : `to_tsvector(${language()}${column})`;
      return `${not}${document} @@ ${searchFunctions[operator]}(${language()}${add(value)})`;
    }
  }
}

/** The `order by` clause; empty without terms. */
export function orderSql(terms: readonly OrderTerm[], scope: Scope): string {
  if (terms.length === 0) return '';
  const all = terms.map(({ relation, field, direction, nulls }) => {
    const of =
      relation === undefined
        ? scope
        : { qualifier: identifier(relation), parameters: scope.parameters };
    return [fieldSql(field, of), direction, nulls].filter(Boolean).join(' ');
  });
  return ` order by ${all.join(', ')}`;
}
