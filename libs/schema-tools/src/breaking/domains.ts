import pg from 'pg';
import type { ColumnFacts, DomainFacts, Facts, Named, Relation } from '../facts/facts.ts';

/**
 * Two schemas in which each column of a domain has the base type and the domain's rules. So a
 * changed domain appears at each of its columns. If one of them was recorded without domains, both
 * stay as they are.
 */
export function withoutDomains(before: Facts, after: Facts): [before: Facts, after: Facts] {
  return [before, after].every(({ domains }) => domains)
    ? [resolved(before), resolved(after)]
    : [before, after];
}

function resolved(facts: Facts): Facts {
  const relations = Object.entries(facts.relations).map(
    ([name, relation]) => [name, resolveRelation(relation, facts.domains)] as const,
  );
  return { ...facts, relations: Object.fromEntries(relations) };
}

/** A table without domains. */
export function resolveRelation(relation: Relation, domains: Facts['domains'] = {}): Relation {
  let { columns, checks } = relation;
  for (const [name, column] of Object.entries(columns)) {
    const found = resolveColumn(name, column, domains);
    columns = { ...columns, [name]: found.column };
    checks = { ...checks, ...found.checks };
  }
  return { ...relation, columns, checks };
}

function resolveColumn(
  name: string,
  column: ColumnFacts,
  domains: Named<DomainFacts>,
): Pick<Relation, 'checks'> & { readonly column: ColumnFacts } {
  const type = column.type.replace(/\[\]$/, '');
  const domain = domains[type];
  if (!domain) return { column, checks: {} };
  const isList = column.type !== type;
  const own = Object.entries(domain.checks).map(([check, expression]) => [
    `${name} ${type} ${check}`,
    { columns: [name], expression: ofColumn(expression, name, isList) },
  ]);
  const value = column.default ?? (isList ? undefined : domain.default);
  const { column: below, checks } = resolveColumn(
    name,
    {
      ...column,
      type: isList ? `${domain.type}[]` : domain.type,
      nullable: column.nullable && (isList || domain.nullable),
      ...(value === undefined ? {} : { default: value }),
    },
    domains,
  );
  return { column: below, checks: { ...checks, ...Object.fromEntries(own) } };
}

/** The CHECK of a domain, for a column or for each element of a list. */
function ofColumn(expression: string, column: string, isList: boolean): string {
  const name = /^[a-z_][a-z0-9_]*$/.test(column) ? column : pg.escapeIdentifier(column);
  const named = expression.replaceAll(/'(?:[^']|'')*'|\bVALUE\b/g, (found) => {
    if (found !== 'VALUE') return found;
    return isList ? 'element.value' : name;
  });
  return isList
    ? `(NOT (EXISTS (SELECT FROM unnest(${name}) AS element(value) WHERE NOT ${named})))`
    : named;
}
