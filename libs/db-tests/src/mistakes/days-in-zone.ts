// days.test.ts runs this in another time zone. It prints the days and times of that zone.
import { calendarDay, SessionsRow } from '@parakeet/db-types';
import pg from 'pg';

/** The output, as JSON. */
export interface DaysInZone {
  readonly zone: string;
  /** Moments from the arguments, with their calendar days. */
  readonly days: Readonly<Record<string, string>>;
  /** The same with the mistake: the day in UTC. */
  readonly inUtc: Readonly<Record<string, string>>;
  /** The planned date of a session after its row schema. */
  readonly plannedDate: string | null;
  /** The same date from node-postgres, which makes it a midnight: its day, here and in UTC. */
  readonly throughDriver: { readonly day: string; readonly inUtc: string };
}

/** The arguments: a row as text, as the Data API sends it, and moments. */
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
