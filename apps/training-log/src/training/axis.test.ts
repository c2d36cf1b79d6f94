import { describe, expect, it } from 'vitest';
import { numberAxis, timeAxis } from './axis.ts';

const day = (text: string) => new Date(`${text}T18:30:00`).getTime();
const marks = (from: string, to: string) =>
  timeAxis([day(from), day(to)]).ticks.map((time) => new Date(time).toDateString().slice(4));

describe('an axis of weights', () => {
  it('has round marks around its values, in the unit of the lifter', () => {
    expect(numberAxis([92_200, 117_700], 1000).ticks).toEqual([90_000, 100_000, 110_000, 120_000]);
    const pounds = numberAxis([92_200, 117_700], 453.59237).ticks;
    expect(pounds.map((grams) => Math.round(grams / 453.59237))).toEqual([200, 220, 240, 260]);
  });

  it('places the lowest mark at 0 and the highest at 1', () => {
    const { ticks, place } = numberAxis([40_000, 207_700], 1000);
    expect([place(ticks[0] ?? 0), place(ticks.at(-1) ?? 0)]).toEqual([0, 1]);
    expect(ticks[0]).toBeGreaterThanOrEqual(0);
  });

  it('has room for one value alone', () => {
    const { ticks, place } = numberAxis([100_000], 1000);
    expect(ticks).toEqual([99_000, 100_000, 101_000]);
    expect(place(100_000)).toBe(0.5);
  });
});

describe('an axis of time', () => {
  it('marks days of a few weeks, both ends where the days go up in it', () => {
    expect(marks('2026-02-02', '2026-02-23')).toEqual([
      'Feb 02 2026',
      'Feb 09 2026',
      'Feb 16 2026',
      'Feb 23 2026',
    ]);
    expect(marks('2026-02-02', '2026-02-04')).toHaveLength(3);
  });

  it('marks first days of months of a longer time, four at most', () => {
    expect(marks('2025-11-12', '2026-02-23')).toEqual([
      'Dec 01 2025',
      'Jan 01 2026',
      'Feb 01 2026',
    ]);
    expect(marks('2022-11-29', '2026-11-22')).toEqual([
      'Jan 01 2023',
      'Jan 01 2024',
      'Jan 01 2025',
      'Jan 01 2026',
    ]);
    for (let years = 1; years < 40; years += 1) {
      const count = marks('2020-05-05', `${2020 + years}-05-05`).length;
      expect(count, `${years} years`).toBeGreaterThan(0);
      expect(count, `${years} years`).toBeLessThanOrEqual(4);
    }
  });

  it('has one day alone in the middle', () => {
    const { ticks, place } = timeAxis([day('2026-02-02')]);
    expect(ticks.map(place)).toEqual([0.5]);
  });
});
