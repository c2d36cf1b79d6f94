import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { boolean } from './boolean.ts';
import { computed } from './computed.ts';
import { noSuchColumn } from './no-such-column.ts';
import { oneOf } from './one-of.ts';

const problem = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

describe('boolean', () => {
  it('takes true and false alone', () => {
    expect([true, false].map((value) => boolean.parse(value))).toEqual([true, false]);
    for (const value of ['true', 't', 1, 0, null, undefined]) {
      expect(boolean.safeParse(value).success).toBe(false);
    }
    expect(problem(boolean, 'yes')).toEqual(['expected true or false, got "yes"']);
  });
});

describe('oneOf', () => {
  it('takes the values that are listed, exactly as they are', () => {
    const lift = oneOf(['squat', 'bench', 'deadlift']);
    expect(lift.parse('bench')).toBe('bench');
    for (const value of ['Bench', 'bench ', '', 0, null]) {
      expect(lift.safeParse(value).success).toBe(false);
    }
    expect(problem(lift, 'curl')).toEqual(['expected squat, bench or deadlift, got "curl"']);
    expect([...lift.values]).toEqual(['squat', 'bench', 'deadlift']);
  });

  it('takes numbers as numbers', () => {
    const block = oneOf([1, 2, 3]);
    expect(block.parse(3)).toBe(3);
    expect(problem(block, '3')).toEqual(['expected 1, 2 or 3, got "3"']);
    expect(problem(oneOf([1]), 0)).toEqual(['expected 1, got 0']);
  });
});

describe('an object of columns', () => {
  const insert = z.strictObject({ id: computed.exactOptional() }, noSuchColumn('sessions'));

  it('says which column does not exist', () => {
    expect(insert.parse({})).toEqual({});
    expect(problem(insert, { stats: 1, 'a b': 2 })).toEqual([
      'sessions has no column "stats", "a b"',
    ]);
    expect(problem(insert, [])).toEqual(['expected an object with the columns of sessions']);
  });

  it('leaves to Postgres what only Postgres writes', () => {
    for (const id of [1, null, undefined]) {
      expect(problem(insert, { id })).toEqual(['Postgres writes this column itself: leave it out']);
    }
  });
});
