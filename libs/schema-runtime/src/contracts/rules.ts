import * as z from 'zod';
import type { limit } from '../columns/words.ts';

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

const registry = /* @__PURE__ */ z.registry<{ rules: readonly Rule[] }>();

/** The rules of a schema itself, in the order they are checked; not those of its parts. */
export function rulesOf(schema: z.core.$ZodType): readonly Rule[] {
  return registry.get(schema)?.rules ?? [];
}

/**
 * Registers the rules of a schema whose checks another copy of this module made, such as another
 * commit's.
 */
export function declareRules(schema: z.core.$ZodType, rules: readonly Rule[]): void {
  registry.add(schema, { rules });
}

/** Where a value breaks a rule, and how a person would say it. */
export interface Problem {
  readonly path?: PropertyKey[];
  readonly message: string;
  readonly params?: typeof limit;
}

/** Where a value breaks a rule. Its type was already checked. */
export type Broken = (value: unknown) => readonly Problem[];

/**
 * The schema with a rule more: the check and the data that tells of it.
 *
 * @param broken the check of that rule; the caller passes it, so an app bundles only the checks
 * that it uses
 */
export function addRule<Schema extends z.ZodType>(
  schema: Schema,
  rule: Rule,
  broken: Broken,
): Schema {
  const checked = schema.check(({ value, issues }) => {
    const problems = broken(value);
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
