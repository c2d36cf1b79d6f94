import * as z from 'zod';
import { expected } from './expected.ts';

/** `smallint`: two bytes. */
export const smallint = wholeNumber(-(2 ** 15), 2 ** 15 - 1);

/** `integer`: four bytes. In grams times reps that is some 2,147 tonnes. */
export const integer = wholeNumber(-(2 ** 31), 2 ** 31 - 1);

/** `bigint`: eight bytes, of which JavaScript's numbers hold 53 bits. */
export const bigint = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** A whole number from `least` to `most`, both included: what a CHECK leaves of a type. */
export function wholeNumber(least: number, most: number) {
  const error = expected(`a whole number from ${least} to ${most}`);
  return z.int({ error, abort: true }).gte(least, { error }).lte(most, { error });
}
