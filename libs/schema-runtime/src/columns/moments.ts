/** The number of a day from 1970-01-01; undefined if Postgres has no such day. */
export function dayOf(text: string): number | undefined {
  const infinite = infinities.get(text);
  if (infinite !== undefined) return infinite;
  const [, year = '', month, day, before] = dayParts.exec(text) ?? [];
  return year === '' ? undefined : dayNumber(year, Number(month), Number(day), before);
}

/** Seconds from 1970; undefined if Postgres has no such moment. Its offset must be there or not. */
export function momentOf(text: string, withOffset: boolean): number | undefined {
  const infinite = infinities.get(text);
  if (infinite !== undefined) return infinite;
  const [, year = '', month, day, hour, minute, second, digits = '', zone, before] =
    momentParts.exec(text) ?? [];
  if (year === '' || withOffset !== (zone !== undefined)) return undefined;
  const number = dayNumber(year, Number(month), Number(day), before);
  const offset = zone === undefined ? 0 : offsetOf(zone);
  if (number === undefined || offset === undefined) return undefined;
  // Postgres keeps six digits and rounds the seventh. A number of seconds has fewer digits in the
  // last years, where .999999 must not become the next second
  const fraction = Math.round(Number(`0.${digits}0`) * 1_000_000) / 1_000_000;
  const part = fraction < 1 ? Math.min(fraction, 0.99) : 1;
  const time = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + part;
  const moment = number * secondsOfDay + time - offset;
  return moment >= firstMoment && moment < pastLastMoment ? moment : undefined;
}

/** Seconds of an offset such as `+05:30`; undefined past the 15:59:59 that Postgres takes. */
export function offsetOf(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes = '0', seconds = '0'] = offsetParts.exec(text) ?? [];
  if (sign === undefined || Number(hours) > 15) return undefined;
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -offset : offset;
}

const infinities = /* @__PURE__ */ new Map([
  ['infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
]);
const dayParts = /^(\d{4,7})-(\d\d)-(\d\d)( BC)?$/;
const momentParts =
  /^(\d{4,6})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(Z|[+-][\d:]+)?( BC)?$/;
const offsetParts = /^([+-])(\d\d)(?::([0-5]\d)(?::([0-5]\d))?)?$/;

const secondsOfDay = 86_400;
const lastYear = 5_874_897;
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year 1 BC is the year 0 here. */
function dayNumber(digits: string, month: number, day: number, before: string | undefined) {
  const named = Number(digits);
  const year = before === undefined ? named : 1 - named;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (daysOfMonth[month - 1] ?? 0);
  if (named === 0 || named > lastYear || day < 1 || day > days) return undefined;
  const number = daysSince1970(year, month, day);
  return number >= firstDay ? number : undefined;
}

/** Counts in years that begin in March, so the leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return from * 365 + leapDays + ofYear - 719_468;
}

/** 4714-11-24 BC, the day 0 of Postgres's calendar. */
const firstDay = /* @__PURE__ */ daysSince1970(-4713, 11, 24);
const firstMoment = firstDay * secondsOfDay;
const pastLastMoment = /* @__PURE__ */ daysSince1970(294_277, 1, 1) * secondsOfDay;
