import { expect, it } from 'vitest';
import * as z from 'zod';
import { computed, noSuch } from './keys.ts';

const insert = z.strictObject({ id: computed.exactOptional() }, noSuch('column', 'sessions'));
const args = z.strictObject({}, noSuch('argument', 'start_program'));
const leaveOut = 'Postgres writes this column itself: leave it out';

it.each<[message: string, schema: z.ZodType, value: unknown]>([
  ['sessions has no column "stats", "a b"', insert, { stats: 1, 'a b': 2 }],
  ['expected an object with the columns of sessions', insert, []],
  ['start_program has no argument "weeks"', args, { weeks: 1 }],
  ['expected an object with the arguments of start_program', args, null],
  [leaveOut, insert, { id: 1 }],
  [leaveOut, insert, { id: null }],
  [leaveOut, insert, { id: undefined }],
])('says: %s', (message, schema, value) => {
  expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([message]);
});

it('accepts an object without the columns that only Postgres writes', () => {
  expect(insert.parse({})).toEqual({});
});
