import { whyNotText } from '../columns/text.ts';
import { date } from '../columns/times.ts';
import { either, limit } from '../columns/words.ts';
import { wrongType } from './errors.ts';
import { findNoJson } from './json-value.ts';
import { jsonbTextBytes } from './jsonb-text.ts';
import type { Broken, Problem, Rule } from './rules.ts';

// The check of each rule is a function of its own: an app has those that its contracts use.

/** A rule by its name. */
type RuleOf<Name extends Rule['rule']> = Extract<Rule, { rule: Name }>;

const none: readonly Problem[] = [];

export function brokenOrder({ keys: [low, high] }: RuleOf<'ordered'>): Broken {
  return (value) => {
    const [least, most] = [at(value, low), at(value, high)];
    if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return none;
    return typeof low === 'number'
      ? [{ message: 'must go from low to high' }]
      : [{ path: [low], message: `must not be more than ${high}` }];
  };
}

export function brokenUnique({ key }: RuleOf<'unique_by'>): Broken {
  return (value) => (Array.isArray(value) ? repeated(key, value) : none);
}

function repeated(key: string, list: readonly unknown[]): readonly Problem[] {
  if (ascends(key, list)) return none;
  const seen = new Set<unknown>();
  const problems: Problem[] = [];
  for (const [index, element] of list.entries()) {
    const found = at(element, key);
    if (seen.has(found)) {
      problems.push({ path: [index, key], message: 'must be unique in the list' });
    }
    seen.add(found);
  }
  return problems;
}

/** Whether each element has a higher number than the one before it, as clients nearly always send them. */
function ascends(key: string, list: readonly unknown[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const element of list) {
    const found = at(element, key);
    if (typeof found !== 'number' || !(found > last)) return false;
    last = found;
  }
  return true;
}

export function brokenAtLeastOne({ keys }: RuleOf<'at_least_one'>): Broken {
  return (value) =>
    keys.some((key) => at(value, key) !== undefined)
      ? none
      : [{ message: `must have at least one of ${either(keys)}`, params: limit }];
}

export function brokenStep({ step }: RuleOf<'step'>): Broken {
  return (value) =>
    // exact, since dividing by a power of two rounds nothing
    typeof value === 'number' && Number.isInteger(value / step)
      ? none
      : [{ message: `must be in steps of ${step}`, params: limit }];
}

export const brokenDay: Broken = (value) =>
  date.safeParse(value).success ? none : [{ message: 'must be a day of the calendar' }];

export const brokenText: Broken = (value) => {
  const why = typeof value === 'string' ? whyNotText(value) : undefined;
  return why === undefined ? none : [{ message: `must not hold ${why}` }];
};

export function brokenObject(rule: RuleOf<'json_object'>): Broken {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [{ message: wrongType('an object', { input: value }) }];
    }
    const problem = findNoJson(value, rule.max_depth);
    if (problem) return [{ path: problem.path, message: `cannot be stored: ${problem.message}` }];
    return jsonbTextBytes(value, rule.max_bytes) > rule.max_bytes
      ? [{ message: `must be at most ${rule.max_bytes} bytes of JSON`, params: limit }]
      : none;
  };
}

export function brokenDepth({ max_depth: levels }: RuleOf<'max_depth'>): Broken {
  return (value) =>
    isDeeper(value, levels)
      ? [{ message: `must not be deeper than ${levels} levels`, params: limit }]
      : none;
}

/** Whether objects and lists are in each other more than some levels deep. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
