import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { findWorker } from './push-lock.ts';

/** Milliseconds between two looks. */
const pauseMs = 50;

/**
 * Replaces lock_timeout if a pooler drops that setting: it cancels a statement that waits too long
 * for a lock.
 *
 * @param client in no transaction, and used by nobody else meanwhile
 * @param run whose server process is watched
 * @returns ends the watch, and says whether it cancelled a statement
 */
export function watchLocks(
  client: pg.Client,
  run: number,
  lockTimeoutMs: number,
): () => Promise<boolean> {
  const over = new AbortController();
  const watching = (async () => {
    let hasCancelled = false;
    while (!over.signal.aborted && !hasCancelled) {
      hasCancelled = await cancelIfLate(client, run, lockTimeoutMs);
      await sleep(pauseMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
    return hasCancelled;
    // the next user of a lost connection reports it
  })().catch(() => false);
  return () => {
    over.abort();
    return watching;
  };
}

async function cancelIfLate(
  client: pg.Client,
  run: number,
  lockTimeoutMs: number,
): Promise<boolean> {
  const pid = await findWorker(client, run);
  if (pid === undefined) return false;
  const { rows } = await client.query<{ cancelled: boolean }>(
    `select pg_cancel_backend(pid) as cancelled from pg_catalog.pg_locks
     where pid = $1 and not granted
       and extract(epoch from clock_timestamp() - waitstart) * 1000 > $2
     limit 1`,
    [pid, lockTimeoutMs],
  );
  return rows[0]?.cancelled ?? false;
}
