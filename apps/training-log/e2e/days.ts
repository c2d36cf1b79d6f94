/**
 * The days on which the tests use the app. The clock of a page and the seed's rows have the same
 * day, so no verdict depends on the day of the run. All are past: to a page whose clock is ahead
 * of auth's, every session has run out.
 */

/** The day of every test that names no other: a Wednesday. */
export const today = '2026-02-25';

/** Days at which something turns, and those whose labels are the widest and the narrowest. */
export const days = [
  '2023-12-31', // a Sunday, the last day of a year
  '2024-01-01', // a Monday, the first
  '2024-02-28',
  '2024-02-29', // a leap day
  '2024-03-01',
  '2024-03-30',
  '2024-03-31', // Prague's clocks go forward
  '2024-04-01',
  '2024-10-26',
  '2024-10-27', // Prague's clocks go back
  '2024-10-28',
  '2024-12-30', // belongs to week 1 of the next year
  '2024-12-31',
  '2025-01-01',
  '2025-07-11', // the narrowest labels: Fri 11 Jul
  '2025-11-01',
  '2025-11-26', // the widest: Wed 26 Nov
  '2025-12-24',
  '2026-05-20', // Wed 20 May
  '2026-08-31',
] as const;

/** The e-mail address of a lifter of the seed; on one of the days it has the day in it. */
export function lifterOf(name: 'maya' | 'tomas', day?: string): string {
  return `${name}@${day === undefined ? '' : `${day}.`}parakeet.test`;
}

/**
 * The seed as it is on a day.
 *
 * @param mark makes other lifters of its two, with other ids; without it they are the seed's own
 */
export function seedOf(seed: string, day: string, mark?: string): string {
  const parts = seed.split(/\bcurrent_date\b/);
  if (parts.length < 2) throw new Error('supabase/seed.sql does not use current_date any more');
  const dated = parts.join(`date '${day}'`);
  if (mark === undefined) return dated;
  return dated
    .replaceAll('@parakeet.test', `@${mark}.parakeet.test`)
    .replaceAll('00000000-0000-4000-80', `${mark.replaceAll('-', '')}-0000-4000-80`);
}
