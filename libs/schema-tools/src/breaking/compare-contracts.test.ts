import { describe, expect, it } from 'vitest';
import type { ContractNode, ObjectNode, Property, TupleNode } from '../contracts/contract-node.ts';
import type { ContractFacts, Facts, Named } from '../facts/facts.ts';
import { compareFacts } from './compare.ts';
import { reusedKeys } from './compare-contracts.ts';
import { rules } from './rules.ts';

const column = 'public.logs.sets';

/** A schema with one table, whose column holds JSON of this shape. */
function schema(node: ContractNode | undefined, sentence = '', more: Partial<Facts> = {}): Facts {
  const facts = { type: 'jsonb', nullable: true, isComputed: false, privileges: {} };
  return {
    relations: {
      'public.logs': {
        kind: 'table',
        columns: { sets: facts },
        checks: {},
        uniques: {},
        references: {},
        policies: {},
        isSecured: true,
        privileges: { authenticated: ['SELECT', 'INSERT'] },
        triggers: {},
      },
    },
    functions: {},
    enums: {},
    publications: {},
    api: { schemas: ['public'], maxRows: 1000 },
    errorCodes: [],
    reading: 'strict',
    contracts: node ? { [column]: { node, sentences: { '': sentence } } } : {},
    ...more,
  };
}

/** The broken rules of a change, with the place in the document. */
async function found(before: Facts, after: Facts): Promise<string[]> {
  const differences = await compareFacts(before, after, () => Promise.resolve(undefined));
  return differences
    .map(({ rule, object, says }) =>
      object === column
        ? `${rule} ${/^([^ ]+): /.exec(says)?.[1] ?? ''}`.trim()
        : `${rule} ${object}`,
    )
    .toSorted();
}

const number = (least: number, most: number, step?: number): ContractNode => ({
  kind: 'number',
  least,
  most,
  ...(step === undefined ? {} : { step }),
});
const words = (...values: (string | null)[]): ContractNode => ({ kind: 'one_of', values });
const text = (most?: number): ContractNode => ({
  kind: 'text',
  ...(most === undefined ? {} : { most }),
});
const list = (element: ContractNode, most = 200, uniqueBy: string[] = []): ContractNode => ({
  kind: 'list',
  element,
  least: 0,
  most,
  uniqueBy,
});
const object = (
  keys: Readonly<Record<string, ContractNode>>,
  optional: readonly string[] = [],
  more: Partial<ObjectNode> = {},
): ContractNode => ({
  kind: 'object',
  properties: Object.entries(keys).map(([key, node]): Property => ({
    key,
    node,
    optional: optional.includes(key),
  })),
  ordered: [],
  atLeastOne: [],
  ...more,
});
const versions = (...numbers: number[]): ContractNode => ({
  kind: 'versions',
  discriminator: 'version',
  versions: numbers.map((one) => ({ values: [one], node: object({ reps: number(0, 9) }) })),
});
const any = (maxBytes: number): ContractNode => ({ kind: 'any_object', maxDepth: 9, maxBytes });
const reps = number(0, 100, 1);
const anything: ContractNode = { kind: 'anything' };
const email: ContractNode = {
  kind: 'text',
  forms: [{ form: 'matches', written: '/@/', pattern: '@', name: 'email' }],
};
const union = (...options: ContractNode[]): ContractNode => ({ kind: 'union', options });
const nested = (maxDepth: number, node: ContractNode): ContractNode => ({
  kind: 'nested',
  maxDepth,
  node,
});
const tuple = (more: Partial<TupleNode>): ContractNode => ({
  kind: 'tuple',
  items: [reps],
  ordered: [],
  ...more,
});

