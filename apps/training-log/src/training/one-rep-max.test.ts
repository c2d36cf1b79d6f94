import { expect, it } from 'vitest';
import { estimateOneRepMax, tellsStrength } from './one-rep-max.ts';

it.each([
  // an all-out single is itself
  [140_000, 1, 10, 140_000],
  // five reps at RPE 8 are 81.1 % (the chart's row for 8)
  [115_000, 5, 8, 141_800],
  [100_000, 3, 9, 112_108],
  // twelve reps at RPE 6 are less than the chart knows
  [80_000, 12, 10, 117_647],
])('%i g for %i at RPE %d give %i g', (grams, reps, rpe, estimate) => {
  expect(estimateOneRepMax(grams, reps, rpe)).toBe(estimate);
});

it('an easier set gives more than the same set all-out; one without an RPE counts as that', () => {
  expect(estimateOneRepMax(80_000, 8, 7)).toBeGreaterThan(estimateOneRepMax(80_000, 8, 10) ?? 0);
  expect(estimateOneRepMax(80_000, 8)).toBe(estimateOneRepMax(80_000, 8, 10));
});

it.each([
  ['a failed set', 140_000, 0, 10],
  ['an empty hand', 0, 5, 10],
  ['a set of 13', 60_000, 13, 10],
  ['an easy set', 60_000, 3, 5.5],
  ['what is past the end of the chart', 60_000, 12, 6],
])('%s gives no estimate', (_what, grams, reps, rpe) => {
  expect(estimateOneRepMax(grams, reps, rpe)).toBeUndefined();
});

it('speed days and deloads give no estimate', () => {
  expect(['heavy', 'rep', 'explosive', 'deload'].map(tellsStrength)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
