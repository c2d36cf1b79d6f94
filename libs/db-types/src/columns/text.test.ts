import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { limitedText, text } from './text.ts';
import { limitedTextArray, textArray } from './text-array.ts';

const problem = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

describe('text', () => {
  it.each(['', 'a', 'naïve', '😀', '\u{10ffff}', '\u0001\uffff', 'a\nb', ' '.repeat(10_000)])(
    'takes what Postgres can store: %j',
    (value) => {
      expect(text.parse(value)).toBe(value);
    },
  );

  it('refuses a NUL character (22P05)', () => {
    expect(problem(text, 'a\0b')).toEqual([
      'the text holds a NUL character, which Postgres cannot store',
    ]);
  });

  it.each(['\ud83d', '\ude00', 'a\ud83d', '\ude00\ud83d', '😀\ud83d', '\ud83d\ud83d\ude00'])(
    'refuses half of a surrogate pair (22P02): %j',
    (value) => {
      expect(problem(text, value)).toEqual([
        'the text holds half of a surrogate pair, which is no character',
      ]);
    },
  );

  it('refuses what is no text, though Postgres would write it down as text', () => {
    expect(problem(text, 1)).toEqual(['expected text, got 1']);
    expect(problem(text, null)).toEqual(['expected text, got null']);
    expect(problem(text, undefined)).toEqual(['expected text, got nothing']);
  });
});

describe('text[]', () => {
  it('takes a list of texts, also an empty one', () => {
    expect(textArray.parse([])).toEqual([]);
    expect(textArray.parse(['quads', ''])).toEqual(['quads', '']);
  });

  it('refuses NULL and lists in it, which the type does not have', () => {
    expect(problem(textArray, ['quads', null])).toEqual(['expected text, got null']);
    expect(problem(textArray, [['quads']])).toEqual(['expected text, got a list']);
  });

  it('refuses what is no list, and text that Postgres cannot store', () => {
    expect(problem(textArray, '{quads}')).toEqual(['expected a list of texts, got "{quads}"']);
    expect(textArray.safeParse(['a\0']).success).toBe(false);
  });
});

describe('text with a limit', () => {
  const name = limitedText(1, 3);

  it('counts characters as Postgres does, and not UTF-16 units', () => {
    expect(name.parse('😀😀😀')).toBe('😀😀😀');
    expect(problem(name, '😀😀😀😀')).toEqual(['expected text of 1 to 3 characters, got 4']);
    expect(problem(limitedText(2), '😀')).toEqual([
      'expected text of at least 2 characters, got 1',
    ]);
  });

  it('refuses a text that is too long or too short, and what is no text once', () => {
    expect(problem(name, 'abcd')).toEqual(['expected text of 1 to 3 characters, got 4']);
    expect(problem(name, '')).toEqual(['expected text of 1 to 3 characters, got 0']);
    expect(problem(name, 5)).toEqual(['expected text, got 5']);
  });

  it('has a list of at most so many', () => {
    expect(limitedTextArray(0, 1).parse(['a'])).toEqual(['a']);
    expect(problem(limitedTextArray(0, 1), ['a', 'b'])).toEqual([
      'expected a list of at most 1 elements, got 2',
    ]);
  });
});
