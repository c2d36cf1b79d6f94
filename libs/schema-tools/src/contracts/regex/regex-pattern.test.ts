import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { regexPattern } from './regex-pattern.ts';

describe('a regular expression for Postgres', () => {
  it.each<[RegExp, string]>([
    [/^[a-z0-9]+(?:-[a-z0-9]+)*$/, '^[0-9a-z]+(?:-[0-9a-z]+)*$'],
    [/^#(?:[0-9a-f]{3}){1,2}$/i, '^#(?:[0-9A-Fa-f]{3}){1,2}$'],
    [/^(?<year>\d{4})-(\d\d)$/, '^[0-9]{4}-[0-9][0-9]$'],
    [/a|b(c|d)e?|/, 'a|b(?:c|d)e?|'],
    [/[\w-.]\.\//, '[\\u002d-.0-9A-Z_a-z]\\./'],
    [/^.+$/u, '^[^\\u000a\\u000d\\u2028-\\u2029]+$'],
    [/\u{1f600}+[é😀]/u, '\\U0001f600+[\\u00e9\\U0001f600]'],
    [/a+?b{2,}?/, 'a+b{2,}'],
    [/[\b\0]x/, '\\u0008x'],
  ])('is written out: %s', (regex, pattern) => {
    expect(regexPattern(regex)).toEqual({ pattern });
  });

  it('has a character for half of an emoji if JavaScript matches halves', () => {
    expect(regexPattern(/^.{2}$/)).toMatchObject({ half: '\ue000' });
    expect(regexPattern(/^[^\ue000-\uffff]$/)).toMatchObject({ half: '\ud7ff' });
    expect(regexPattern(/^.{2}$/s).pattern).toBe('^.{2}$');
    expect(regexPattern(/^[a-z]{2}$/)).not.toHaveProperty('half');
  });

  it('accepts those of Zod’s formats', () => {
    const { guid, email, date, duration, ipv4, ulid, html5Email, hostname } = z.regexes;
    for (const regex of [guid, email, date, duration, ipv4, ulid, html5Email, hostname]) {
      expect(regexPattern(regex).pattern).toMatch(/^\^/);
    }
  });
});

const smile = '😀';

describe('a regular expression is refused', () => {
  it.each<[string, RegExp, string]>([
    ['with lines', /^a$/m, 'the flag m'],
    ['from where the last one ended', /a/y, 'the flag y'],
    ['of sets', new RegExp('[a&&b]', 'v'), 'the flag v'],
    ['without case beyond ASCII', /é/i, 'the flag i with characters beyond ASCII'],
    ['without case in Unicode', /k/iu, 'the flags i and u together'],
    ['that looks behind', /(?<=a)b/, 'a lookbehind'],
    ['that refers back', /(a)\1/, 'the back reference \\1'],
    ['that refers back by name', /(?<x>a)\k<x>/, 'the back reference \\k'],
    ['with a bound above 255', /a{256}/, 'the bound {256}'],
    ['with a class of Unicode', /\p{L}/u, '\\p{L}'],
    ['that repeats half of an emoji', /😀+/, 'a repeated 😀 without the flag u'],
    ['with an emoji in brackets', new RegExp(`[${smile}]`), '😀 in brackets without the flag u'],
    ['with half of an emoji', /[\ud83d]/, 'beyond U+FFFF without the flag u'],
    ['with an emoji beside any character', /.😀/, 'beyond U+FFFF without the flag u'],
    ['with a brace that is no bound', /a{,5}/, 'the regular expression from "{,5}" on'],
    ['that repeats an assertion', /(?=a)*b/, 'a repeated assertion'],
    ['that matches nothing', new RegExp('[]'), '[], which matches nothing'],
  ])('%s', (_what, regex, message) => {
    expect(() => regexPattern(regex)).toThrow(message);
  });
});
