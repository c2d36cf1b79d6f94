import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { boolean, oneOf, uuid } from './values.ts';

const lift = oneOf(['squat', 'bench', 'deadlift']);
const block = oneOf([1, 2, 3]);

describe.each<[type: string, schema: z.ZodType, taken: unknown[], refused: unknown[]]>([
  ['boolean', boolean, [true, false], ['true', 't', 1, 0, null, undefined]],
  [
    'uuid',
    uuid,
    [
      '6f9619ff-8b86-d011-b42d-00c04fc964ff', // no version that RFC 9562 knows
      '6F9619FF-8B86-4011-B42D-00C04FC964FF',
      '00000000-0000-0000-0000-000000000000',
      'ffffffff-ffff-ffff-ffff-ffffffffffff',
    ],
    [
      '6f9619ff-8b86-d011-b42d-00c04fc964f',
      '6f9619ff-8b86-d011-b42d-00c04fc964fff',
      '6f9619ff-8b86-d011-b42d-00c04fc964fg',
      '6f9619ff-8b86-d011-b42d-00c04fc964ff\n',
      // Postgres takes these two, and nobody writes them
      '6f9619ff8b86d011b42d00c04fc964ff',
      '{6f9619ff-8b86-d011-b42d-00c04fc964ff}',
      '',
      7,
      null,
    ],
  ],
  ['one of some words', lift, ['squat', 'bench', 'deadlift'], ['Bench', 'bench ', '', 0, null]],
  ['one of some numbers', block, [1, 2, 3], [0, 4, '3', null]],
])('%s', (_type, schema, taken, refused) => {
  it.each(taken)('takes %j', (value) => {
    expect(schema.parse(value)).toBe(value);
  });

  it.each(refused.map((value) => ({ value })))('refuses $value with one message', ({ value }) => {
    expect(schema.safeParse(value).error?.issues).toHaveLength(1);
  });
});

it.each<[message: string, schema: z.ZodType, value: unknown]>([
  ['expected true or false, got "yes"', boolean, 'yes'],
  ['expected a UUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff, got 7', uuid, 7],
  ['expected squat, bench or deadlift, got "curl"', lift, 'curl'],
  ['expected 1, 2 or 3, got "3"', block, '3'],
  ['expected 1, got 0', oneOf([1]), 0],
])('says: %s', (message, schema, value) => {
  expect(schema.safeParse(value).error?.issues[0]?.message).toBe(message);
});

it('a column of some words knows them, in the order of the CHECK', () => {
  expect([...lift.values]).toEqual(['squat', 'bench', 'deadlift']);
});
