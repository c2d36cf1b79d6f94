import type { CompleteSessionArgs } from '@parakeet/db-types';
import { readDecimal } from '../training/decimal.ts';
import { sessionResult } from '../training/result.ts';
import type { Draft } from './draft.ts';

/**
 * The arguments of `complete_session` for a workout. The same draft always gives the same ones, so
 * the app can send them again. Sets are numbered in their order.
 *
 * @param draft an ended workout
 */
export function logOf(draft: Draft & { readonly completed_at: string }): CompleteSessionArgs {
  const { session, started_at, completed_at } = draft;
  const actual_sets = draft.sets.map((set, index) => ({ ...set, set_number: index + 1 }));
  const { metrics, ...result } = sessionResult(
    { lift: session.primary_lift, intensity: session.intensity_type },
    session.planned_sets,
    actual_sets,
    session.one_rm_grams,
  );
  const notes = draft.notes.trim();
  const rpe = readDecimal(draft.session_rpe)?.value;
  return {
    id: draft.log_id,
    session_id: session.id,
    actual_sets,
    auxiliary_sets: draft.auxiliary.map(({ sets, ...one }) => ({
      ...one,
      sets: sets.map((set, index) => ({ ...set, set_number: index + 1 })),
    })),
    started_at,
    completed_at,
    duration_seconds: Math.round((Date.parse(completed_at) - Date.parse(started_at)) / 1000),
    ...(rpe === undefined ? {} : { session_rpe: rpe }),
    ...(notes === '' ? {} : { session_notes: notes }),
    ...result,
    metrics,
  };
}
