import { expect, it } from 'vitest';
import { count, seconds } from './output.ts';

it('counts in words', () => {
  expect([count(1, 'row'), count(2, 'row'), count(1, 'policy'), count(0, 'policy')]).toEqual([
    '1 row',
    '2 rows',
    '1 policy',
    '0 policies',
  ]);
});

it('says a duration in seconds', () => {
  expect(seconds(1249)).toBe('1.2 s');
});
