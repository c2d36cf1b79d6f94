import { Draft } from './draft.ts';
import { draftKey } from './open-workout.ts';

/** What of `Storage` is needed. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * The workout of a session, as far as it is typed.
 *
 * @returns 'none', or 'broken' where it cannot be read: then it is kept aside, under the same name
 *   with `.broken`, for somebody who can mend it
 */
export function readDraft(
  store: Store,
  lifter: string,
  session: string,
): Draft | 'none' | 'broken' {
  const key = draftKey(lifter, session);
  const text = store.getItem(key);
  if (text === null) return 'none';
  const read = Draft.safeParse(parsed(text));
  if (read.success && read.data.session.id === session) return read.data;
  store.setItem(`${key}.broken`, text);
  store.removeItem(key);
  return 'broken';
}

export function keepDraft(store: Store, lifter: string, draft: Draft): void {
  store.setItem(draftKey(lifter, draft.session.id), JSON.stringify(draft));
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
