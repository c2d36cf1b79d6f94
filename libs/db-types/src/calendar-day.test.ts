import { describe, expect, it } from 'vitest';
import { calendarDay } from './calendar-day.ts';
import { date } from '@parakeet/schema-runtime/columns';

// whatever time zone this runs in; libs/db-tests/src/mistakes runs it in two that are far apart
describe('calendarDay', () => {
  it('is the day that the clock on the wall shows, from its first millisecond to its last', () => {
    expect(calendarDay(new Date(2026, 1, 22, 0, 0, 0, 0))).toBe('2026-02-22');
    expect(calendarDay(new Date(2026, 1, 22, 23, 59, 59, 999))).toBe('2026-02-22');
    expect(calendarDay(new Date(2026, 1, 23))).toBe('2026-02-23');
  });

  it('knows leap days, and fills months, days and years with zeros', () => {
    expect(calendarDay(new Date(2024, 1, 29, 12))).toBe('2024-02-29');
    const early = new Date(2026, 0, 5);
    early.setFullYear(33);
    expect(calendarDay(early)).toBe('0033-01-05');
  });

  it('without a moment is today', () => {
    const before = calendarDay(new Date());
    const today = calendarDay();
    expect([before, calendarDay(new Date())]).toContain(today);
  });

  it('is what a date column takes', () => {
    for (const year of [1, 99, 1970, 2026, 9999]) {
      const moment = new Date(2026, 11, 31);
      moment.setFullYear(year);
      expect(date.safeParse(calendarDay(moment)).success).toBe(true);
    }
  });

  it('refuses texts that are not dates, and dates that no column accepts', () => {
    expect(() => calendarDay(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => calendarDay(new Date(Number.NaN))).toThrow('got Invalid Date');
    expect(() => calendarDay(new Date(10_000, 5, 1))).toThrow(RangeError);
    const old = new Date(2026, 5, 1);
    old.setFullYear(0);
    expect(() => calendarDay(old)).toThrow('in the years 1 to 9999');
  });
});
