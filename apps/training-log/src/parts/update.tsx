import { useSyncExternalStore } from 'react';
import { takeUpdate, updates } from '../service-worker.ts';

/** Offers a newer version of the app. It never comes by itself: a workout may be under way. */
export function UpdateNotice() {
  const isThere = useSyncExternalStore(updates.subscribe, updates.isWaiting);
  if (!isThere) return null;
  return (
    <div className="notice notice-done" role="status">
      <p>There is a newer version of the app. What you typed is kept.</p>
      <button type="button" className="button button-quiet" onClick={takeUpdate}>
        Use it now
      </button>
    </div>
  );
}
