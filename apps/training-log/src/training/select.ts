import type { Lift, SorenessRatings, Tables } from '@parakeet/db-types';
import type { Known } from '../data/known.ts';
import { addDays, calendarDay } from './day.ts';
import { usualExercises } from './program.ts';
import { sortedBy, timeOf } from './progress.ts';
import { makePlan, standingLogs } from './session-plan.ts';
import { logsOfWeek, mondayOf, musclesOf, ownLimits } from './volume.ts';
import type { Units } from './weight.ts';

type Session = Tables<'sessions'>;

/** Days that a session waits for a lifter who missed it, or trains past midnight. */
const daysToCatchUp = 6;

export function activeProgram({ programs }: Known): Tables<'programs'> | undefined {
  return programs.find(({ status }) => status === 'active');
}

/** The newest max, which is the current one. */
export function newestMaxes({ lifter_maxes }: Known): Tables<'lifter_maxes'> | undefined {
  return newest(lifter_maxes, ({ recorded_at }) => recorded_at);
}

export function activeConfig({ formula_configs }: Known): Tables<'formula_configs'> | undefined {
  return formula_configs.find(({ is_active }) => is_active);
}

/** The sessions of a program, by week and day. */
export function sessionsOf({ sessions }: Known, program: string): Session[] {
  return sessions
    .filter(({ program_id }) => program_id === program)
    .toSorted((a, b) => a.week_number - b.week_number || a.day_number - b.day_number);
}

/**
 * The next session of the active program: planned or begun, the first by its day. An archived
 * program's sessions that were never done are not next.
 *
 * @param today the lifter's calendar day
 */
export function nextSession(known: Known, today: string): Session | undefined {
  const since = addDays(today, -daysToCatchUp);
  return sessionsOf(known, activeProgram(known)?.id ?? '')
    .filter(({ status }) => status === 'planned' || status === 'in_progress')
    .filter(({ planned_date }) => planned_date !== null && planned_date >= since)
    .toSorted((a, b) => (a.planned_date ?? '').localeCompare(b.planned_date ?? ''))[0];
}

/** Of each session the log that stands, the newest workout first, with the session. */
export function history(
  known: Pick<Known, 'sessions' | 'session_logs'>,
): { readonly log: Tables<'session_logs'>; readonly session: Session }[] {
  const sessions = new Map(known.sessions.map((session) => [session.id, session]));
  return sortedBy(
    standingLogs(known.session_logs).flatMap((log) => {
      const session = sessions.get(log.session_id);
      return session === undefined ? [] : [{ log, session }];
    }),
    ({ log }) => -timeOf(log),
  );
}

/** How sore the lifter said to be before a session, if it was on this day. */
export function sorenessOf(
  { soreness_checkins }: Known,
  session: string,
): Tables<'soreness_checkins'> | undefined {
  const ofSession = soreness_checkins.filter(({ session_id }) => session_id === session);
  return newest(ofSession, ({ recorded_at }) => recorded_at);
}

/** The two exercises of a lift in a block; in a deload those of the last block go on. */
export function pairOf(known: Known, session: Session): [string, string] | undefined {
  const found = known.auxiliary_assignments.find(
    ({ program_id, block_number, lift }) =>
      program_id === session.program_id &&
      block_number === (session.block_number ?? 3) &&
      lift === session.primary_lift,
  );
  return found && [found.exercise_1, found.exercise_2];
}

/** The pool of a lift in its order. */
export function poolOf({ auxiliary_exercises }: Known, lift: Lift) {
  return auxiliary_exercises
    .filter((one) => one.lift === lift)
    .toSorted((a, b) => a.pool_position - b.pool_position);
}

/**
 * The plan of a session from what is known.
 *
 * @throws Error in words where something to plan from is missing
 */
export function planFrom(known: Known, session: Session, soreness: SorenessRatings, units: Units) {
  const maxes = newestMaxes(known);
  const config = activeConfig(known);
  if (maxes === undefined) throw new Error('There are no maxes to plan from. Enter them first.');
  if (config === undefined) throw new Error('There is no formula to plan from. Save one first.');
  const logs = logsOfWeek(standingLogs(known.session_logs), mondayOf(calendarDay())).filter(
    ({ session_id }) => session_id !== session.id,
  );
  return makePlan(session, {
    maxes,
    config,
    pair: pairOf(known, session) ?? usualExercises(session.primary_lift),
    soreness,
    done: musclesOf(logs, known.sessions, known.auxiliary_exercises),
    logs,
    limits: ownLimits(known.muscle_volume_config),
    disruptions: known.edge_cases,
    units,
  });
}

/** Last time and the best at a lift and its kind of day, before now. */
export function lastAndBest(known: Known, session: Pick<Session, 'id' | 'primary_lift'>) {
  const sets = history(known).filter(
    (one) => one.session.primary_lift === session.primary_lift && one.session.id !== session.id,
  );
  const last = sets.find(({ log }) => log.actual_sets.length > 0);
  const lifted = sets
    .flatMap(({ log }) => log.actual_sets)
    .filter(({ reps_completed }) => reps_completed > 0)
    .toSorted((a, b) => b.weight_grams - a.weight_grams || b.reps_completed - a.reps_completed);
  return { last: last?.log, best: lifted[0] };
}

function newest<Row>(rows: readonly Row[], at: (row: Row) => string): Row | undefined {
  return sortedBy(rows, (row) => -Date.parse(at(row)))[0];
}
