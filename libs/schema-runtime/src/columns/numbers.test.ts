import { describe, expect, it } from 'vitest';
import { bigint, integer, numeric, smallint, wholeNumber } from './numbers.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, values: unknown[]) =>
  values.filter((value) => schema.safeParse(value).success);

describe('whole numbers', () => {
  it.each([
    ['smallint', smallint, -32_768, 32_767],
    ['integer', integer, -2_147_483_648, 2_147_483_647],
    ['bigint', bigint, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const)('of %s reach as far as the column does', (_, schema, least, most) => {
    expect(takes(schema, [least, least + 1, 0, -0, most - 1, most])).toHaveLength(6);
    expect(takes(schema, [least - 1, most + 1, 1e21])).toEqual([]);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', true, null, undefined, 2 ** 53, 7n])(
    'are not %s',
    (value) => {
      const { error } = integer.safeParse(value);
      expect(error?.issues).toHaveLength(1);
      expect(error?.issues[0]?.message).toMatch(
        /^expected a whole number from -2147483648 to 2147483647, got /,
      );
    },
  );
});

describe('a whole number in a range', () => {
  const week = wholeNumber(1, 104);

  it('includes both ends', () => {
    expect(takes(week, [0, 1, 104, 105, 1.5, '1'])).toEqual([1, 104]);
  });

  it('names it in the message, or has the given message', () => {
    const problems = [week, wholeNumber(1, 104, () => 'no week')].map(
      (schema) => schema.safeParse(0).error?.issues[0]?.message,
    );
    expect(problems).toEqual(['expected a whole number from 1 to 104, got 0', 'no week']);
  });
});

describe('numeric', () => {
  it('rounds as Postgres does before it looks whether the number fits (22003)', () => {
    const rpe = numeric(3, 1);
    const near = [99.9, 99.94, 99.94999999999999, -99.94, 0, -0, 1e-7, 5e-324];
    expect(takes(rpe, near)).toEqual(near);
    expect(takes(rpe, [99.95, -99.95, 99.95000000000002, 100, 1e308])).toEqual([]);
  });

  it.each([
    // the verdicts of PostgreSQL 17: precision, scale, the last number that fits, the first that
    // does not
    [5, 2, 999.994, 999.995],
    [5, 3, 99.9994, 99.9995],
    [4, 0, 9999.4, 9999.5],
    [3, -1, 9994.9, 9995],
    [2, 5, 0.0009949, 0.000995],
    [14, 14, 0.999_999_999_999_994, 0.999_999_999_999_995],
  ])('(%d,%d) takes %d and refuses %d', (precision, scale, last, first) => {
    const schema = numeric(precision, scale);
    expect(takes(schema, [last, -last, first, -first])).toEqual([last, -last]);
  });

  it.each([Number.NaN, Number.NEGATIVE_INFINITY, '5', 'NaN', null, undefined, 120])(
    'is not %s',
    (value) => {
      const { error } = numeric(3, 1).safeParse(value);
      expect(error?.issues).toHaveLength(1);
      expect(error?.issues[0]?.message).toMatch(/^expected a number from -99.9 to 99.9, got /);
    },
  );

  it.each([
    // as PostgreSQL 17 decided
    [
      'RPE',
      numeric(3, 1, { least: 1, most: 10, step: 0.5 }),
      [0.95, 1, 7.04, 7.45, 7.5, 10.04],
      [0, 0.94, 1.1, 7.06, 9.94, 10.05, -5],
    ],
    [
      'a fraction',
      numeric(5, 3, { least: 0, most: 1.05 }),
      [-0.0004, -0, 1e-20, 1.0504],
      [-0.0005, 1.0505, 1.2],
    ],
    ['an open end', numeric(5, 2, { least: 0.5 }), [0.495, 999.994], [0.494, 999.995, -1]],
  ])('in a range sees %s rounded, as the CHECK does (23514)', (_what, schema, taken, refused) => {
    expect(takes(schema, taken)).toEqual(taken);
    expect(takes(schema, refused)).toEqual([]);
  });

  it('in a range says which', () => {
    const schema = numeric(3, 1, { least: 1, most: 10, step: 0.5 });
    for (const value of [11, 120, 7.2, Number.NaN]) {
      expect(schema.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([
        `expected a number from 1 to 10 in steps of 0.5, got ${value}`,
      ]);
    }
  });

  it('has at most the digits that JavaScript distinguishes', () => {
    expect(() => numeric(15, 2)).toThrow('numeric(15, 2) has more than 14 digits');
  });
});
