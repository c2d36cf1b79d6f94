import { expect, it } from 'vitest';
import { unitOf } from './unit.ts';

it.each([
  ['weight_grams', 'int4', 'grams'],
  ['hrv_ms', 'numeric', 'milliseconds'],
  ['sets_per_week', 'int2', 'sets per week'],
  ['week_number', 'int2', undefined],
  ['completion_pct', 'numeric', undefined],
  ['days', 'text', undefined],
])('the unit of %s, %s', (name, type, unit) => {
  expect(unitOf(name, type)).toBe(unit);
});
