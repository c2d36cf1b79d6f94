import { describe, expect, it } from 'vitest';
import { text } from './text.ts';
import { textArray } from './text-array.ts';

const problem = (schema: typeof text | typeof textArray, value: unknown) =>
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