const changes: readonly (readonly [string, ContractNode, ContractNode])[] = [
  [
    'key-add-optional [].tempo',
    list(object({ reps })),
    list(object({ reps, tempo: reps }, ['tempo'])),
  ],
  ['key-add-required tempo', object({ reps }), object({ reps, tempo: reps })],
  ['key-no-delete tempo', object({ reps, tempo: reps }), object({ reps })],
  ['key-made-optional reps', object({ reps }), object({ reps }, ['reps'])],
  ['key-made-required reps', object({ reps }, ['reps']), object({ reps })],
  ['json-null-add reps', object({ reps }), object({ reps: { kind: 'nullable', node: reps } })],
  ['json-null-remove', words('a', null), words('a')],
  ['word-add', words('a', 'b'), words('a', 'b', 'c')],
  ['word-no-delete', words('a', 'b'), words('a')],
  ['word-add', words('a'), text(10)],
  ['word-no-delete', text(10), words('a')],
  ['json-range-widen', number(0, 9), number(0, 10)],
  ['json-range-narrow', number(0, 9), number(1, 9)],
  ['json-range-narrow', number(0, 9, 0.5), number(0, 9, 1)],
  ['json-range-widen', number(0, 9, 1), number(0, 9, 0.5)],
  ['json-range-narrow', number(0, 9), number(0, 9, 1)],
  ['json-range-widen', text(10), text()],
  ['json-range-narrow', text(), { kind: 'text', isDay: true }],
  ['json-range-narrow', list(reps), list(reps, 100)],
  ['json-range-widen []', list(reps), list(number(0, 200, 1))],
  ['json-type-same', number(0, 9), text()],
  ['json-type-same', object({ reps }), list(reps)],
  ['variant-add', versions(1), versions(1, 2)],
  ['variant-no-delete', versions(1, 2), versions(2)],
  ['json-rule-add', list(object({ reps })), list(object({ reps }), 200, ['reps'])],
  ['json-rule-delete', object({ reps }, [], { ordered: [['reps', 'high']] }), object({ reps })],
  ['bytes-narrow', any(100), any(99)],
  ['bytes-widen', any(100), any(101)],
  ['strict-to-loose', object({ reps }), any(100)],
  ['loose-to-strict', any(100), object({ reps })],
  ['strict-to-loose', object({ reps }), object({ reps }, [], { others: anything })],
  ['loose-to-strict', object({ reps }, [], { others: anything }), object({ reps })],
  [
    'json-range-widen *',
    object({}, [], { others: reps }),
    object({}, [], { others: number(0, 101, 1) }),
  ],
  ['json-range-narrow', text(), email],
  ['json-undecided', union(reps, text()), union(reps, text(9))],
  ['json-undecided', reps, union(reps, text())],
  ['json-undecided', anything, reps],
  ['json-undecided', { kind: 'json' }, anything],
  ['json-undecided', { kind: 'recursion', path: 'a' }, { kind: 'recursion', path: 'b' }],
  ['json-undecided', object({ reps }), { kind: 'record', value: reps }],
  [
    'json-undecided',
    { kind: 'record', value: reps },
    { kind: 'record', value: reps, key: text(9) },
  ],
  [
    'json-range-widen *',
    { kind: 'record', value: reps },
    { kind: 'record', value: number(0, 101, 1) },
  ],
  ['json-undecided', tuple({}), tuple({ rest: reps })],
  ['json-undecided', tuple({}), tuple({ least: 0 })],
  ['bytes-narrow', nested(9, reps), nested(8, reps)],
  ['bytes-widen', nested(9, reps), nested(10, reps)],
  ['json-range-widen', nested(9, reps), nested(9, number(0, 101, 1))],
  ['json-undecided', reps, nested(9, reps)],
  ['json-range-widen', list(reps), { kind: 'list', element: reps, least: 0, uniqueBy: [] }],
];

