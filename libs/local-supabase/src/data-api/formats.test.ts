import { expect, it } from 'vitest';
import { arrayText, parseArray } from './arrays.ts';
import { goTrueTime, isoTimestamp } from './formats.ts';

it.each([
  ['2026-02-22 20:42:00.123456+00', '2026-02-22T20:42:00.123456+00:00'],
  ['2026-02-22 20:42:00+05:45', '2026-02-22T20:42:00+05:45'],
  ['1890-01-01 00:00:00-00:01:15', '1890-01-01T00:00:00-00:01:15'],
  ['2026-02-22 20:42:00', '2026-02-22T20:42:00'],
  ['0044-03-15 12:00:00+00 BC', '0044-03-15T12:00:00+00:00 BC'],
  ['12026-01-01 00:00:00+00', '12026-01-01T00:00:00+00:00'],
  ['infinity', 'infinity'],
])('the timestamp %s is %s', (text, iso) => {
  expect(isoTimestamp(text)).toBe(iso);
});

it('a time of GoTrue ends with Z', () => {
  expect(goTrueTime('2026-02-22 20:42:00.5+00')).toBe('2026-02-22T20:42:00.5Z');
});

it.each([
  [[], '{}'],
  [['a', 'b c', null, 'NULL', '', '"\\{}'], '{"a","b c",NULL,"NULL","","\\"\\\\{}"}'],
  [
    [
      ['a', 'b'],
      ['c', null],
    ],
    '{{"a","b"},{"c",NULL}}',
  ],
])('the list %j is the array %s, and back', (list, text) => {
  expect(arrayText(list, String)).toBe(text);
  expect(parseArray(text, (element) => element)).toEqual(list);
});
