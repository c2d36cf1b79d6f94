import { changeDocument, readRow } from '@parakeet/db-types';
import { Draft, upgraded } from './draft.ts';
import { draftKey } from './open-workout.ts';

/** What of `Storage` is needed. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The workout of a session, as far as it is typed.
 *
 * @returns 'none', or 'broken' where it cannot be read: then it is kept aside, under the same name
 *   with `.broken`, for somebody who can fix it
 */
export function readDraft(
  store: Store,
  lifter: string,
  session: string,
): Draft | 'none' | 'broken' {
  const key = draftKey(lifter, session);
  const text = store.getItem(key);
  if (text === null) return 'none';
  // a newer app may have begun it, or planned its sets
  const { row } = readRow(Draft, upgraded(parsed(text)));
  if (row?.session.id === session) return row;
  store.setItem(`${key}.broken`, text);
  store.removeItem(key);
  return 'broken';
}

/**
 * Changes a workout as it is kept now: another tab may have changed it since it was read here.
 *
 * @returns as it is kept, with keys that only a newer app knows; undefined where it is gone
 */
export function changeDraft(
  store: Store,
  lifter: string,
  session: string,
  change: (draft: Draft) => Draft,
): Draft | undefined {
  const before = readDraft(store, lifter, session);
  if (typeof before === 'string') return undefined;
  const kept = changeDocument(Draft, before, change);
  store.setItem(draftKey(lifter, session), JSON.stringify(kept));
  return kept;
}

export function dropDraft(store: Store, lifter: string, session: string): void {
  store.removeItem(draftKey(lifter, session));
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
