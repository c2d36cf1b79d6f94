import { expect, it } from 'vitest';
import { expected } from './expected.ts';

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
