import type { Tables } from '@parakeet/db-types';
import type { Draft } from './draft.ts';

const prefix = (lifter: string) => `parakeet.workout.${lifter}.`;

/** Where the browser stores the workout of a lifter's session. */
export function draftKey(lifter: string, session: string): string {
  return `${prefix(lifter)}${session}`;
}

/** Whether this device has an open workout of this session. */
export function workoutIsOpen(lifter: string, session: string): boolean {
  return localStorage.getItem(draftKey(lifter, session)) !== null;
}

/** The sessions with open workouts on this device, of any age. */
export function openWorkouts(lifter: string): string[] {
  return keysOf(lifter)
    .map((key) => key.slice(prefix(lifter).length))
    .filter((id) => !id.includes('.'));
}

/** Deletes all workouts of a lifter on this device, also those that were set aside. */
export function forgetWorkouts(lifter: string): void {
  for (const key of keysOf(lifter)) localStorage.removeItem(key);
}

function keysOf(lifter: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix(lifter)));
}

/**
 * Begins a workout on this device. The draft holds everything that the workout needs of the
 * session, so it continues without network. It also holds the id of the log, so a log that is sent
 * again is the same one.
 *
 * @param done the sets so far, if the workout continues
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
