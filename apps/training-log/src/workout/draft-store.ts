import { changeDocument, readRow } from '@parakeet/db-types';
import { Draft, upgraded } from './draft.ts';
import { draftKey } from './open-workout.ts';

/** The part of `Storage` that this file uses. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The draft of a session's workout.
 *
 * @returns 'none', or 'broken' for an unreadable draft. That one is kept under the same name with
 *   `.broken`, so somebody can repair it
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
 * Changes the stored draft, because another tab may have changed it meanwhile.
 *
 * @returns the stored draft, with keys that only a newer app knows; undefined if it is gone
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
