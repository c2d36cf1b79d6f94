import type { ActualSet, Lift, Tables } from '@parakeet/db-types';
import { calendarDay } from './day.ts';
import { estimateOneRepMax, tellsStrength } from './one-rep-max.ts';

type Log = Pick<
  Tables<'session_logs'>,
  'id' | 'session_id' | 'actual_sets' | 'completed_at' | 'logged_at'
>;
type Session = Pick<Tables<'sessions'>, 'id' | 'primary_lift' | 'intensity_type'>;

/** The best set of a session, as far as it tells of strength. */
export interface Point {
  /** Milliseconds. */
  readonly time: number;
  readonly grams: number;
  /** The best until then, this one included. */
  readonly best: number;
}

/** How a lift went. */
export interface LiftProgress {
  readonly lift: Lift;
  /** Oldest first. */
  readonly points: readonly Point[];
}

/** An estimate is not known to the gram: it is shown to a tenth of a kilogram. */
export function roundedEstimate(grams: number): number {
  return Math.round(grams / 100) * 100;
}

/** Rows by a number, the least first. It is asked for once a row: reading a time is slow. */
export function sortedBy<Row>(rows: readonly Row[], numberOf: (row: Row) => number): Row[] {
  return rows
    .map((row) => ({ row, by: numberOf(row) }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ row }) => row);
}

/** When a log's workout ended, in milliseconds. */
export function timeOf(log: Pick<Log, 'completed_at' | 'logged_at'>): number {
  return Date.parse(log.completed_at ?? log.logged_at);
}

/** The best estimate of some sets; undefined where none tells of strength. */
export function bestEstimate(sets: readonly ActualSet[]): number | undefined {
  const estimates = sets.flatMap(
    ({ weight_grams, reps_completed, rpe_actual }) =>
      estimateOneRepMax(weight_grams, reps_completed, rpe_actual) ?? [],
  );
  return estimates.length === 0 ? undefined : Math.max(...estimates);
}

/**
 * Estimated one-rep maxes of a lift over time, of heavy days and days for reps. An easy day is no
 * step back: what counts is the best so far.
 *
 * @param logs those that stand, of any lift
 */
export function progressOf(
  lift: Lift,
  logs: readonly Log[],
  sessions: readonly Session[],
): LiftProgress {
  const telling = new Set(
    sessions
      .filter((one) => one.primary_lift === lift && tellsStrength(one.intensity_type))
      .map(({ id }) => id),
  );
  let best = 0;
  const points = sortedBy(
    logs.filter(({ session_id }) => telling.has(session_id)),
    timeOf,
  ).flatMap((log): Point[] => {
    const grams = bestEstimate(log.actual_sets);
    if (grams === undefined) return [];
    best = Math.max(best, grams);
    return [{ time: timeOf(log), grams, best }];
  });
  return { lift, points };
}

/** The heaviest weight for some reps, and the day that it was first lifted on. */
export interface LiftRecord {
  readonly reps: number;
  readonly grams: number;
  readonly day: string;
}

/** Records of a lift, on any kind of day: the heaviest weight for each count of reps. */
export function recordsOf(
  lift: Lift,
  logs: readonly Log[],
  sessions: readonly Session[],
): LiftRecord[] {
  const ofLift = new Set(
    sessions.filter(({ primary_lift }) => primary_lift === lift).map(({ id }) => id),
  );
  const records = new Map<number, LiftRecord>();
  for (const log of sortedBy(logs, timeOf)) {
    if (!ofLift.has(log.session_id)) continue;
    for (const { reps_completed: reps, weight_grams: grams } of log.actual_sets) {
      if (reps === 0 || grams <= (records.get(reps)?.grams ?? 0)) continue;
      records.set(reps, { reps, grams, day: calendarDay(new Date(timeOf(log))) });
    }
  }
  return [...records.values()].toSorted((a, b) => a.reps - b.reps);
}