describe('a change inside JSON is found by its rule and its place', () => {
  it.each(changes)('%s', async (expected, before, after) => {
    expect(await found(schema(before), schema(after))).toEqual([expected]);
  });

  it('a key is not decided that other documents may have had', async () => {
    const before = object({ reps }, [], { others: anything });
    const after = object({ reps, tempo: reps }, ['tempo'], { others: anything });
    expect(await found(schema(before), schema(after))).toEqual(
      ['json-undecided tempo', 'key-add-optional tempo'].toSorted(),
    );
    expect(await found(schema(after), schema(after))).toEqual([]);
  });

  it.each([
    ['contract-add', undefined, reps],
    ['contract-delete', reps, undefined],
  ])('%s', async (expected, before, after) => {
    expect(await found(schema(before), schema(after))).toEqual([expected]);
  });

  it.each([
    ['key-add-optional', object({ reps }), object({ reps, tempo: reps }, ['tempo'])],
    ['strict-to-loose', object({ reps }), any(100)],
  ])('%s is nothing for apps that read tolerantly', async (_, before, after) => {
    const tolerant = schema(before, '', { reading: 'tolerant' });
    expect(await found(tolerant, schema(after))).toEqual([]);
    // the reverse is a rule for writers
    expect(
      await found({ ...tolerant, ...schema(after), reading: 'tolerant' }, schema(before)),
    ).toHaveLength(1);
  });

  it('unit-same', async () => {
    const grams = schema(reps, 'The weight in grams.');
    expect(await found(grams, schema(reps, 'The weight in kilograms.'))).toEqual(['unit-same']);
    expect(await found(grams, schema(reps, 'In grams, the weight of a set.'))).toEqual([]);
  });

  it.each<[string, ContractNode, ContractNode]>([
    ['keys in another order', object({ a: reps, b: text() }), object({ b: text(), a: reps })],
    ['words in another order', words('a', 'b'), words('b', 'a')],
    [
      'a map, and an object with the same optional keys',
      { kind: 'map', keys: ['a', 'b'], value: reps, atLeastOne: [] },
      object({ a: reps, b: reps }, ['a', 'b']),
    ],
    [
      'null in a list of words, or beside it',
      words('a', null),
      { kind: 'nullable', node: words('a') },
    ],
  ])('%s: nothing', async (_, before, after) => {
    expect(await found(schema(before), schema(after))).toEqual([]);
  });
});

describe('what is around the tables', () => {
  const of = (more: Partial<Facts>) => schema(reps, '', more);

  it.each<[string, Partial<Facts>, Partial<Facts>]>([
    [
      'api-schemas more',
      { api: { schemas: ['public', 'more'], maxRows: 9 } },
      { api: { schemas: ['public'], maxRows: 9 } },
    ],
    [
      'api-max-rows api.max_rows',
      { api: { schemas: ['public'], maxRows: 9 } },
      { api: { schemas: ['public'], maxRows: 8 } },
    ],
    [
      'publication-no-delete public.logs',
      { publications: { live: ['public.logs'] } },
      { publications: { live: [] } },
    ],
    ['errcode-same PK101', { errorCodes: ['PK101'] }, {}],
  ])('%s', async (expected, before, after) => {
    expect(await found(of(before), of(after))).toEqual([expected]);
    // the reverse breaks nothing
    expect(await found(of(after), of(before))).toEqual([]);
  });
});

it('every rule about JSON and what is around is among the changes', () => {
  const tried = new Set([
    ...changes.map(([expected]) => expected.split(' ')[0]),
    'contract-add',
    'contract-delete',
    'unit-same',
    'api-schemas',
    'api-max-rows',
    'publication-no-delete',
  ]);
  const own =
    /^(?:api-|publication-|key-|json-|word-|variant-|bytes-|contract-|unit-|strict-|loose-)/;
  expect(Object.keys(rules).filter((rule) => own.test(rule) && !tried.has(rule))).toEqual([]);
});

describe('a key that was there once as something else', () => {
  const sentenceOf = (node: ContractNode, sentence = '') => ({
    [column]: { node: list(node), sentences: { '[].tempo': sentence } },
  });
  const before = schema(list(object({ reps })));
  const again = (tempo: ContractNode, sentence = '') =>
    schema(undefined, '', {
      contracts: sentenceOf(object({ reps, tempo }, ['tempo']), sentence),
    });
  const place = '[].tempo: the key had another meaning once, and is used again';

  it.each<[string, Named<ContractFacts>, Facts]>([
    ['another type', sentenceOf(object({ reps, tempo: text(9) })), again(reps)],
    [
      'other words inside',
      sentenceOf(object({ tempo: object({ a: words('x') }) })),
      again(object({ a: words('y') })),
    ],
    [
      'another unit',
      sentenceOf(object({ tempo: reps }), 'In seconds.'),
      again(reps, 'In minutes.'),
    ],
  ])('%s', (_, past, now) => {
    expect(reusedKeys(before, now, [{}, past])).toEqual([
      { rule: 'name-reused', object: column, says: place },
    ]);
  });

  it('is nothing if it means the same, or was never there, or is there all the time', () => {
    const same = sentenceOf(object({ tempo: reps }));
    expect(reusedKeys(before, again(reps), [same, sentenceOf(object({ reps }))])).toEqual([]);
    const past = sentenceOf(object({ tempo: text(9) }));
    expect(reusedKeys(again(reps), again(reps), [past])).toEqual([]);
    expect(reusedKeys(before, before, [past])).toEqual([]);
  });
});
