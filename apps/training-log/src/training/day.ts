import { calendarDay } from '@parakeet/db-types';
import { oncePerKey } from './once-per-key.ts';

export { calendarDay };

/** The day that is some days after (or, below 0, before) another. */
export function addDays(day: string, days: number): string {
  // counted in UTC, where every day has 24 hours
  const moment = new Date(atNoon(day) + days * 86_400_000);
  return dayText(moment.getUTCFullYear(), moment.getUTCMonth() + 1, moment.getUTCDate());
}

/** How many days it is from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((atNoon(to) - atNoon(from)) / 86_400_000);
}

const dayFormat = oncePerKey(
  (locale: string | undefined) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }),
);

/** A day in the lifter's words: `Mon, 23 Nov`. */
export function dayInWords(day: string, locale?: string): string {
  return dayFormat(locale).format(atNoon(day));
}

/** The lifter's calendar day of a moment, in words. */
export function dayAt(moment: string | number): string {
  return dayInWords(calendarDay(new Date(moment)));
}

/** A day in words, with its year where that is not this one. */
export function dayWithYear(day: string): string {
  const year = day.slice(0, 4);
  return year === calendarDay().slice(0, 4) ? dayInWords(day) : `${dayInWords(day)} ${year}`;
}

/** A day as one says it from today: `Today`, `Yesterday`, `Mon, 23 Nov`. */
export function dayFromToday(day: string, today: string, locale?: string): string {
  const away = daysBetween(today, day);
  if (away === 0) return 'Today';
  if (away === 1) return 'Tomorrow';
  if (away === -1) return 'Yesterday';
  return dayInWords(day, locale);
}

function atNoon(day: string): number {
  const [year = Number.NaN, month = Number.NaN, date = Number.NaN] = day.split('-').map(Number);
  const moment = Date.UTC(year, month - 1, date, 12);
  if (Number.isNaN(moment)) throw new RangeError(`expected a day as 2026-02-22, got ${day}`);
  return moment;
}

function dayText(year: number, month: number, date: number): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(date, 2)}`;
}
