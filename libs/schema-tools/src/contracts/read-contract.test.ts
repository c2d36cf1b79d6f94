import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readContract } from './read-contract.ts';

const read = (schema: z.core.$ZodType) => readContract('logs.document', schema);
const bounded = () => z.number().gte(0).lte(1);

describe('the requirements of a contract', () => {
  it('are read without the parts for people', () => {
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

  it('are a map if all keys are optional with the same value', () => {
    const value = z.int().gte(1).lte(5).exactOptional();
    expect(read(z.strictObject({ quads: value, chest: value }))).toEqual({
      kind: 'map',
      keys: ['quads', 'chest'],
      value: { kind: 'number', least: 1, most: 5, step: 1 },
      atLeastOne: [],
    });
  });
});

describe('what teams write is read', () => {
  const any = { kind: 'anything' } as const;
  const object = { kind: 'object', properties: [], ordered: [], atLeastOne: [] } as const;
  const number = { kind: 'number', least: -Number.MAX_VALUE, most: Number.MAX_VALUE } as const;
  const text = { kind: 'text' } as const;
  it.each<[string, z.core.$ZodType, unknown]>([
    ['an object', z.object({}), { ...object, others: any }],
    ['a loose object', z.looseObject({}), { ...object, others: any }],
    ['other keys of a kind', z.object({}).catchall(z.number()), { ...object, others: number }],
    ['a record', z.record(z.string(), z.null()), { kind: 'record', value: one(null) }],
    [
      'a record of keys of a form',
      z.looseRecord(z.string().max(2), z.unknown()),
      { kind: 'record', key: { kind: 'text', most: 2 }, value: any, loose: true },
    ],
    [
      'a record of words, each of which is there',
      z.record(z.enum(['a']), z.number()),
      { ...object, properties: [{ key: 'a', optional: false, node: number }] },
    ],
    [
      'a record of words that may be there',
      z.partialRecord(z.enum(['a']), z.number()),
      { kind: 'record', key: one('a'), value: number },
    ],
    ['JSON', z.json(), { kind: 'json' }],
    ['anything', z.any(), any],
    ['a boolean', z.boolean(), one(true, false)],
    ['nothing', z.never(), one()],
    ['an enum of numbers', z.enum({ A: 1, B: 2 }), one(1, 2)],
    ['words of a union', z.union([z.literal('a'), z.literal(['b', 'a'])]), one('a', 'b')],
    ['a union with null', z.union([z.number(), z.null()]), { kind: 'nullable', node: number }],
    [
      'a union',
      z.union([z.string(), z.number(), z.literal(true)]),
      { kind: 'union', options: [one(true), text, number] },
    ],
    ['a union with anything', z.union([z.string(), z.unknown()]), any],
    [
      'nullish, default and prefault',
      z.strictObject({
        a: z.string().nullish(),
        b: z.null().default(null),
        c: z.number().prefault(1),
        d: z.string().prefault(String),
        e: z.string().min(1).prefault(''),
      }),
      {
        ...object,
        properties: [
          { key: 'a', optional: true, node: { kind: 'nullable', node: text } },
          { key: 'b', optional: true, node: one(null) },
          { key: 'c', optional: true, node: number },
          { key: 'd', optional: true, node: text },
          // the stand-in for it is refused
          { key: 'e', optional: false, node: { kind: 'text', least: 1 } },
        ],
      },
    ],
    ['a number above', z.number().gt(0).lt(1), { ...number, least: 5e-324, most: 1 - 2 ** -53 }],
    ['a whole number', z.int(), { kind: 'number', least: -max, most: max, step: 1 }],
    ['a whole number above', z.int().gt(0).lt(9.5), { kind: 'number', least: 1, most: 9, step: 1 }],
    ['int32', z.int32(), { kind: 'number', least: -(2 ** 31), most: 2 ** 31 - 1, step: 1 }],
    ['more bounds', z.number().min(1).min(2).max(9).max(8), { ...number, least: 2, most: 8 }],
    ['steps', z.int().min(0).max(9).multipleOf(3), { kind: 'number', least: 0, most: 9, step: 3 }],
    ['lengths', z.string().min(1).length(3), { kind: 'text', least: 3, most: 3 }],
    [
      'forms',
      z.string().startsWith('a').endsWith('').includes('b'),
      {
        kind: 'text',
        forms: [
          { form: 'starts_with', text: 'a' },
          { form: 'includes', text: 'b' },
        ],
      },
    ],
    [
      'a format',
      z.iso.time({ precision: -1 }),
      {
        kind: 'text',
        forms: [
          {
            form: 'matches',
            name: 'time',
            written: expect.any(String),
            pattern: '^(?:[0-1][0-9]|2[0-3]):[0-5][0-9]$',
          },
        ],
      },
    ],
    [
      'a template',
      z.templateLiteral(['a', z.int()]),
      {
        kind: 'text',
        forms: [{ form: 'matches', written: '/^a-?\\d+$/', pattern: '^a-?[0-9]+$' }],
      },
    ],
    [
      'a list',
      z.array(z.string()).nonempty(),
      { kind: 'list', element: text, least: 1, uniqueBy: [] },
    ],
    [
      'a tuple with a rest',
      z.tuple([z.string(), z.null().optional()], z.number()),
      { kind: 'tuple', items: [text, one(null)], least: 1, rest: number, ordered: [] },
    ],
    ['what is only read', z.object({}).readonly(), { ...object, others: any }],
    ['a lazy schema', z.lazy(() => z.string()), text],
  ])('%s', (_what, schema, node) => {
    expect(read(schema)).toEqual(node);
  });

  it('a recursive schema, once per part', () => {
    const Node = z.strictObject({
      get nodes() {
        return z.array(Node);
      },
    });
    expect(read(Node)).toMatchObject({
      properties: [{ node: { element: { kind: 'recursion', path: 'logs.document' } } }],
    });
  });
});

const max = Number.MAX_SAFE_INTEGER;

function one(...values: unknown[]) {
  return { kind: 'one_of', values };
}

describe('an error for what does not compile names the place and the alternative', () => {
  const strict = (value: z.core.$ZodType) => z.strictObject({ value });
  const cases: readonly (readonly [string, z.core.$ZodType, string, string])[] = [
    ['a date', strict(z.date()), 'document.value: .*type date', 'z.iso.datetime'],
    ['a map', strict(z.map(z.string(), z.string())), 'type map', 'z.record'],
    ['a set', strict(z.set(z.string())), 'type set', 'z.array'],
    ['a bigint', strict(z.bigint()), 'type bigint', 'z.int'],
    ['a transform', strict(bounded().transform(String)), 'document.value: .*type pipe', 'stored'],
    ['a pipe', strict(z.string().pipe(z.email())), 'type pipe', 'stored'],
    ['a codec', strict(z.stringbool()), 'type pipe', 'stored'],
    ['what is caught', strict(bounded().catch(1)), 'type catch', 'catch when you read the row'],
    ['an intersection', z.intersection(z.object({}), z.object({})), 'intersection', 'extend'],
    ['undefined', strict(z.undefined()), 'type undefined', 'optional'],
    ['one of two', strict(z.xor([z.string(), z.number()])), 'xor', 'z.union'],
    ['a refinement', strict(bounded().refine(() => true)), 'document.value: .*not a rule', 'CHECK'],
    [
      'a refined object',
      strict(bounded()).check(() => undefined),
      'document: .*not a rule',
      'CHECK',
    ],
    ['a custom schema', strict(z.custom((value) => value === 1)), 'with a function', 'z.unknown'],
    ['a custom schema that says nothing', strict(z.custom()), 'json_object', 'z.unknown'],
    ['steps of a fraction', strict(bounded().multipleOf(0.5)), 'multipleOf\\(0.5\\)', 'z.int'],
    ['steps without bounds', strict(z.int().multipleOf(5)), 'multipleOf\\(5\\)', 'bounds'],
    ['a bound past all numbers', strict(z.number().gt(Infinity)), 'no number can meet', 'never'],
    ['a number made of text', strict(z.coerce.number()), 'coerce', 'without coerce'],
    ['a text made of a number', strict(z.coerce.string()), 'coerce', 'without coerce'],
    ['a boolean made of text', strict(z.coerce.boolean()), 'coerce', 'without coerce'],
    ['a pattern', strict(z.string().regex(/(a)\1/)), 'value: .*back reference .1, in /', 'in full'],
    ['a URL', strict(z.url()), 'the text format url', 'regex'],
    ['a format that is a function', strict(z.hex()), 'the text format hex', 'regex'],
    ['a trimmed text', strict(z.string().trim()), 'that the schema changes', 'stored'],
    [
      'a text from a place on',
      strict(z.string().includes('a', { position: 1 })),
      'position',
      'reg',
    ],
    ['keys that are numbers', z.record(z.number(), z.string()), 'keys of the type number', 'text'],
    ['a key of every object', z.object({ constructor: z.string() }), 'constructor', 'another key'],
    ['a text that jsonb has not', strict(z.literal('\0')), 'not JSON: .\\\\x00.', 'NUL'],
    ['an element', z.array(z.strictObject({ a: z.date() })), 'document\\[\\]\\.a: ', 'z.iso'],
    [
      'a literal that is not JSON',
      strict(z.literal(1n)),
      'a literal that is not JSON: 1',
      'finite',
    ],
    ['infinity', strict(z.literal(Infinity)), 'not JSON: Infinity', 'finite'],
    [
      'a version',
      z.discriminatedUnion('version', [
        z.strictObject({ version: z.literal(1), a: bounded() }),
        z.strictObject({ version: z.literal(2), a: z.date() }),
      ]),
      'document\\|2\\.a: .*type date',
      'z.iso',
    ],
    [
      'a version without a word of its own',
      z.discriminatedUnion('version', [
        z.strictObject({ version: z.literal(1).default(1) }),
        z.strictObject({ version: z.literal(2) }),
      ]),
      'a union member whose version is not a literal',
      'z.union',
    ],
  ];

  it.each(cases)('%s', (_what, schema, message, next) => {
    const refused = () => read(schema);
    expect(refused).toThrow(new RegExp(message));
    expect(refused).toThrow(
      expect.objectContaining({ next: expect.stringContaining(next) as unknown }) as Error,
    );
  });
});
