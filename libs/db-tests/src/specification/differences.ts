import { showValues, type Fact } from './facts.ts';
import type { Specification } from './statement.ts';

/** The specification as single facts, to be compared with those of the catalogue. */
export function factsOf(specification: Specification): Fact[] {
  const facts: Fact[] = [];
  for (const [table, of] of Object.entries(specification)) {
    const tell = (kind: Fact['kind'], place: string, says: string) =>
      facts.push({ kind, table, place, says, key: place });
    tell('table', table, 'a table');
    for (const [column, says] of Object.entries(of.columns))
      tell('columns', `${table}.${column}`, says);
    tell('primary key', `${table}: primary key`, of.primaryKey.join(', '));
    for (const columns of of.uniques) {
      const list = columns.join(', ');
      tell('unique constraints', `${table}: unique (${list})`, list);
    }
    for (const [column, values] of Object.entries(of.checks))
      tell('checks', `${table}.${column}: values`, showValues(values));
    for (const [column, says] of Object.entries(of.foreignKeys))
      tell('foreign keys', `${table}: foreign key (${column})`, says);
    for (const [index, columns] of Object.entries(of.indexes))
      tell('indexes', `index ${index}`, columns.join(', '));
  }
  return facts;
}

/**
 * Where what is found is not as specified, each as a sentence that names the place; empty
 * where it is. What is found beside must have a line in `additions`. A table that only one
 * side has is one difference, whatever is in it.
 */
export function differences(
  specified: readonly Fact[],
  found: readonly Fact[],
  additions: Readonly<Record<string, string>> = {},
): string[] {
  const told: string[] = [];
  const oneSided = new Set([
    ...tablesBut(specified, tablesBut(found)),
    ...tablesBut(found, tablesBut(specified)),
  ]);
  const compared = ({ kind, table }: Fact) => kind === 'table' || !oneSided.has(table);
  const left = new Set(found.filter(compared));
  const listed = ({ key }: Fact) => Object.hasOwn(additions, key);

  const unmatched = specified.filter(compared).filter((fact) => {
    const same = [...left].filter((other) => meet(fact, other) && other.says === fact.says);
    const match = same.find((other) => !listed(other)) ?? same[0];
    return match === undefined || !left.delete(match);
  });
  for (const fact of unmatched) {
    const other = [...left].find((one) => meet(fact, one) && !listed(one));
    if (other) left.delete(other);
    told.push(
      other
        ? `${fact.place}: the specification says ${fact.says}, found ${other.says}`
        : `${fact.place}: the specification says ${fact.says}, and there is none`,
    );
  }
  for (const fact of left) {
    if (!listed(fact)) told.push(`${fact.key}: is there, and the specification does not have it`);
  }
  return told;
}

/** What is wrong with the lines of `additions` themselves, each as a sentence. */
export function faultsOf(
  additions: Readonly<Record<string, string>>,
  specified: readonly Fact[],
  found: readonly Fact[],
): string[] {
  return Object.entries(additions).flatMap(([key, reason]) => {
    if (!found.some((fact) => fact.key === key))
      return `${key}: is listed as an addition, and is not there`;
    if (specified.some((fact) => fact.key === key))
      return `${key}: is listed as an addition, and the specification has it`;
    return reason.trim() === '' ? `${key}: is listed as an addition without a reason` : [];
  });
}

function meet(one: Fact, other: Fact): boolean {
  return one.kind === other.kind && one.table === other.table && one.place === other.place;
}

function tablesBut(facts: readonly Fact[], others: readonly string[] = []): string[] {
  const tables = facts.filter(({ kind }) => kind === 'table').map(({ table }) => table);
  return tables.filter((table) => !others.includes(table));
}
