import { describe, expect, it } from 'vitest';
import { json, presentJson } from './json.ts';
import { listOf, nestedListOf } from './lists.ts';
import { integer } from './numbers.ts';

describe('a list', () => {
  it('has neither NULL nor lists in it', () => {
    const schema = listOf(integer);
    expect(schema.parse([1, 2])).toEqual([1, 2]);
    for (const value of [[null], [[1]], '{1}', null]) {
      expect(schema.safeParse(value).success).toBe(false);
    }
  });

  it('of several dimensions has lists of the same length', () => {
    const schema = nestedListOf(integer);
    for (const value of [
      [],
      [1],
      [
        [1, 2],
        [3, 4],
      ],
      [[[1]], [[2]]],
    ]) {
      expect(schema.safeParse(value).success).toBe(true);
    }
    // Postgres: 22P02
    for (const value of [[[1], [2, 3]], [1, [2]], [[]], [[null]], 'x']) {
      expect(schema.safeParse(value).success).toBe(false);
    }
  });
});

describe('JSON without a contract', () => {
  it('is anything that Postgres can store', () => {
    const value = { a: [1, null, { b: '😀' }], c: undefined };
    expect(json.parse(value)).toBe(value);
    expect(json.parse(null)).toBeNull();
  });

  it.each([
    [undefined, 'expected JSON, got nothing'],
    [Number.NaN, 'JSON has no NaN'],
    [{ a: [new Date(0)] }, 'expected JSON, got an object of a class at a.0'],
    ['a\0', 'the text holds a NUL character, which Postgres cannot store'],
  ])('is not %j', (value, message) => {
    for (const schema of [json, presentJson]) {
      expect(schema.safeParse(value).error?.issues.map((issue) => issue.message)).toEqual([
        message,
      ]);
    }
  });

  it('is not null where the column is NOT NULL', () => {
    expect(presentJson.safeParse(null).error?.issues[0]?.message).toBe('expected JSON, got null');
    expect(presentJson.parse({})).toEqual({});
  });
});
