import { useSyncExternalStore } from 'react';
import { takeUpdate, updates } from '../service-worker.ts';
import { QuietButton } from './quiet-button.tsx';
import { Notice } from './states.tsx';

/** Offers a newer version of the app. It never starts by itself, because a workout may be open. */
export function UpdateNotice() {
  const isThere = useSyncExternalStore(updates.subscribe, updates.isWaiting);
  if (!isThere) return null;
  return (
    <Notice kind="done" actions={<QuietButton onClick={takeUpdate}>Use it now</QuietButton>}>
      There is a newer version of the app. What you typed is kept.
    </Notice>
  );
}
