import { expect, it } from 'vitest';
import { date } from './date.ts';

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
