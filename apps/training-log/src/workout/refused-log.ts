import { CompleteSessionArgs, type SessionLogsInsert, type Tables } from '@parakeet/db-types';
import { showNumber } from '../training/decimal.ts';
import type { Entry } from '../store/database.ts';
import { openWorkout } from './open-workout.ts';

type Session = Tables<'sessions'>;

/** The workout of an entry in the outbox; undefined for other entries. */
export function logOfEntry({ write, args }: Entry): CompleteSessionArgs | undefined {
  return write === 'completeSession' ? CompleteSessionArgs.safeParse(args).data : undefined;
}

/** A refused workout as a correction of the existing log. */
export function correctionOf(
  log: CompleteSessionArgs,
  other: Tables<'session_logs'>,
  lifter: string,
  now: Date,
): SessionLogsInsert & { id: string; logged_at: string; corrects_log_id: string | null } {
  const { metrics: _metrics, ...rest } = log;
  return {
    ...rest,
    id: crypto.randomUUID(),
    user_id: lifter,
    logged_at: now.toISOString(),
    is_correction: true,
    corrects_log_id: other.id,
  };
}

const momentOf = ['recorded_at', 'reported_at', 'logged_at', 'jit_generated_at', 'completed_at'];

/**
 * A write that was refused because its clock was ahead, with the current time. The start of a
 * workout moves by the same time, so its duration stays.
 */
export function atTime(args: unknown, now: Date): unknown {
  if (typeof args !== 'object' || args === null) return args;
  const values = new Map<string, unknown>(Object.entries(args));
  for (const key of momentOf) if (values.has(key)) values.set(key, now.toISOString());
  const seconds = values.get('duration_seconds');
  if (values.has('started_at') && typeof seconds === 'number') {
    values.set('started_at', new Date(now.getTime() - 1000 * seconds).toISOString());
  }
  return Object.fromEntries(values);
}

/** Reopens a refused workout with another id, because it becomes another log. */
export function reopen(
  lifter: string,
  log: CompleteSessionArgs,
  session: Session,
  now: Date,
): void {
  openWorkout(lifter, session, now, {
    started_at: new Date(Date.parse(log.started_at ?? log.completed_at)).toISOString(),
    elapsed_ms: 1000 * (log.duration_seconds ?? 0),
    sets: log.actual_sets,
    auxiliary: log.auxiliary_sets ?? [],
    session_rpe: log.session_rpe === undefined ? '' : showNumber(log.session_rpe),
    notes: log.session_notes ?? '',
  });
}
