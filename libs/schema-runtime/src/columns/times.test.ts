import { describe, expect, it } from 'vitest';
import { date, timestamptz } from './times.ts';

describe('date', () => {
  it.each(['2026-02-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '0004-02-29'])(
    'takes %s, a day of the calendar',
    (value) => {
      expect(date.parse(value)).toBe(value);
    },
  );

  it.each([
    // Postgres: 22008
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '0000-02-29',
    // Postgres: 22007
    '-001-01-01',
    'tomorrow',
    '',
    // Postgres takes these; no app writes them
    '10000-01-01',
    'infinity',
    '2026-2-3',
    '20260222',
    '2026-02-22 ',
    '2026-02-22T00:00:00Z',
    20_260_222,
    null,
  ])('refuses %j', (value) => {
    const { error } = date.safeParse(value);
    expect(error?.issues).toHaveLength(1);
    expect(error?.issues[0]?.message).toMatch(
      /^expected a day of the calendar such as 2026-02-22, got /,
    );
  });
});

const problem = (value: unknown) =>
  timestamptz.safeParse(value).error?.issues.map(({ message }) => message);
const withOffset = /^expected a time with its offset, such as 2026-02-22T20:42:00Z, got /;

describe('timestamptz', () => {
  it.each([
    // as the Data API writes
    '2026-02-22T20:42:00.123456+00:00',
    '2026-02-22T20:42:00+00:00',
    '2026-02-22T20:42:00.1+05:45',
    // as clients do
    '2026-02-22T20:42:00.123Z',
    '2026-02-22T20:42:00Z',
    '2026-02-22T20:42:00.123456789Z',
    '2026-02-22T20:42:00-00:00',
    // near misses
    '2024-02-29T23:59:59.999999999Z',
    '2026-02-22T20:42:00+15:59',
    '2026-02-22T20:42:00-15:59',
    '0001-01-01T00:00:00Z',
    '0001-01-01T15:59:00+15:59',
    '9999-12-31T23:59:59.999999Z',
    '9999-12-31T23:59:59.9999994Z',
    '9999-12-31T08:00:59-15:59',
  ])('takes %s', (value) => {
    expect(timestamptz.parse(value)).toBe(value);
  });

  it.each([
    // Postgres: 22008
    '2026-02-30T20:42:00Z',
    '2025-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T23:59:61Z',
    '2026-02-22T24:00:01Z',
    // Postgres: 22009
    '2026-02-22T20:42:00+00:60',
    // Postgres takes these and moves them to the next minute or day; new Date does not
    '2026-02-22T24:00:00Z',
    '2026-02-22T20:42:60Z',
    // Postgres takes these for a time in the session's zone
    '2026-02-22T20:42:00',
    '2026-02-22',
    // Postgres takes these; they are not ISO 8601 with an offset as the Data API writes it
    '2026-02-22 20:42:00+00',
    '2026-02-22t20:42:00z',
    '2026-02-22T20:42Z',
    '2026-02-22T20:42:00+05',
    '2026-02-22T20:42:00+0545',
    '2026-02-22T20:42:00.Z',
    '2026-02-22T20:42:00Z\n',
    '10000-01-01T00:00:00Z',
    'infinity',
    1_771_792_920_000,
    null,
  ])('refuses %j', (value) => {
    expect(problem(value)).toEqual([expect.stringMatching(withOffset)]);
  });

  it.each([
    ['2026-02-22T20:42:00+16:00', 'expected an offset up to 15:59, got +16:00'], // 22009
    ['2026-02-22T20:42:00-23:59', 'expected an offset up to 15:59, got -23:59'],
    ['0000-01-01T00:00:00Z', 'there is no year 0000: the year before 1 is 1 BC'], // 22008
    [
      '2026-02-22T20:42:00.1234567891Z',
      'expected at most 9 digits after the second, got 10', // 22007 from some hundred on
    ],
  ])('says what is wrong with %s', (value, message) => {
    expect(problem(value)).toEqual([message]);
  });

  it.each([
    // Postgres takes these, and writes a year of five digits or BC
    '9999-12-31T23:59:59.9999995Z',
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T08:01:00-15:59',
    '0001-01-01T00:00:00+00:01',
    '0001-01-01T15:00:59.9999994+15:01',
  ])('refuses %s, which would come back in another form', (value) => {
    expect(problem(value)).toEqual(['expected a time in the years 1 to 9999, counted in UTC']);
  });
});
