// The contract of session_logs.actual_sets in other libraries, to measure Zod against them. Each
// does all the contract's checks; a test tries the contract's fixtures on each.
import { createHash } from 'node:crypto';
import { ActualSets, rulesOf } from '@parakeet/db-types';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import * as v from 'valibot';
import * as z from 'zod';

/**
 * With the `u` flag a pair of surrogates is one character, so this finds NUL and lone surrogates.
 */
const storable = /^[^\0\ud800-\udfff]*$/u;

/** Whether no two sets have the same number. */
function unique(sets: readonly { readonly set_number: number }[]): boolean {
  return new Set(sets.map((set) => set.set_number)).size === sets.length;
}

/**
 * The contract's own JSON Schema, with the rules that `z.toJSONSchema` leaves out. JSON Schema has
 * words for two of them, and a keyword of ours makes `set_number` unique.
 */
function jsonSchema() {
  return z.toJSONSchema(ActualSets, {
    override: ({ zodSchema, jsonSchema: schema }) => {
      // texts for people
      delete schema.description;
      for (const rule of rulesOf(zodSchema)) {
        if (rule.rule === 'step') schema.multipleOf = rule.step;
        else if (rule.rule === 'storable_text') schema.pattern = storable.source;
        else if (rule.rule === 'unique_by') schema['uniqueBy'] = rule.key;
        else throw new Error(`no word for the rule ${rule.rule}`);
      }
    },
  });
}

/** The contract's JSON Schema in short, at the time of these copies. */
const written = '6a509f5edaac05a9';

/** Whether the contract has changed since. Then only Zod and ajv are measured. */
export const isOutdated =
  createHash('sha256').update(JSON.stringify(jsonSchema())).digest('hex').slice(0, 16) !== written;
export const outdated =
  'the contract of actual_sets has changed: to measure valibot and typebox again, write it in ' +
  'libs/db-bench/src/other-validators.ts';

function createAjv(): (value: unknown) => boolean {
  const ajv = new Ajv2020();
  ajv.addKeyword({
    keyword: 'uniqueBy',
    type: 'array',
    validate: (_key: string, sets: { set_number: number }[]) => unique(sets),
  });
  const validate = ajv.compile(jsonSchema());
  return (value) => validate(value);
}

function createTypebox(): (value: unknown) => boolean {
  const whole = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum });
  // its multipleOf takes 8.000000000000002 for 8
  const rpe = Type.Refine(Type.Number({ minimum: 1, maximum: 10 }), (value) =>
    Number.isInteger(value / 0.5),
  );
  const set = Type.Object(
    {
      set_number: whole(1, 200),
      weight_grams: whole(0, 1_000_000),
      reps_completed: whole(0, 100),
      rpe_actual: Type.Optional(rpe),
      notes: Type.Optional(Type.String({ maxLength: 2000, pattern: storable })),
    },
    { additionalProperties: false },
  );
  const validator = Compile(Type.Refine(Type.Array(set, { maxItems: 200 }), unique));
  return (value) => validator.Check(value);
}

function createValibot(): (value: unknown) => boolean {
  const whole = (least: number, most: number) =>
    v.pipe(v.number(), v.safeInteger(), v.minValue(least), v.maxValue(most));
  const set = v.strictObject({
    set_number: whole(1, 200),
    weight_grams: whole(0, 1_000_000),
    reps_completed: whole(0, 100),
    rpe_actual: v.exactOptional(
      v.pipe(v.number(), v.minValue(1), v.maxValue(10), v.multipleOf(0.5)),
    ),
    notes: v.exactOptional(
      v.pipe(
        v.string(),
        // its maxLength counts UTF-16 units
        v.check((text) => text.length <= 2000 || Array.from(text).length <= 2000),
        v.regex(storable),
      ),
    ),
  });
  const sets = v.pipe(
    v.array(set),
    v.maxLength(200),
    v.check((all) => unique(all)),
  );
  return (value) => v.safeParse(sets, value).success;
}

/** Whether each library accepts a value for the sets of a log. */
export const otherValidators = {
  ajv: createAjv(),
  typebox: createTypebox(),
  valibot: createValibot(),
};
