import { dayOf, momentOf, offsetOf } from './moments.ts';
import { textLike } from './text-like.ts';

// Times of columns without a CHECK of their years, and those whose type has no offset. Calls are
// marked as pure, so a bundler leaves out unused schemas.

/**
 * `date` whose years no CHECK limits: any day that Postgres has, `0044-03-15 BC`, `12345-01-01`,
 * `infinity` and `-infinity` among them. `new Date` does not read those.
 */
export const anyDate = /* @__PURE__ */ textLike(
  'a day such as 2026-02-22, or infinity',
  (value) => dayOf(value) !== undefined,
);

/** `timestamptz` whose years no CHECK limits: any moment that Postgres has, as `anyDate`. */
export const anyTimestamptz = /* @__PURE__ */ textLike(
  'a time with its offset, such as 2026-02-22T20:42:00Z, or infinity',
  (value) => isMoment(value, true),
);

/** `timestamp`, which has no offset, whose years no CHECK limits. */
export const anyTimestamp = /* @__PURE__ */ textLike(
  'a time without an offset, such as 2026-02-22T20:42:00, or infinity',
  (value) => isMoment(value, false),
);

const firstYear = /* @__PURE__ */ momentOf('0001-01-01T00:00:00', false) ?? 0;
const pastYears = /* @__PURE__ */ momentOf('10000-01-01T00:00:00', false) ?? 0;

/** `timestamp` in the years 1 to 9999, by a CHECK. */
export const timestamp = /* @__PURE__ */ textLike(
  'a time without an offset in the years 1 to 9999, such as 2026-02-22T20:42:00',
  (value) => {
    const moment = isMoment(value, false) ? momentOf(value, false) : undefined;
    return moment !== undefined && moment >= firstYear && moment < pastYears;
  },
);

/** JSON has a T before the hour; a space is for ranges. */
function isMoment(value: string, withOffset: boolean): boolean {
  return !/^\S+ \d/.test(value) && momentOf(value, withOffset) !== undefined;
}

const timeOfDay = /^(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?|24:00:00)$/;

/** `time`: `20:42:00` with up to nine digits after the second; Postgres keeps six. */
export const time = /* @__PURE__ */ textLike('a time of day such as 20:42:00', (value) =>
  timeOfDay.test(value),
);

/** `timetz`: a time of day with its offset: `20:42:00+02`. */
export const timetz = /* @__PURE__ */ textLike(
  'a time of day with its offset, such as 20:42:00+02:00',
  (value) => {
    const at = value.search(/[Z+-]/);
    return timeOfDay.test(value.slice(0, at)) && offsetOf(value.slice(at)) !== undefined;
  },
);

/**
 * `interval`: `1 year 2 mons 3 days 04:05:06.7` as Postgres writes it, an ISO 8601 duration such
 * as `P1Y2M3DT4H5M6.7S`, `infinity` and `-infinity`.
 */
export const interval = /* @__PURE__ */ textLike(
  'an interval such as 3 days 04:05:06 or P3DT4H5M6S',
  isInterval,
);

const postgresInterval =
  /^(?=[^ ])(?!.* $)(?:([+-]?\d{1,9}) years?(?: |$))?(?:([+-]?\d{1,10}) mons?(?: |$))?(?:([+-]?\d{1,10}) days?(?: |$))?(?:[+-]?(\d{1,10}):([0-5]\d):([0-5]\d(?:\.\d{1,6})?))?$/;
const isoInterval =
  /^P(?=\d|T\d)(?:(\d{1,9})Y)?(?:(\d{1,10})M)?(?:(\d{1,10})D)?(?:T(?=\d)(?:(\d{1,10})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,6})?)S)?)?$/;

/** Postgres keeps months and days in four bytes, and microseconds in eight. */
const mostUnits = 2 ** 31 - 1;
const mostHours = 2_562_047_788;
const lastSeconds = 54.775_807;

function isInterval(value: string): boolean {
  if (value === 'infinity' || value === '-infinity') return true;
  const parts = postgresInterval.exec(value) ?? isoInterval.exec(value);
  if (!parts) return false;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = Array.from(
    parts.slice(1),
    (part) => Number(part ?? 0),
  );
  return (
    Math.abs(years * 12 + months) <= mostUnits &&
    Math.abs(days) <= mostUnits &&
    (hours < mostHours || (hours === mostHours && minutes * 60 + seconds <= lastSeconds))
  );
}
