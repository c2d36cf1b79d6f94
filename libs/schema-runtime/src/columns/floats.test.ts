import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { doublePrecision, numericOrNaN, real, wideNumeric } from './floats.ts';

const words = ['NaN', 'Infinity', '-Infinity'];

describe.each<[name: string, schema: z.ZodType, taken: unknown[], refused: unknown[]]>([
  [
    'double precision',
    doublePrecision(),
    [0.1, 5e-324, 1.797_693_134_862_315_7e308, ...words],
    // JSON.stringify would make them null
    [Number.NaN, Number.POSITIVE_INFINITY, '0.1', 'nan', null],
  ],
  // for Postgres NaN is more than any number, and 'NaN' <= 1 is false (23514)
  ['double precision up to 1', doublePrecision({ most: 1 }), [1, '-Infinity'], [2, 'NaN']],
  ['double precision from 0', doublePrecision({ least: 0 }), [0, 'NaN', 'Infinity'], [-1]],
  ['double precision from 0 to 1', doublePrecision({ least: 0, most: 1 }), [0, 1], [2, ...words]],
  // 22003 past the ends, and where a number would become 0
  ['real', real(), [3.402_823_5e38, 1.4e-45, 0.1, 0, ...words], [3.5e38, 1e-46]],
  ['real up to 1', real({ most: 1 }), [1, 1.000_000_01], [1.1, 'NaN']],
  ['numeric', wideNumeric(), [1e300, 0.1, ...words], [Number.NaN, '1']],
  [
    'numeric(20, 4)',
    wideNumeric({}, { precision: 20, scale: 4 }),
    // 9999999999999999.9999 is read as this
    [1e16, -0.0001, 'NaN'],
    [1.1e16, 'Infinity'],
  ],
  ['numeric from 0', wideNumeric({ least: 0 }), [0, 'NaN', 'Infinity'], [-1, '-Infinity']],
  ['numeric(3, 1) without a CHECK', numericOrNaN(3, 1), [99.94, 'NaN'], [99.95, 'Infinity']],
  ['numeric(3, 1) from 1', numericOrNaN(3, 1, { least: 1 }), [1, 0.95, 'NaN'], [0.94]],
])('%s', (_name, schema, taken, refused) => {
  it('accepts the numbers of Postgres, and the texts of JSON for others', () => {
    const takes = (values: readonly unknown[]) =>
      values.filter((value) => schema.safeParse(value).success);
    expect(takes(taken)).toEqual(taken);
    expect(takes(refused)).toEqual([]);
  });
});

it.each([
  [doublePrecision(), 'expected a number or "NaN", got "x"'],
  [doublePrecision({ least: 0, most: 1 }), 'expected a number from 0 to 1, got "x"'],
  [real({ most: 1 }), 'expected a number up to 1 or "-Infinity", got "x"'],
  [numericOrNaN(3, 1), 'expected a number from -99.9 to 99.9 or "NaN", got "x"'],
])('says what it expected: %#', (schema, message) => {
  expect(schema.safeParse('x').error?.issues.map((issue) => issue.message)).toEqual([message]);
});
