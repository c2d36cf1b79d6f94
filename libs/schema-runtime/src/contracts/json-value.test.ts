import { describe, expect, it } from 'vitest';
import { deepest, findNoJson } from './json-value.ts';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const problem = (value: unknown) => {
  const found = findNoJson(value, deepest);
  return found && { path: found.path.slice(0, 3), message: found.message };
};

describe('JSON', () => {
  it.each(
    Object.entries({
      'an empty object': {},
      'an empty list': [],
      'empty text': '',
      text: 'a',
      'a number': 1e308,
      'a zero with a sign': -0,
      'a truth value': false,
      null: null,
      'null inside': [null, { a: null }],
      'objects in lists in objects': { 'ü😀': [1, { b: 'c' }] },
      'a property that is undefined, which is left out': { a: undefined, 'b\0': undefined },
      'an object without a prototype': Object.assign(Object.create(null), { a: 1 }),
      'a key __proto__': JSON.parse('{"__proto__": 1}'),
      '500 levels': nested(500),
    }),
  )('takes %s', (_, value) => {
    expect(problem(value)).toBeUndefined();
  });

  it.each([
    [undefined, [], 'expected JSON, got nothing'],
    [Number.NaN, [], 'JSON has no NaN'],
    [{ a: [1, Number.POSITIVE_INFINITY] }, ['a', 1], 'JSON has no Infinity'],
    [[1, undefined], [1], 'expected JSON, got nothing'],
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is tried
    [[1, , 2], [1], 'expected JSON, got nothing'],
    [{ a: 1n }, ['a'], 'expected JSON, got a bigint'],
    [{ a: () => 1 }, ['a'], 'expected JSON, got a function'],
    [{ a: new Date(0) }, ['a'], 'expected JSON, got an object of a class'],
    [new Map(), [], 'expected JSON, got an object of a class'],
    ['a\0', [], 'the text holds a NUL character, which Postgres cannot store'],
    [{ a: '\ud83d' }, ['a'], 'the text holds a lone surrogate, which is not a character'],
    [{ a: { 'b\0': 1 } }, ['a'], 'a key holds a NUL character, which Postgres cannot store'],
    [nested(501), [0, 'a', 0], 'nested deeper than 500 levels'],
  ])('refuses %o', (value, path, message) => {
    expect(problem(value)).toEqual({ path, message });
  });

  it('refuses a value that contains itself', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(problem(value)?.message).toBe('nested deeper than 500 levels');
  });
});
