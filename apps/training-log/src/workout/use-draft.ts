import { useEffect, useRef, useState } from 'react';
import { now } from '../store/clock.ts';
import { passTime } from './changes.ts';
import { changeDraft, readDraft } from './draft-store.ts';
import type { Draft } from './draft.ts';
import { draftKey } from './open-workout.ts';

/** Changes the draft, including another tab's changes. */
export type ChangeDraft = (change: (draft: Draft) => Draft) => Draft | undefined;

/** The workout of a session on this device. Two tabs show the same one. */
export function useDraft(
  lifter: string,
  session: string,
): readonly [Draft | 'none' | 'broken', ChangeDraft] {
  const [draft, setDraft] = useState(() => readDraft(localStorage, lifter, session));
  // the time of this page's last change, by a clock that does not jump
  const last = useRef<{ readonly at: string; readonly steady: number }>(undefined);
  useEffect(() => {
    const look = (event: StorageEvent) => {
      if (event.key === draftKey(lifter, session))
        setDraft(readDraft(localStorage, lifter, session));
    };
    addEventListener('storage', look);
    return () => removeEventListener('storage', look);
  }, [lifter, session]);
  const change: ChangeDraft = (make) => {
    const steady = performance.now();
    const next = changeDraft(localStorage, lifter, session, (one) => {
      const isMine = last.current?.at === one.changed_at;
      const passed = isMine && last.current ? steady - last.current.steady : undefined;
      return passTime(make(one), now().getTime(), passed);
    });
    last.current = next && { at: next.changed_at, steady };
    setDraft(next ?? 'none');
    return next;
  };
  return [draft, change];
}
