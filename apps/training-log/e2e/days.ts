/**
 * The days on which the tests use the app. The clock of a page and the seed's rows have the same
 * day, so no verdict depends on the day of the run. All are past: if a page's clock were ahead of
 * auth's, every session would have expired.
 */

/** The default day of a test: a Wednesday. */
export const today = '2026-02-25';

/**
 * Days at which the calendar or the clock changes, and those with the widest and the narrowest
 * labels.
 */
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

/**
 * The e-mail address of a lifter of the seed. For the lifters of another day it contains the day.
 */
export function lifterOf(name: 'maya' | 'tomas', day?: string): string {
  return `${name}@${day === undefined ? '' : `${day}.`}parakeet.test`;
}

/**
 * The seed as it would be on another day.
 *
 * @param mark gives its two lifters other ids; without it they are the seed's own
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
