import * as z from 'zod';
import { numeric, type NumericRange } from './numbers.ts';
import { expected } from './words.ts';

/*
 * JSON has no NaN and no infinity: Postgres writes them as texts. The types of the Supabase CLI say
 * `number` of such a column all the same, and so do these schemas. `Number(value)` is the number
 * that a text stands for.
 */

type Range = Pick<NumericRange, 'least' | 'most'>;

/** A number that fits, or the text of a value that JSON lacks. */
function numberOrText(
  words: readonly string[],
  range: NumericRange,
  fits: (value: number) => boolean,
  kind = 'a number',
) {
  const { least, most } = range;
  const from = least === undefined ? '' : ` from ${least}`;
  const to = most === undefined ? '' : `${least === undefined ? ' up' : ''} to ${most}`;
  const text = words.length === 0 ? '' : ` or ${JSON.stringify(words[0])}`;
  return z.custom<number>(
    (value) => (typeof value === 'number' ? fits(value) : words.some((word) => word === value)),
    { error: expected(`${kind}${from}${to}${text}`) },
  );
}

/** The texts that a range leaves. For Postgres NaN is more than all numbers. */
function wordsIn({ least, most }: Range): readonly string[] {
  return [
    ...(most === undefined ? ['NaN', 'Infinity'] : []),
    ...(least === undefined ? ['-Infinity'] : []),
  ];
}

const isIn = (value: number, { least = -Infinity, most = Infinity }: Range) =>
  value >= least && value <= most;

/** `double precision`: JavaScript's own numbers, with what a CHECK leaves of them. */
export function doublePrecision(range: Range = {}) {
  return numberOrText(
    wordsIn(range),
    range,
    (value) => Number.isFinite(value) && isIn(value, range),
  );
}

/** The first number that is too large for `real`, and the largest that it rounds to 0. */
const pastReal = 2 ** 128 - 2 ** 103;
const nothing = 2 ** -150;

/**
 * `real`: four bytes, some seven digits. Postgres rounds a number. It refuses one that is too
 * large, or so small that it would become 0 (22003). A CHECK sees the rounded number.
 */
export function real(range: Range = {}) {
  return numberOrText(wordsIn(range), range, (value) => {
    const size = Math.abs(value);
    const fits = size === 0 || (size > nothing && size < pastReal);
    return fits && isIn(Math.fround(value), range);
  });
}

/**
 * `numeric` with more digits than JavaScript's numbers have, or without a limit. JSON has all
 * digits; `JSON.parse` makes the nearest number of them, which is not exact past 15 digits. Select
 * the column as text (`select=price::text`) where each digit counts.
 *
 * @param digits of `numeric(precision, scale)`; a column without them may be infinite too
 */
export function wideNumeric(range: Range = {}, digits?: { precision: number; scale: number }) {
  const words = wordsIn(range).filter((word) => digits === undefined || word === 'NaN');
  // JSON.parse rounds to the nearest number, which may be just past the limit
  const past = digits === undefined ? Infinity : Number(`1e${digits.precision - digits.scale}`);
  return numberOrText(
    words,
    range,
    (value) => Math.abs(value) <= past && Number.isFinite(value) && isIn(value, range),
  );
}

/** `numeric(precision, scale)` that no CHECK keeps from being NaN. */
export function numericOrNaN(precision: number, scale: number, range?: NumericRange) {
  const number = numeric(precision, scale, range);
  const most = Number(`${'9'.repeat(precision)}e${-scale}`);
  return numberOrText(
    ['NaN'],
    { least: range?.least ?? -most, most: range?.most ?? most },
    (value) => number.safeParse(value).success,
  );
}
