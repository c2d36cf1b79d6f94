import {
  appRoles,
  type Facts,
  type ReferenceFacts,
  type Relation,
  type UniqueFacts,
} from '../facts/facts.ts';
import { renamed } from './compare-checks.ts';
import { differing } from './differing.ts';
import { areReadTogether, mayDo } from './reach.ts';
import type { Difference } from './rules.ts';

const signatureOf = ({ keys, where = '' }: UniqueFacts) => JSON.stringify([keys, where]);

/** Compares the unique constraints and indexes of a relation. */
export function compareUniques(name: string, old: Relation, now: Relation): Difference[] {
  const found: Difference[] = [];
  const [were, are] = [Object.entries(old.uniques), Object.entries(now.uniques)];
  const objectOf = (constraint: string, { keys }: UniqueFacts, relation: Relation) => {
    const [only] = keys;
    return keys.length === 1 && only !== undefined && relation.columns[only]
      ? `${name}.${only}`
      : `${name}.${constraint}`;
  };
  for (const [constraint, unique] of were) {
    const same = are.filter(([, one]) => signatureOf(one) === signatureOf(unique));
    const [first] = same;
    if (!first) {
      // a key of a dropped column has its own finding
      if (unique.keys.some((key) => old.columns[key] && !now.columns[key])) continue;
      const rule = unique.isPrimary ? 'pk-same' : 'unique-no-delete';
      const says = `${constraint} is gone: ${unique.keys.join(', ')}`;
      found.push({ rule, object: objectOf(constraint, unique, old), says });
    } else if (same.every(([other]) => other !== constraint) && !old.uniques[first[0]]) {
      found.push(renamed(name, constraint, first[0]));
    }
  }
  for (const [constraint, unique] of are) {
    if (were.some(([, one]) => signatureOf(one) === signatureOf(unique))) continue;
    if (isLeftNull(unique.keys, old, now)) continue;
    const implied = were.some(
      ([, one]) => one.where === undefined && one.keys.every((key) => unique.keys.includes(key)),
    );
    if (implied) continue;
    const where = unique.where === undefined ? '' : ` where ${unique.where}`;
    const says = `unique now: ${unique.keys.join(', ')}${where}`;
    found.push({ rule: 'unique-add', object: objectOf(constraint, unique, now), says });
  }
  return found;
}

/** An old app leaves a new column NULL, so it equals no other value and refers to nothing. */
function isLeftNull(columns: readonly string[], old: Relation, now: Relation): boolean {
  return columns.some((column) => !old.columns[column] && now.columns[column]?.nullable === true);
}

/** Compares the foreign keys of a relation. */
export function compareReferences(
  name: string,
  [before, old]: readonly [Facts, Relation],
  now: Relation,
): Difference[] {
  const found: Difference[] = [];
  const [were, are] = [Object.entries(old.references), Object.entries(now.references)];
  const objectOf = ({ columns }: ReferenceFacts) => `${name}.${columns[0]}`;
  const meaning = ({ target, columns, targetColumns }: ReferenceFacts) =>
    JSON.stringify([target, columns, targetColumns]);
  /** Whether it refers to the same table with the same columns, and more. */
  const isIn = (one: ReferenceFacts, other: ReferenceFacts) =>
    one.target === other.target && one.columns.every((column) => other.columns.includes(column));
  for (const [constraint, reference] of were) {
    const same = are.filter(([, one]) => meaning(one) === meaning(reference));
    const kept = same.find(([other]) => other === constraint) ?? same[0];
    if (!kept) {
      if (reference.columns.some((column) => !now.columns[column])) continue;
      if (are.some(([, one]) => isIn(reference, one))) continue;
      if (!areReadTogether(before, name, reference.target)) continue;
      const says = `does not point at ${reference.target} any more`;
      found.push({ rule: 'fk-no-delete', object: objectOf(reference), says });
      continue;
    }
    const [other, { onDelete }] = kept;
    if (other !== constraint && !old.references[other]) {
      found.push(renamed(name, constraint, other));
    }
    if (onDelete !== reference.onDelete) {
      const says = `ON DELETE ${onDelete} now, and ${reference.onDelete} before`;
      found.push({ rule: 'fk-action-same', object: objectOf(reference), says });
    }
  }
  for (const [, reference] of are) {
    if (were.some(([, one]) => meaning(one) === meaning(reference))) continue;
    if (isLeftNull(reference.columns, old, now)) continue;
    const says = `points at ${reference.target} now (${reference.columns.join(', ')})`;
    found.push({ rule: 'fk-add', object: objectOf(reference), says });
  }
  return found;
}

/** References from new tables or columns to rows that apps delete. */
export function compareDeletes(before: Facts, after: Facts): Difference[] {
  return Object.entries(after.relations).flatMap(([name, { references }]) =>
    Object.values(references).flatMap(({ columns, target, onDelete }): Difference[] => {
      const old = before.relations[name];
      const isNew = columns.some((column) => !old?.columns[column]);
      const into = before.relations[target];
      if (!isNew || !['no action', 'restrict'].includes(onDelete)) return [];
      if (!into || !appRoles.some((role) => mayDo(into, role, 'DELETE'))) return [];
      const object = `${name}.${columns[0]}`;
      return [{ rule: 'fk-restricts', object, says: `keeps rows of ${target} from being deleted` }];
    }),
  );
}

/** Pairs of tables that had one relationship, and now have several. */
export function compareWays(before: Facts, after: Facts): Difference[] {
  const [were, are] = [waysOf(before), waysOf(after)];
  return [...are].flatMap(([pair, ways]): Difference[] => {
    const had = were.get(pair) ?? [];
    const [added] = differing(had, ways).gained;
    const [from = '', to = ''] = pair.split(' ');
    if (had.length !== 1 || ways.length < 2 || added === undefined || from > to) return [];
    if (!areReadTogether(before, from, to)) return [];
    const says = `a second reference from ${from} to ${to}, beside ${had[0]}`;
    return [{ rule: 'fk-ambiguous', object: added, says }];
  });
}

/**
 * The relationships between each two relations: a foreign key in either direction, or a junction.
 */
function waysOf({ relations }: Facts): Map<string, string[]> {
  const ways = new Map<string, string[]>();
  const add = (from: string, to: string, way: string) => {
    for (const pair of [`${from} ${to}`, `${to} ${from}`]) {
      const known = ways.get(pair) ?? [];
      if (!known.includes(way)) ways.set(pair, [...known, way]);
      if (from === to) return;
    }
  };
  for (const [name, { references, uniques }] of Object.entries(relations)) {
    const list = Object.values(references).filter(({ target }) => relations[target]);
    for (const { columns, target } of list) add(name, target, `${name}.${columns[0]}`);
    const primary = Object.values(uniques).find(({ isPrimary }) => isPrimary)?.keys ?? [];
    const inKey = list.filter(({ columns }) => columns.every((column) => primary.includes(column)));
    for (const [place, one] of inKey.entries()) {
      for (const other of inKey.slice(place + 1)) {
        if (one.target !== other.target) add(one.target, other.target, name);
      }
    }
  }
  return ways;
}
