import type { CatalogueObject, DatabaseObjects } from './catalogue/read-objects.ts';
import { dangerOf } from './danger.ts';
import { keyOf, type Difference, type Drift } from './drift.ts';
import { isHostedObject, isWatched } from './hosted.ts';
import { isSameBody } from './same-text.ts';

/** The three compared databases. */
export interface Compared {
  /** An empty Supabase database. */
  readonly base: DatabaseObjects;
  /** The result of the files. */
  readonly built: DatabaseObjects;
  /** The database to check. */
  readonly there: DatabaseObjects;
}

/**
 * Compares a database with the result of the files, object by object, the most dangerous first. It
 * leaves out hosted Supabase's own objects, which neither the files nor people made.
 *
 * @param only the objects to compare; all if not given
 */
export function compareObjects(
  { base, built, there }: Compared,
  only: (object: CatalogueObject) => boolean = () => true,
): Drift[] {
  const found: Found[] = [];
  for (const key of new Set([...built.keys(), ...there.keys()])) {
    const [before, should, is] = [base.get(key), built.get(key), there.get(key)];
    const object = is ?? should;
    if (!object || !only(object)) continue;
    const one = differenceOf(object, before, should, is);
    if (one) found.push(one);
  }
  return fold(found)
    .map((one) => ({ ...one, danger: dangerOf(one, there) }))
    .toSorted(
      (one, other) => one.danger.rank - other.danger.rank || compareTexts(keyOf(one), keyOf(other)),
    );
}

type Found = Omit<Drift, 'danger' | 'parts'>;

/** @param object the existing one, or the missing one */
function differenceOf(
  object: CatalogueObject,
  before: CatalogueObject | undefined,
  should: CatalogueObject | undefined,
  there: CatalogueObject | undefined,
): Found | undefined {
  const { kind, name } = object;
  const own = isWatched(object);
  const whole = { kind, name, there, should, differences: allOf(should, there) };
  if (!should) {
    const isHosted = before === undefined && isHostedObject(object);
    return isHosted ? undefined : { ...whole, is: 'extra' };
  }
  if (!there) return before && !own ? undefined : { ...whole, is: 'missing' };
  const differences = whole.differences.filter(
    (one) =>
      one.there !== one.should &&
      // for objects that hosted Supabase also has, only the files' changes
      (own || before === undefined || (before.facts[one.fact] ?? null) !== one.should) &&
      !(
        one.fact === 'body' &&
        isSameBody(one.there ?? '', one.should ?? '', object.facts['language'])
      ),
  );
  return differences.length === 0 ? undefined : { ...whole, is: 'changed', differences };
}

function allOf(
  should: CatalogueObject | undefined,
  there: CatalogueObject | undefined,
): Difference[] {
  const facts = new Set([...Object.keys(should?.facts ?? {}), ...Object.keys(there?.facts ?? {})]);
  return Array.from(facts, (fact) => ({
    fact,
    there: there?.facts[fact] ?? null,
    should: should?.facts[fact] ?? null,
  }));
}

/** Groups extra or missing objects with the object that they belong to. */
function fold(found: readonly Found[]): Omit<Drift, 'danger'>[] {
  const byKey = new Map(found.map((one) => [keyOf(one), one]));
  const topOf = (one: Found): Found => {
    const above = byKey.get((one.there ?? one.should)?.partOf ?? '');
    const isWithIt = one.is !== 'changed' && above?.is === one.is && above.kind !== 'schema';
    return isWithIt ? topOf(above) : one;
  };
  const parts = new Map<Found, CatalogueObject[]>();
  for (const one of found) {
    const top = topOf(one);
    const members = parts.get(top) ?? [];
    parts.set(top, members);
    if (one !== top) members.push(...[one.there ?? one.should ?? []].flat());
  }
  return Array.from(parts, ([top, members]) => ({ ...top, parts: members }));
}

const compareTexts = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
