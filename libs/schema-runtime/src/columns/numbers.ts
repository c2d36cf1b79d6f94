import * as z from 'zod';
import { expected, limit, type Message } from './words.ts';

/**
 * A whole number from `least` to `most`, both included: what a CHECK leaves of a type.
 *
 * @param error the message for any other value
 */
export function wholeNumber(
  least: number,
  most: number,
  error: Message = expected(`a whole number from ${least} to ${most}`),
) {
  const params = { error, abort: true };
  return z.int(params).gte(least, params).lte(most, params);
}

// Calls are marked as pure, so a bundler leaves out unused schemas.

/** `smallint`: two bytes. */
export const smallint = /* @__PURE__ */ wholeNumber(-32_768, 32_767);

/** `integer`: four bytes. In grams times reps that is some 2,147 tonnes. */
export const integer = /* @__PURE__ */ wholeNumber(-2_147_483_648, 2_147_483_647);

/** `bigint`: eight bytes; JavaScript's numbers hold 53 bits. */
export const bigint = /* @__PURE__ */ wholeNumber(-9_007_199_254_740_991, 9_007_199_254_740_991);

/**
 * A JavaScript number holds any 15 digits. The number that no longer fits has one digit more
 * than the column, and has to be told from its neighbours too.
 */
const mostDigits = 14;

/** What a CHECK leaves of the type's numbers, both ends included. */
export interface NumericRange {
  readonly least?: number;
  readonly most?: number;
  /** The number is a multiple of this. */
  readonly step?: number;
}

/**
 * `numeric(precision, scale)`, as a JavaScript number. Postgres rounds to `scale` digits,
 * halves away from zero, and only then looks whether the number fits: `numeric(3, 1)` takes
 * 99.94, stores 99.9, and refuses 99.95. A CHECK sees the rounded number too: where RPEs go up to
 * 10 in steps of 0.5, 10.04 is 10.
 *
 * @throws RangeError if the precision is more than 14 digits
 */
export function numeric(precision: number, scale: number, range?: NumericRange) {
  if (precision > mostDigits) {
    throw new RangeError(
      `numeric(${precision}, ${scale}) has more than ${mostDigits} digits, too many for a number`,
    );
  }
  const nines = '9'.repeat(precision);
  const most = Number(`${nines}e${-scale}`);
  // half a unit of the last digit more is where rounding leaves the range: 99.95
  const tooMuch = Number(`${nines}5e${-scale - 1}`);
  const inSteps = range?.step === undefined ? '' : ` in steps of ${range.step}`;
  const error = expected(
    `a number from ${range?.least ?? -most} to ${range?.most ?? most}${inSteps}`,
  );
  const params = { error, abort: true };
  const schema = z.number({ error }).gt(-tooMuch, params).lt(tooMuch, params);
  if (!range) return schema;
  const inUnits = (value: number) => rounded(value, scale);
  const first = inUnits(range.least ?? -most);
  const last = inUnits(range.most ?? most);
  const step = range.step === undefined ? 1 : inUnits(range.step);
  return schema.refine(
    (value) => {
      const units = inUnits(value);
      return units >= first && units <= last && units % step === 0;
    },
    { error, params: limit },
  );
}

/** A number in units of its last digit, 7.5 of scale 1 as 75, its halves rounded away from zero. */
function rounded(value: number, scale: number): number {
  const digits = String(Math.abs(value));
  // times ten to the scale in the decimal digits: 0.95 * 10 is 9.5 and not a bit less. What is
  // written with an exponent is too small to be anything, the large being refused already.
  const units = digits.includes('e') ? 0 : Math.round(Number(`${digits}e${scale}`));
  return value < 0 ? -units : units;
}
