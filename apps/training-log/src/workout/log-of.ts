import type { CompleteSessionArgs } from '@parakeet/db-types';
import { sessionResult } from '../training/result.ts';
import type { Draft } from './draft.ts';

/**
 * What `complete_session` is sent for a workout. Of the same draft it is the same, so that it can
 * be sent again.
 *
 * @param draft one that has ended
 */
export function logOf(draft: Draft & { readonly completed_at: string }): CompleteSessionArgs {
  const { session, sets, started_at, completed_at } = draft;
  const { metrics, ...result } = sessionResult(
    session.primary_lift,
    session.planned_sets,
    sets,
    session.one_rm_grams,
  );
  const notes = draft.notes.trim();
  return {
    id: draft.log_id,
    session_id: session.id,
    actual_sets: sets,
    started_at,
    completed_at,
    duration_seconds: Math.round((Date.parse(completed_at) - Date.parse(started_at)) / 1000),
    ...(draft.session_rpe === null ? {} : { session_rpe: draft.session_rpe }),
    ...(notes === '' ? {} : { session_notes: notes }),
    ...result,
    metrics,
  };
}
