import * as z from 'zod';
import { whyNotText } from '../columns/text.ts';
import { date } from '../columns/times.ts';
import { either, limit } from '../columns/words.ts';
import { wrongType } from './errors.ts';
import { findNoJson } from './json-value.ts';
import { jsonbTextBytes } from './jsonb-text.ts';

/**
 * What a contract asks for beyond Zod's own types and bounds, as data: Zod's check is made from
 * it here, and the CHECK in the database from the same data. A contract has no other refinement.
 *
 * - `ordered`: of two keys of an object (or places of a list), the first value is not above the
 *   second; asked only where both are there.
 * - `unique_by`: no two elements of a list of objects have the same number under the key.
 * - `at_least_one`: an object has one of the keys or more.
 * - `step`: a number is a whole multiple of it, exactly: 8.000000000000002 is not one of 0.5.
 *   Zod's `multipleOf` takes that number for 8.
 * - `calendar_day`: a text is a day that the calendar has, from 0001-01-01 to 9999-12-31.
 * - `storable_text`: a text has no NUL character and no lone surrogate.
 * - `json_object`: an object of any keys and JSON values, objects and lists no deeper in each
 *   other than `max_depth` (itself included), and at most `max_bytes` of UTF-8 as Postgres
 *   writes it: `octet_length(value::text)`. Its texts and keys are storable, and its numbers are
 *   what a double holds (1e400 is none).
 * - `max_depth`: objects and lists are no deeper in each other than `max_depth`, itself included.
 */
export type Rule =
  | { readonly rule: 'ordered'; readonly keys: readonly [string, string] | readonly [0, 1] }
  | { readonly rule: 'unique_by'; readonly key: string }
  | { readonly rule: 'at_least_one'; readonly keys: readonly string[] }
  | { readonly rule: 'step'; readonly step: 0.5 }
  | { readonly rule: 'calendar_day' }
  | { readonly rule: 'storable_text' }
  | { readonly rule: 'json_object'; readonly max_depth: number; readonly max_bytes: number }
  | { readonly rule: 'max_depth'; readonly max_depth: number };

const registry = z.registry<{ rules: readonly Rule[] }>();

/** The rules of a schema itself, in the order they are checked; not those of its parts. */
export function rulesOf(schema: z.core.$ZodType): readonly Rule[] {
  return registry.get(schema)?.rules ?? [];
}

/**
 * Says which rules a schema has whose checks were made elsewhere: by the copy of this module that
 * another commit has.
 */
export function declareRules(schema: z.core.$ZodType, rules: readonly Rule[]): void {
  registry.add(schema, { rules });
}

/** The schema with a rule more: the check and the data that tells of it. */
export function withRule<Schema extends z.ZodType>(schema: Schema, rule: Rule): Schema {
  const checked = schema.check(({ value, issues }) => {
    const problems = broken(rule, value);
    // nearly always; an iterator for nothing is felt in a list of sets
    if (problems.length === 0) return;
    for (const problem of problems) {
      // the issue hides no other: all rules of an object are looked at
      issues.push({ code: 'custom', input: value, continue: true, ...problem });
    }
  });
  registry.add(checked, { rules: [...rulesOf(schema), rule] });
  return checked;
}

/** For an object, of two of its keys: the first is not above the second, where both are there. */
export function ordered<Schema extends z.ZodObject>(
  schema: Schema,
  keys: readonly [keyof z.output<Schema> & string, keyof z.output<Schema> & string],
): Schema {
  return withRule(schema, { rule: 'ordered', keys });
}

/** For a list of objects: each has another number under the key. */
export function uniqueBy<Element extends z.ZodObject>(
  schema: z.ZodArray<Element>,
  key: keyof z.output<Element> & string,
): z.ZodArray<Element> {
  return withRule(schema, { rule: 'unique_by', key });
}

/** For an object whose keys are all optional: it is not empty. */
export function atLeastOne<Schema extends z.ZodObject>(schema: Schema): Schema {
  return withRule(schema, { rule: 'at_least_one', keys: Object.keys(schema.shape) });
}

/**
 * For a schema that is inside itself, as comments with answers are: documents are no deeper than
 * some levels of objects and lists. The depth is looked at first, so that no document ends in an
 * error for want of stack, here or in Postgres.
 *
 * @param levels from 1 to 100
 */
export function maxDepth<Output, Input>(schema: z.ZodType<Output, Input>, levels: number) {
  if (!Number.isInteger(levels) || levels < 1 || levels > mostLevels) {
    throw new RangeError(`maxDepth takes 1 to ${mostLevels} levels, not ${levels}`);
  }
  const shallow = withRule(z.custom<Input>(), { rule: 'max_depth', max_depth: levels });
  return z.pipe(shallow, schema);
}

/** Levels that Postgres has stack for, with room to spare. */
const mostLevels = 100;

interface Problem {
  readonly path?: PropertyKey[];
  readonly message: string;
  readonly params?: typeof limit;
}

const none: readonly Problem[] = [];

/** Where a value breaks a rule, and how a person would say it. Its type was already checked. */
function broken(rule: Rule, value: unknown): readonly Problem[] {
  switch (rule.rule) {
    case 'ordered':
      return notOrdered(rule.keys, value);
    case 'unique_by':
      return Array.isArray(value) ? repeated(rule.key, value) : none;
    case 'at_least_one':
      return rule.keys.some((key) => at(value, key) !== undefined)
        ? none
        : [{ message: `must have at least one of ${either(rule.keys)}`, params: limit }];
    case 'step':
      // exact, since dividing by a power of two rounds nothing
      return typeof value === 'number' && Number.isInteger(value / rule.step)
        ? none
        : [{ message: `must be in steps of ${rule.step}`, params: limit }];
    case 'calendar_day':
      return date.safeParse(value).success ? none : [{ message: 'must be a day of the calendar' }];
    case 'storable_text': {
      const why = typeof value === 'string' ? whyNotText(value) : undefined;
      return why === undefined ? none : [{ message: `must not hold ${why}` }];
    }
    case 'json_object':
      return noObject(rule, value);
    case 'max_depth':
      return isDeeper(value, rule.max_depth)
        ? [{ message: `must not be deeper than ${rule.max_depth} levels`, params: limit }]
        : none;
    default:
      return rule satisfies never;
  }
}

function notOrdered([low, high]: readonly [string, string] | readonly [0, 1], value: unknown) {
  const [least, most] = [at(value, low), at(value, high)];
  if (typeof least !== 'number' || typeof most !== 'number' || least <= most) return none;
  return typeof low === 'number'
    ? [{ message: 'must go from low to high' }]
    : [{ path: [low], message: `must not be more than ${high}` }];
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

function noObject(
  rule: Extract<Rule, { rule: 'json_object' }>,
  value: unknown,
): readonly Problem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ message: wrongType('an object', { input: value }) }];
  }
  const problem = findNoJson(value, rule.max_depth);
  if (problem) return [{ path: problem.path, message: `cannot be stored: ${problem.message}` }];
  return jsonbTextBytes(value, rule.max_bytes) > rule.max_bytes
    ? [{ message: `must be at most ${rule.max_bytes} bytes of JSON`, params: limit }]
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
