import { expect, it } from 'vitest';
import { parseDuration } from './go-duration.ts';

it.each([
  ['0', 0],
  ['1h', 3600],
  ['1m0s', 60],
  ['1h30m0.5s', 5400.5],
  ['-1.5h', -5400],
  ['+250ms', 0.25],
  ['.5s', 0.5],
  ['10', undefined],
  ['', undefined],
  ['1d', undefined],
  ['1h 2m', undefined],
  ['.s', undefined],
])('the duration %j is %s seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
