import { showValues, type Fact } from './facts.ts';
import type { Specification } from './specified-table.ts';

/** The specification as single facts, which are compared with those of the catalogue. */
export function factsOf(specification: Specification): Fact[] {
  const facts: Fact[] = [];
  for (const [table, of] of Object.entries(specification)) {
    const tell = (kind: Fact['kind'], place: string, says: string, part?: string) => {
      const object = ['public', table, ...(part === undefined ? [] : [part])].join('.');
      facts.push({ kind, table, place, says, key: place, object });
    };
    tell('table', table, 'a table');
    for (const [column, says] of Object.entries(of.columns))
      tell('columns', `${table}.${column}`, says, column);
    tell('primary key', `${table}: primary key`, of.primaryKey.join(', '), `${table}_pkey`);
    for (const columns of of.uniques) {
      const name = [table, ...columns, 'key'].join('_');
      tell(
        'unique constraints',
        `${table}: unique (${columns.join(', ')})`,
        columns.join(', '),
        name,
      );
    }
    for (const [column, values] of Object.entries(of.checks))
      tell('checks', `${table}.${column}: values`, showValues(values), column);
    for (const [column, says] of Object.entries(of.foreignKeys))
      tell('foreign keys', `${table}: foreign key (${column})`, says, column);
    for (const [index, columns] of Object.entries(of.indexes))
      tell('indexes', `index ${index}`, columns.join(', '), index);
  }
  return facts;
}

/** A difference between a schema and the specification. */
export interface Difference {
  /** A sentence with the place. */
  readonly text: string;
  /** The object's name in an allowance; undefined for an addition. */
  readonly object?: string | undefined;
  /** The key of an addition; undefined for a change or a removal. */
  readonly added?: string;
}

/**
 * Compares the facts of the catalogue with those of the specification. A table on one side only is
 * one difference, whatever it contains.
 *
 * @param isDeclared whether an addition is declared; then it is not a difference
 */
export function compareFacts(
  specified: readonly Fact[],
  found: readonly Fact[],
  isDeclared: (key: string) => boolean = () => false,
): Difference[] {
  const told: Difference[] = [];
  const oneSided = new Set([
    ...tablesBut(specified, tablesBut(found)),
    ...tablesBut(found, tablesBut(specified)),
  ]);
  const compared = ({ kind, table }: Fact) => kind === 'table' || !oneSided.has(table);
  const left = new Set(found.filter(compared));

  const unmatched = specified.filter(compared).filter((fact) => {
    const same = [...left].filter((other) => meet(fact, other) && other.says === fact.says);
    const match = same.find(({ key }) => !isDeclared(key)) ?? same[0];
    return match === undefined || !left.delete(match);
  });
  for (const fact of unmatched) {
    const other = [...left].find((one) => meet(fact, one) && !isDeclared(one.key));
    if (other) left.delete(other);
    const instead = other ? `found ${other.says}` : 'and there is none';
    const text = `${fact.place}: the specification says ${fact.says}, ${instead}`;
    told.push({ text, object: fact.object });
  }
  for (const { key } of left) {
    if (isDeclared(key)) continue;
    told.push({ text: `${key}: is there, and the specification does not have it`, added: key });
  }
  return told;
}

/** The differences as sentences. */
export function differences(
  specified: readonly Fact[],
  found: readonly Fact[],
  isDeclared?: (key: string) => boolean,
): string[] {
  return compareFacts(specified, found, isDeclared).map(({ text }) => text);
}

function meet(one: Fact, other: Fact): boolean {
  return one.kind === other.kind && one.table === other.table && one.place === other.place;
}

function tablesBut(facts: readonly Fact[], others: readonly string[] = []): string[] {
  const tables = facts.filter(({ kind }) => kind === 'table').map(({ table }) => table);
  return tables.filter((table) => !others.includes(table));
}
