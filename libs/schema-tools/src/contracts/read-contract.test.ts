import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readContract } from './read-contract.ts';

const read = (schema: z.core.$ZodType) => readContract('logs.document', schema);
const bounded = () => z.number().gte(0).lte(1);

describe('what a contract asks for', () => {
  it('is read without what is only for people', () => {
    expect(
      read(
        z.strictObject({
          pct: z.number({ error: 'no number' }).gte(0.4).lte(1.05).exactOptional(),
          reps: z.int().gte(1).lte(20),
          name: z.string().min(1).max(20),
          id: z.guid(),
          block: z.literal([1, 2]).nullable(),
          lift: z.enum(['squat', 'bench']),
          range: z.tuple([bounded(), bounded()]),
          list: z.array(z.literal(true)).max(3),
        }),
      ),
    ).toEqual({
      kind: 'object',
      properties: [
        { key: 'pct', optional: true, node: { kind: 'number', least: 0.4, most: 1.05 } },
        { key: 'reps', optional: false, node: { kind: 'number', least: 1, most: 20, step: 1 } },
        { key: 'name', optional: false, node: { kind: 'text', least: 1, most: 20 } },
        { key: 'id', optional: false, node: { kind: 'text', pattern: z.core.regexes.guid.source } },
        {
          key: 'block',
          optional: false,
          node: { kind: 'nullable', node: { kind: 'one_of', values: [1, 2] } },
        },
        { key: 'lift', optional: false, node: { kind: 'one_of', values: ['squat', 'bench'] } },
        {
          key: 'range',
          optional: false,
          node: {
            kind: 'tuple',
            items: [
              { kind: 'number', least: 0, most: 1 },
              { kind: 'number', least: 0, most: 1 },
            ],
            ordered: [],
          },
        },
        {
          key: 'list',
          optional: false,
          node: {
            kind: 'list',
            element: { kind: 'one_of', values: [true] },
            least: 0,
            most: 3,
            uniqueBy: [],
          },
        },
      ],
      ordered: [],
      atLeastOne: [],
    });
  });

  it('is a map where all keys are optional and take the same', () => {
    const value = z.int().gte(1).lte(5).exactOptional();
    expect(read(z.strictObject({ quads: value, chest: value }))).toEqual({
      kind: 'map',
      keys: ['quads', 'chest'],
      value: { kind: 'number', least: 1, most: 5, step: 1 },
      atLeastOne: [],
    });
  });
});

describe('what Postgres cannot be asked for is an error that names the place', () => {
  const strict = (value: z.core.$ZodType) => z.strictObject({ value });
  const cases: readonly (readonly [string, z.core.$ZodType, string])[] = [
    ['unknown keys left out', z.object({ a: bounded() }), 'logs.document: .*unknown keys'],
    ['unknown keys taken', z.looseObject({ a: bounded() }), 'logs.document: .*unknown keys'],
    ['other keys of a kind', z.strictObject({}).catchall(bounded()), 'unknown keys'],
    ['a record', strict(z.record(z.string(), bounded())), 'document.value: .*type record'],
    ['a date', strict(z.date()), 'document.value: .*type date'],
    ['anything', strict(z.any()), 'document.value: .*type any'],
    ['a boolean, until one needs it', strict(z.boolean()), 'document.value: .*type boolean'],
    ['a transform', strict(bounded().transform(String)), 'document.value: .*type pipe'],
    ['a default', strict(bounded().default(1)), 'document.value: .*type default'],
    ['a lazy schema', strict(z.lazy(() => bounded())), 'document.value: .*type lazy'],
    ['a union without a version', strict(z.union([bounded(), z.guid()])), 'value: .*type union'],
    ['a refinement', strict(bounded().refine(() => true)), 'document.value: .*no rule'],
    ['a refined object', strict(bounded()).check(() => undefined), 'document: .*no rule'],
    ['a custom schema', strict(z.custom((value) => value === 1)), 'custom schema with a function'],
    ['a custom schema that says nothing', strict(z.custom()), 'without the rule json_object'],
    ['a number without end', strict(z.number().gte(0)), 'without a least and a most'],
    ['a whole number without end', strict(z.int()), 'without a least and a most'],
    ['an open bound', strict(z.number().gt(0).lte(1)), 'a bound that is not included'],
    ['two bounds', strict(bounded().lte(0.5)), 'the check less_than'],
    ['a multiple', strict(bounded().multipleOf(0.5)), 'the check multiple_of'],
    ['another number', strict(z.int32().gte(0).lte(1)), 'the number format int32'],
    ['a number made of text', strict(z.coerce.number().gte(0).lte(1)), 'coerce'],
    ['a pattern', strict(z.string().regex(/a/)), 'the check string_format'],
    ['another format', strict(z.email()), 'the text format email'],
    ['a trimmed text', strict(z.string().trim()), 'the check overwrite'],
    ['a list without end', strict(z.array(bounded())), 'a list without a maximum'],
    ['a tuple with a rest', strict(z.tuple([bounded()], bounded())), 'a tuple with a rest'],
    [
      'a place that may be missing',
      strict(z.tuple([bounded().optional()])),
      'value\\[0\\]: .*optional',
    ],
    ['an element', z.array(z.strictObject({ a: z.date() })).max(1), 'document\\[\\]\\.a: '],
    ['a literal that is no JSON', strict(z.literal(1n)), 'a literal that is no JSON: 1'],
    [
      'a version',
      z.discriminatedUnion('version', [
        z.strictObject({ version: z.literal(1), a: bounded() }),
        z.strictObject({ version: z.literal(2), a: z.date() }),
      ]),
      'document\\|2\\.a: .*type date',
    ],
  ];

  it.each(cases)('%s', (_what, schema, message) => {
    expect(() => read(schema)).toThrow(new RegExp(message));
  });
});
