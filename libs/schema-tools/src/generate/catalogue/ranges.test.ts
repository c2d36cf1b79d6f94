import { describe, expect, it } from 'vitest';
import { lengthRange, narrowed, numberRange } from './ranges.ts';
import { parseExpression } from './value-lists.ts';

// as pg_get_expr writes them
const ranges: Record<string, object> = {
  '(version >= 1)': { column: 'version', least: 1 },
  '((week_number >= 1) AND (week_number <= 104))': { column: 'week_number', least: 1, most: 104 },
  '((pct >= (0)::numeric) AND (pct <= 1.05))': { column: 'pct', least: 0, most: 1.05 },
  "((level >= '-1'::integer) AND (level <= '3000000000'::bigint))": {
    column: 'level',
    least: -1,
    most: 3_000_000_000,
  },
  '(((rpe >= (1)::numeric) AND (rpe <= (10)::numeric)) AND ((rpe % 0.5) = (0)::numeric))': {
    column: 'rpe',
    least: 1,
    most: 10,
    step: 0.5,
  },
  '((a >= 1) AND (a >= 3))': { column: 'a', least: 3 },
};

const others: Record<string, string> = {
  'an open end': '(a > 0)',
  'two columns': '((a >= 1) AND (b <= 3))',
  'a column in a column’s place': '(a >= b)',
  OR: '((a >= 1) OR (a <= 3))',
  'a remainder that is not 0': '((a % 2) = 1)',
  'a part that is something else': '((a >= 1) AND (a <> 2))',
  'a function of the column': '(abs(a) <= 3)',
  'a day': "(a >= '0001-01-01'::date)",
  infinity: "(a <= 'Infinity'::numeric)",
};

describe('the range that a CHECK allows', () => {
  it.each(Object.entries(ranges))('%s', async (expression, range) => {
    expect(numberRange(await parseExpression(expression))).toEqual(range);
  });

  it.each(Object.entries(others))('is not guessed from %s', async (_what, expression) => {
    expect(numberRange(await parseExpression(expression))).toBeUndefined();
  });

  it('is what all CHECKs of a column allow', () => {
    expect(narrowed([{ least: 1, most: 10 }, { least: 0, most: 5 }, { step: 0.5 }])).toEqual({
      least: 1,
      most: 5,
      step: 0.5,
    });
  });
});

describe('the range that a CHECK allows of whole numbers', () => {
  it.each([
    ['(a > 0)', { column: 'a', least: 1 }],
    ['((a > 0) AND (a < 100))', { column: 'a', least: 1, most: 99 }],
    ['(a < 1.5)', { column: 'a', most: 1 }],
    ["(a > '-1'::integer)", { column: 'a', least: 0 }],
  ])('has open ends: %s', async (expression, range) => {
    expect(numberRange(await parseExpression(expression), true)).toEqual(range);
  });
});

describe('the length that a CHECK allows', () => {
  it.each<[expression: string, range: object | undefined]>([
    ['(char_length(display_name) <= 200)', { column: 'display_name', most: 200 }],
    [
      '((length((code)::text) >= 1) AND (length((code)::text) <= 8))',
      { column: 'code', least: 1, most: 8 },
    ],
    ['(cardinality(affected_lifts) <= 3)', { column: 'affected_lifts', most: 3 }],
    ['(length(name) > 0)', { column: 'name', least: 1 }],
    ['(octet_length(name) <= 200)', undefined],
    ['(char_length(btrim(name)) <= 200)', undefined],
    ['(version >= 1)', undefined],
  ])('%s', async (expression, range) => {
    expect(lengthRange(await parseExpression(expression))).toEqual(range);
  });
});
