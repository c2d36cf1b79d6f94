import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  anyDate,
  anyTimestamp,
  anyTimestamptz,
  interval,
  time,
  timestamp,
  timetz,
} from './wide-times.ts';

const takes = (schema: z.ZodType, values: readonly string[]) =>
  values.filter((value) => schema.safeParse(value).success);

describe.each<[name: string, schema: z.ZodType, taken: string[], refused: string[]]>([
  [
    'anyDate',
    anyDate,
    ['2024-02-29', 'infinity', '-infinity', '0044-03-15 BC', '4714-11-24 BC', '5874897-12-31'],
    // Postgres: 22008
    ['2023-02-29', '4714-11-23 BC', '5874898-01-01', '0000-01-01', '2024-13-01', '2024-04-31'],
  ],
  [
    'anyTimestamp',
    anyTimestamp,
    [
      '2026-01-02T03:04:05.123456',
      '0044-03-15T00:00:00 BC',
      '294276-12-31T23:59:59.999999',
      'infinity',
    ],
    ['2026-01-02T03:04:05Z', '2026-01-02 03:04:05', '294277-01-01T00:00:00', '2026-01-02'],
  ],
  [
    'anyTimestamptz',
    anyTimestamptz,
    [
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.1+05:45',
      '0044-03-15T00:00:00+00:00 BC',
      '294276-12-31T23:59:59+00:00',
      '-infinity',
    ],
    [
      '2026-01-02T03:04:05',
      '2026-01-02T03:04:05+16:00',
      '294276-12-31T23:59:59-01:00',
      '2026-01-02T24:00:00Z',
      '2026-02-30T00:00:00Z',
    ],
  ],
  [
    'timestamp',
    timestamp,
    ['0001-01-01T00:00:00', '9999-12-31T23:59:59.9999994'],
    // the second rounds to the year 10000
    ['infinity', '9999-12-31T23:59:59.9999999', '10000-01-01T00:00:00', '0044-03-15T00:00:00 BC'],
  ],
  ['time', time, ['00:00:00', '12:34:56.123456', '24:00:00'], ['24:00:01', '12:34', '12:60:00']],
  [
    'timetz',
    timetz,
    ['12:34:56.1+05:30', '12:00:00+15:59:59', '12:00:00-08', '12:00:00Z'],
    ['12:00:00', '12:00:00+16', '12:00:00 +01'],
  ],
  [
    'interval',
    interval,
    [
      '1 year 2 mons 3 days 04:05:06.7',
      '-1 years +2 days -04:00:00',
      '00:00:00',
      '178956970 years 7 mons',
      '2562047788:00:54.775807',
      'P1Y2M3DT4H5M6.7S',
      'PT5M',
      'infinity',
    ],
    [
      '',
      '1 year ',
      '178956970 years 8 mons',
      '2562047788:00:54.775808',
      'P',
      'PT',
      'P1DT',
      '3 fortnights',
    ],
  ],
])('%s', (_name, schema, taken, refused) => {
  it('takes what Postgres has', () => {
    expect(takes(schema, taken)).toEqual(taken);
  });

  it('refuses other values, and names what it expected', () => {
    expect(takes(schema, refused)).toEqual([]);
    expect(schema.safeParse(5).error?.issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^expected an? .+, got 5$/),
    ]);
  });
});
