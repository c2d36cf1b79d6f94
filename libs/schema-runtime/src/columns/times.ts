import * as z from 'zod';
import { expected } from './words.ts';

// Calls are marked as pure, so a bundler leaves out unused schemas.

const dayError = /* @__PURE__ */ expected('a day of the calendar such as 2026-02-22');

/**
 * `date`: a day that the calendar has, from 0001-01-01 to 9999-12-31. The day's other
 * spellings, years past these and `infinity` are nothing that apps write, though Postgres
 * would take them.
 */
export const date = /* @__PURE__ */ z.iso
  .date({ error: dayError, abort: true })
  // before the year 1 came the year 1 BC
  .refine((value) => !value.startsWith('0000'), { error: dayError });

/** Minutes; Postgres's MAX_TZDISP_HOUR. */
const largestOffset = 15 * 60 + 59;
/** Digits after the second. Postgres keeps six and rounds; past a hundred it refuses the text. */
const mostDigits = 9;

const first = /* @__PURE__ */ startOfDay(1);
const pastLast = /* @__PURE__ */ startOfDay(10_000);

const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * `timestamptz`: a moment in ISO 8601 with its offset: `2026-02-22T20:42:00.123456+00:00` as the
 * Data API writes it, `2026-02-22T20:42:00.123Z` as JavaScript does, any other offset up to 15:59.
 * Up to nine digits after the second; Postgres keeps six.
 *
 * The moment is in the years 1 to 9999 in UTC, so a stored value comes back in the same form.
 * Postgres would also take `infinity`, 24:00:00 and the second 60, which `new Date` does not read
 * or moves to the next minute or day.
 */
export const timestamptz = /* @__PURE__ */ z.iso
  .datetime({
    offset: true,
    abort: true,
    error: expected('a time with its offset, such as 2026-02-22T20:42:00Z'),
  })
  .refine((value) => whyNotStored(value) === undefined, {
    error: ({ input }) => whyNotStored(String(input)) ?? 'expected a time with its offset',
  });

/** Why Postgres would not keep this moment; undefined if it would. */
function whyNotStored(value: string): string | undefined {
  const [, year, month, day, hour, minute, second, digits = '', sign, hours, minutes] =
    parts.exec(value) ?? [];
  if (year === '0000') return 'there is no year 0000: the year before 1 is 1 BC';
  if (digits.length > mostDigits) {
    return `expected at most ${mostDigits} digits after the second, got ${digits.length}`;
  }
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  if (offset > largestOffset) {
    return `expected an offset up to 15:59, got ${sign}${hours}:${minutes}`;
  }
  const instant =
    startOfDay(Number(year), Number(month), Number(day)) +
    (Number(hour) * 60 + Number(minute) - (sign === '-' ? -offset : offset)) * 60 +
    Number(second) +
    // what rounds up to a whole second
    (Math.round(Number(`0.${digits}`) * 1_000_000) === 1_000_000 ? 1 : 0);
  if (instant < first || instant >= pastLast) {
    return 'expected a time in the years 1 to 9999, counted in UTC';
  }
  return undefined;
}

/** Seconds since 1970 at the start of a day in UTC. `Date.UTC` takes the year 1 for 1901. */
function startOfDay(year: number, month = 1, day = 1): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / 1000;
}
