import { expect, it } from 'vitest';
import { either, expected } from './words.ts';

it.each([
  ['tomorrow', '"tomorrow"'],
  ['x'.repeat(100), `"${'x'.repeat(40)}…"`],
  ['two\nlines', '"two\\nlines"'],
  [undefined, 'nothing'],
  [null, 'null'],
  [Number.NaN, 'NaN'],
  [1n, '1'],
  [false, 'false'],
  [[1], 'a list'],
  [{ a: 1 }, 'an object'],
  [() => 1, 'a function'],
])('says what it got: %o', (input, said) => {
  expect(expected('a day')({ input })).toBe(`expected a day, got ${said}`);
});

it.each([
  [['squat', 'bench', 'deadlift'], 'squat, bench or deadlift'],
  [[1, 2], '1 or 2'],
  [['kg'], 'kg'],
])('lists %j as %s', (words, list) => {
  expect(either(words)).toBe(list);
});
