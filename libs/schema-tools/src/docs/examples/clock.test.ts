import { expect, it } from 'vitest';
import { movedBack, onDay, otherDay, seedDay } from './clock.ts';

it('both days are the same day of the week', () => {
  const dayOf = (day: string) => new Date(`${day}T00:00Z`).getUTCDay();
  expect(dayOf(otherDay)).toBe(dayOf(seedDay));
});

it('moves each day of a text back, and nothing else', () => {
  expect(movedBack('from 2024-01-01 18:30:00+00 to 2024-03-01, 2024-99-99')).toBe(
    'from 2014-01-13 18:30:00+00 to 2014-03-14, 2024-99-99',
  );
});

it('gives a day to each clock of SQL, also behind letters of two bytes', async () => {
  const sql = `insert into é values ('now() é', now(), CURRENT_DATE - 1, pg_catalog.now( )::date,
    current_timestamp(3), localtimestamp, current_time, localtime, current_user, lower('x'));
    select clock_timestamp() -- now()`;
  expect(await onDay(sql, '2024-01-01')).toBe(
    `set seed = 0;insert into é values ('now() é', timestamptz '2024-01-01 12:00+00', date '2024-01-01' - 1, timestamptz '2024-01-01 12:00+00'::date,
    timestamptz '2024-01-01 12:00+00', timestamp '2024-01-01 12:00', timetz '12:00+00', time '12:00', current_user, lower('x'));
    select timestamptz '2024-01-01 12:00+00' -- now()`,
  );
});
