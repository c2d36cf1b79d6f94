// Run by days.test.ts in a time zone of its own: says what days and times are there.
import { calendarDay, SessionsRow } from '@parakeet/db-types';
import pg from 'pg';

/** What is told on standard output, as JSON. */
export interface DaysInZone {
  readonly zone: string;
  /** Moments, as they come in, to the calendar day that they are. */
  readonly days: Readonly<Record<string, string>>;
  /** The same by the mistake: the day in UTC. */
  readonly inUtc: Readonly<Record<string, string>>;
  /** The planned date of a session that went through its row schema. */
  readonly plannedDate: string | null;
  /** The same date as node-postgres reads it, which makes a midnight of it: its day, here and in UTC. */
  readonly throughDriver: { readonly day: string; readonly inUtc: string };
}

/** Rows as text, as the Data API answers, and moments: the arguments. */
const [row = '', ...moments] = process.argv.slice(2);

const { planned_date: plannedDate } = SessionsRow.parse(JSON.parse(row));
const readDate: (text: string) => Date = pg.types.getTypeParser(pg.types.builtins.DATE, 'text');
const midnight = readDate(plannedDate ?? '');

const told: DaysInZone = {
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: Object.fromEntries(moments.map((moment) => [moment, calendarDay(new Date(moment))])),
  inUtc: Object.fromEntries(
    moments.map((moment) => [moment, new Date(moment).toISOString().slice(0, 10)]),
  ),
  plannedDate,
  throughDriver: { day: calendarDay(midnight), inUtc: midnight.toISOString().slice(0, 10) },
};
process.stdout.write(JSON.stringify(told));
