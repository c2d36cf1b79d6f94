import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { limitedText, limitedTextArray, text, textArray } from './text.ts';

const problems = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

const nul = 'the text holds a NUL character, which Postgres cannot store';
const half = 'the text holds a lone surrogate, which is not a character';

describe('text', () => {
  it.each(['', 'a', 'naïve', '😀', '\u{10ffff}', '\u0001\uffff', 'a\nb', ' '.repeat(10_000)])(
    'takes what Postgres can store: %j',
    (value) => {
      expect(text.parse(value)).toBe(value);
    },
  );

  it.each([
    // Postgres: 22P05
    ['a\0b', nul],
    // Postgres: 22P02
    ['\ud83d', half],
    ['\ude00', half],
    ['a\ud83d', half],
    ['\ude00\ud83d', half],
    ['😀\ud83d', half],
    ['\ud83d\ud83d\ude00', half],
    // Postgres would write it down as text
    [1, 'expected text, got 1'],
    [null, 'expected text, got null'],
    [undefined, 'expected text, got nothing'],
  ])('refuses %j: %s', (value, message) => {
    expect(problems(text, value)).toEqual([message]);
  });
});

describe('text with a limit', () => {
  it.each([
    // characters as Postgres counts them, and not UTF-16 units
    [1, 3, '😀😀😀'],
    [1, 3, 'a'],
    [0, 200, ''],
    [2, undefined, '😀😀'],
  ])('of %j to %j characters takes %j', (least, most, value) => {
    expect(limitedText(least, most).parse(value)).toBe(value);
  });

  it.each([
    [1, 3, '😀😀😀😀', 'expected text of 1 to 3 characters, got 4'],
    [1, 3, 'abcd', 'expected text of 1 to 3 characters, got 4'],
    [1, 3, '', 'expected text of 1 to 3 characters, got 0'],
    [0, 3, 'abcd', 'expected text of at most 3 characters, got 4'],
    [2, undefined, '😀', 'expected text of at least 2 characters, got 1'],
    // what is no text is one fault
    [1, 3, 5, 'expected text, got 5'],
  ])('of %j to %j characters refuses %j: %s', (least, most, value, message) => {
    expect(problems(limitedText(least, most), value)).toEqual([message]);
  });
});

describe('text[]', () => {
  const one = limitedTextArray(0, 1);

  it.each([
    [[], textArray],
    [['quads', ''], textArray],
    [['a'], one],
  ])('takes %j', (value, schema) => {
    expect(schema.parse(value)).toEqual(value);
  });

  it.each<[value: unknown, message: string, schema: z.ZodType]>([
    // the type that apps see has neither NULL nor lists in it
    [['quads', null], 'expected text, got null', textArray],
    [[['quads']], 'expected text, got a list', textArray],
    ['{quads}', 'expected a list of texts, got "{quads}"', textArray],
    [['a\0'], nul, textArray],
    [['a', 'b'], 'expected a list of at most 1 elements, got 2', one],
  ])('refuses %j: %s', (value, message, schema) => {
    expect(problems(schema, value)).toEqual([message]);
  });
});
