import { expect, it } from 'vitest';
import { estimateOneRepMax } from './one-rep-max.ts';

it('estimates by Epley, where a single is itself and a failed set is nothing', () => {
  expect(estimateOneRepMax(140_000, 1)).toBe(140_000);
  expect(estimateOneRepMax(140_000, 3)).toBe(154_000);
  expect(estimateOneRepMax(100_000, 30)).toBe(200_000);
  expect(estimateOneRepMax(87_500, 5)).toBe(102_083);
  expect(estimateOneRepMax(140_000, 0)).toBe(0);
});
