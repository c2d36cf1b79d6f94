import { notifyManager, useQueryClient, type QueryCache } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { Rows } from '../data/index.ts';
import { unreadWords, type Unread } from '../errors/unread-words.ts';

/** Says which rows on the screen this version does not understand, and offers the newer one. */
export default function UnreadNotice() {
  const cache = useQueryClient().getQueryCache();
  const sentence = useSyncExternalStore(
    useCallback((changed) => cache.subscribe(notifyManager.batchCalls(changed)), [cache]),
    () => unreadWords(unreadOf(cache)),
  );
  return (
    // there before its words are, so that a screen reader tells of them
    <div role="status">
      {sentence !== '' && (
        <div className="notice notice-away">
          <p>{sentence}</p>
          <button type="button" className="button button-quiet" onClick={() => location.reload()}>
            Update
          </button>
        </div>
      )}
    </div>
  );
}

/** Of the queries on the screen; a row that two of them have counts once. */
function unreadOf(cache: QueryCache): Unread[] {
  const found = new Map<string, Unread>();
  for (const { state } of cache.findAll({ type: 'active' })) {
    if (!(state.data instanceof Rows)) continue;
    const { what, unread } = state.data;
    for (const { input, isNewer } of unread) {
      found.set(`${what} ${idOf(input)}`, { what, isNewer });
    }
  }
  return [...found.values()];
}

function idOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'id' in row
    ? String(row.id)
    : JSON.stringify(row);
}
