import { effectsOf, type Difference, type Facts } from '@parakeet/schema-tools';
import type { RandomRequest } from './random-app.ts';

export type Audience = 'writers' | 'readers' | 'types';

/** Something that an app of before met after the change, and not before it. */
export interface Evidence {
  /** The apps that it breaks; none if values only change silently. */
  readonly breaks: readonly Audience[];
  readonly says: string;
  readonly about: readonly string[];
}

/** The differences between the findings of `breaking` and an app's experience. */
export interface Disagreement {
  /** An app saw it, and no finding says so; or the other way round. */
  readonly kind: 'missed' | 'weak' | 'unseen';
  readonly who: Audience | 'silent';
  readonly rule?: string;
  readonly says: string;
}

/**
 * Compares findings with observations, each by its tables and functions.
 *
 * @param asked the tables and functions that answered each audience before the change
 * @param steps from a table to those of its keys, and to those of theirs
 */
export function disagreementsOf(
  found: readonly Difference[],
  seen: readonly Evidence[],
  asked: ReadonlyMap<Audience, ReadonlySet<string>>,
  sides: readonly Facts[],
  steps: number,
): Disagreement[] {
  const near = new Map<Evidence, ReadonlySet<string>>(
    seen.map((one) => [one, nearOf(one.about, sides, steps)]),
  );
  const concerns = (difference: Difference, evidence: Evidence) => {
    const relation = relationOf(difference.object, sides);
    return relation === undefined || (near.get(evidence)?.has(relation) ?? false);
  };
  const missed = seen.flatMap((evidence): Disagreement[] => {
    const about = found.filter((one) => concerns(one, evidence));
    const { says, breaks } = evidence;
    if (breaks.length === 0) {
      return about.length === 0 ? [{ kind: 'missed', who: 'silent', says }] : [];
    }
    return breaks
      .filter((who) => about.every((one) => effectsOf(one)[who] !== 'breaks'))
      .map((who) => ({
        kind: about.every((one) => effectsOf(one)[who] === 'safe') ? 'missed' : 'weak',
        who,
        says,
      }));
  });
  const unseen = found.flatMap((difference) =>
    (['writers', 'readers', 'types'] as const)
      .filter((who) => effectsOf(difference)[who] === 'breaks' && !isMaybe(difference))
      .filter((who) => {
        const relation = relationOf(difference.object, sides);
        return relation === undefined || asked.get(who)?.has(relation);
      })
      .filter((who) => !seen.some((one) => one.breaks.includes(who) && concerns(difference, one)))
      .map((who): Disagreement => {
        const { rule, object, says } = difference;
        return { kind: 'unseen', who, rule, says: `${rule} ${object}: ${says}` };
      }),
  );
  return [...missed, ...unseen];
}

/** Whether a finding says no more than that an app may break. */
function isMaybe({ rule }: Difference): boolean {
  return /-undecided$|^(?:trigger-refuses|function-volatility|fk-restricts)$/.test(rule);
}

/** The table, view or function of what a finding names; undefined where it may be all of them. */
function relationOf(object: string, sides: readonly Facts[]): string | undefined {
  const parts = object.split('.');
  const named = parts.slice(0, 2).join('.');
  const isKnown = sides.some(({ relations, functions }) => relations[named] ?? functions[named]);
  return isKnown ? named : undefined;
}

/** The named objects, and the tables that their keys, policies and triggers read. */
function nearOf(
  about: readonly string[],
  sides: readonly Facts[],
  steps: number,
): ReadonlySet<string> {
  if (steps === 0) return new Set(about);
  const near = new Set(about);
  for (const { relations } of sides) {
    const all = Object.entries(relations);
    for (const name of about) {
      const relation = relations[name];
      // a function, or a view: what it reads is not among the facts
      if (relation?.kind !== 'table') all.forEach(([other]) => near.add(other));
      const rules = JSON.stringify([relation?.policies, relation?.triggers]);
      for (const [other, { references }] of all) {
        const points = (one: typeof references, target: string) =>
          Object.values(one).some((reference) => reference.target === target);
        const isNear =
          points(references, name) ||
          points(relation?.references ?? {}, other) ||
          rules.includes(other.replace('public.', ''));
        if (isNear) near.add(other);
      }
    }
  }
  return nearOf([...near], sides, steps - 1);
}

const audiencesOf: Readonly<Record<RandomRequest['kind'], readonly Audience[]>> = {
  write: ['writers'],
  read: ['readers', 'types'],
  call: ['writers', 'readers', 'types'],
};

/** What each audience asked about. */
export function askedBy(
  requests: Iterable<RandomRequest>,
): ReadonlyMap<Audience, ReadonlySet<string>> {
  const asked = new Map<Audience, Set<string>>();
  for (const { kind, about } of requests) {
    for (const who of audiencesOf[kind]) {
      asked.set(who, new Set([...(asked.get(who) ?? []), ...about]));
    }
  }
  return asked;
}

/** The effect of a change on a request that succeeded before. */
export function brokenBy({ kind, title, about }: RandomRequest, refusal: string): Evidence {
  return { breaks: audiencesOf[kind], says: `${title}: ${refusal}`, about };
}
