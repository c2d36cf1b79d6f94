import { CompleteSessionArgs, type SessionLogsInsert, type Tables } from '@parakeet/db-types';
import { showNumber } from '../training/decimal.ts';
import type { Entry } from '../store/database.ts';
import type { Draft } from './draft.ts';
import { draftKey } from './open-workout.ts';

type Session = Tables<'sessions'>;

/** The workout of an entry of the outbox; undefined where it is something else. */
export function logOfEntry({ write, args }: Entry): CompleteSessionArgs | undefined {
  return write === 'completeSession' ? CompleteSessionArgs.safeParse(args).data : undefined;
}

/** A refused workout as a correction of the log that is there. */
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

/** A workout that ends now, as long after its start as it took: its clock was ahead. */
export function endedNow(log: CompleteSessionArgs, now: Date): CompleteSessionArgs {
  const started = new Date(now.getTime() - 1000 * (log.duration_seconds ?? 0));
  return { ...log, started_at: started.toISOString(), completed_at: now.toISOString() };
}

/** Puts a workout that was refused back under way, with another id: it is another log. */
export function reopen(
  lifter: string,
  log: CompleteSessionArgs,
  session: Session,
  now: Date,
): void {
  const draft: Draft = {
    version: 2,
    log_id: crypto.randomUUID(),
    session: {
      id: session.id,
      primary_lift: session.primary_lift,
      intensity_type: session.intensity_type,
      week_number: session.week_number,
      day_number: session.day_number,
      planned_sets: session.planned_sets ?? [],
      one_rm_grams: session.jit_input_snapshot?.one_rm_grams ?? null,
    },
    started_at: new Date(Date.parse(log.started_at ?? log.completed_at)).toISOString(),
    elapsed_ms: 1000 * (log.duration_seconds ?? 0),
    changed_at: now.toISOString(),
    completed_at: null,
    sets: log.actual_sets,
    auxiliary: log.auxiliary_sets ?? [],
    next: null,
    rest_until: null,
    session_rpe: log.session_rpe === undefined ? '' : showNumber(log.session_rpe),
    notes: log.session_notes ?? '',
  };
  localStorage.setItem(draftKey(lifter, session.id), JSON.stringify(draft));
}
