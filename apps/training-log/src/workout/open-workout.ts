import type { Tables } from '@parakeet/db-types';
import type { Draft } from './draft.ts';

const prefix = (lifter: string) => `parakeet.workout.${lifter}.`;

/** Where a browser keeps the workout of a lifter's session. */
export function draftKey(lifter: string, session: string): string {
  return `${prefix(lifter)}${session}`;
}

/** Whether a workout of this session is under way on this device. */
export function workoutIsOpen(lifter: string, session: string): boolean {
  return localStorage.getItem(draftKey(lifter, session)) !== null;
}

/** The sessions whose workouts are under way on this device, however old they are. */
export function openWorkouts(lifter: string): string[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix(lifter)));
  return keys.map((key) => key.slice(prefix(lifter).length)).filter((id) => !id.includes('.'));
}

/**
 * Begins a workout on this device. It holds all that the workout needs of the session, so that it
 * goes on where there is no network, and the id of the log, so that a log that is sent again is
 * the same one.
 *
 * @param done what was done of it before, if it goes on
 */
export function openWorkout(
  lifter: string,
  session: Tables<'sessions'>,
  now: Date,
  done: Partial<Draft> = {},
): void {
  const { id, primary_lift, intensity_type, week_number, day_number } = session;
  const draft: Draft = {
    version: 2,
    log_id: crypto.randomUUID(),
    session: {
      id,
      primary_lift,
      intensity_type,
      week_number,
      day_number,
      planned_sets: session.planned_sets ?? [],
      one_rm_grams: session.jit_input_snapshot?.one_rm_grams ?? null,
    },
    started_at: now.toISOString(),
    elapsed_ms: 0,
    changed_at: now.toISOString(),
    completed_at: null,
    sets: [],
    auxiliary: [],
    next: null,
    rest_until: null,
    session_rpe: '',
    notes: '',
    ...done,
  };
  localStorage.setItem(draftKey(lifter, id), JSON.stringify(draft));
}
