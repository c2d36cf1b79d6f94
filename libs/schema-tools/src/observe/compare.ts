import type { RelationName, StatementFacts } from './facts.ts';
import { lockOf, nameOf, type RelationState, type Relations } from './relations.ts';

export type Effects = Pick<
  StatementFacts,
  'locks' | 'held' | 'rewrites' | 'emptied' | 'drops' | 'scans' | 'builds' | 'changes'
>;

interface Pair {
  readonly was: RelationState;
  readonly now: RelationState;
}

/**
 * The differences between two moments, for the relations from before the file.
 *
 * @param old the rows of each of those relations
 * @param isTruncate whether the statement is TRUNCATE: on an empty table there is no other sign
 */
export function effectsOf(
  before: Relations,
  after: Relations,
  old: ReadonlyMap<number, number>,
  isTruncate: boolean,
): Effects {
  const known = [...before.states.values()].filter(({ oid }) => old.has(oid)).toSorted(byName);
  const pairs = known.flatMap((was): Pair[] => {
    const now = after.states.get(was.oid);
    return now ? [{ was, now }] : [];
  });
  const replaced = pairs.filter(({ was, now }) => was.file !== now.file);
  const emptied = replaced
    .filter((pair) => isEmptied(pair, isTruncate || (old.get(pair.was.oid) ?? 0) > 0))
    .map(({ was }) => was);
  const isOfEmptied = (one: RelationState) =>
    emptied.some(
      ({ schema, name }) => one.schema === schema && [one.name, one.table].includes(name),
    );
  const made = indexesMade(before, after, known);
  const hadName = (one: RelationName) =>
    known.some(({ schema, name }) => schema === one.schema && name === one.name);
  const locked = (locks: Relations['locks'], least: Relations['locks']) =>
    known.flatMap((one) => {
      const lock = locks.get(one.oid) ?? 0;
      return lock > (least.get(one.oid) ?? 0) ? lockOf(one, lock) : [];
    });
  return {
    locks: locked(after.locks, before.locks),
    held: locked(before.locks, new Map()),
    rewrites: [
      ...replaced.filter(({ was }) => !isOfEmptied(was)).map(({ was }) => nameOf(was)),
      ...made.filter(hadName),
    ],
    emptied: emptied.map(nameOf),
    drops: known.filter(({ oid, ...one }) => isGone(oid) && !made.some(isNamed(one))).map(nameOf),
    scans: pairs
      .filter(({ was, now }) => was.kind !== 'index' && now.scans > was.scans && !isOfEmptied(was))
      .map(({ was, now }) => ({
        ...nameOf(was),
        isWhole: now.read - was.read >= (old.get(was.oid) ?? 0),
      })),
    builds: made.filter((one) => !hadName(one)),
    changes: pairs.flatMap(({ was, now }) => changesOf(was, now, old.get(was.oid) ?? 0)),
  };

  function isGone(oid: number): boolean {
    return !after.states.has(oid);
  }
}

const isNamed = (one: Pick<RelationName, 'schema' | 'name'>) => (other: RelationName) =>
  one.schema === other.schema && one.name === other.name;

function byName(one: RelationName, other: RelationName): number {
  return `${one.schema}.${one.name}` < `${other.schema}.${other.name}` ? -1 : 1;
}

/** A copy is read from the old file, TRUNCATE reads nothing. */
function isEmptied({ was, now }: Pair, isCertain: boolean): boolean {
  return (
    isCertain && now.kind === 'table' && now.read === was.read && now.inserted === was.inserted
  );
}

/** New indexes on existing tables. */
function indexesMade(
  before: Relations,
  after: Relations,
  known: readonly RelationState[],
): RelationName[] {
  const files = new Set(Array.from(before.states.values(), ({ file }) => file));
  const tables = new Set(known.filter(({ kind }) => kind !== 'index').map(({ oid }) => oid));
  const isOld = ({ schema, table }: RelationState) =>
    [...after.states.values()].some(
      (one) => one.schema === schema && one.name === table && tables.has(one.oid),
    );
  return (
    [...after.states.values()]
      .filter((one) => one.kind === 'index' && !before.states.has(one.oid))
      // ALTER TYPE may recreate an index from the old one's file
      .filter((one) => one.file !== null && !files.has(one.file) && isOld(one))
      .map(nameOf)
  );
}

function changesOf(was: RelationState, now: RelationState, rows: number): Effects['changes'] {
  const inserted = now.inserted - was.inserted;
  const updated = now.updated - was.updated;
  const deleted = now.deleted - was.deleted;
  if (was.kind !== 'table' || inserted + updated + deleted === 0) return [];
  return [{ ...nameOf(was), inserted, updated, deleted, rows }];
}
