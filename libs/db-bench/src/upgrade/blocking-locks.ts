import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How a lock on a table kept its writers waiting. */
export interface BlockingLock {
  readonly table: string;
  /** `AccessExclusiveLock`, …. */
  readonly mode: string;
  /** Milliseconds that sessions waited for it; later ones queue behind it. */
  readonly waited: number;
  /** Milliseconds that it was held. */
  readonly held: number;
}

/** Watches the locks during an upgrade. */
export interface LockWatch {
  /** The locks since the last call. */
  take(): BlockingLock[];
  /** The number of looks since the last call, and the longest time between two, in milliseconds. */
  looks(): { readonly count: number; readonly longest: number };
  stop(): Promise<void>;
}

/** Milliseconds between two looks: a shorter lock may stay unseen. */
const every = 5;

/** Table locks that a writer (ROW EXCLUSIVE) waits for; clients take none of these. */
const look = `
  select pid || ' ' || relation as key, relation::regclass::text as table, mode, granted
  from pg_catalog.pg_locks
  where locktype = 'relation'
    and database = (select oid from pg_catalog.pg_database where datname = current_database())
    and mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
    and relation in (
      select oid from pg_catalog.pg_class
      where relkind in ('r', 'p') and relnamespace in ('public'::regnamespace, 'auth'::regnamespace)
    )`;

interface SeenLock {
  readonly key: string;
  readonly table: string;
  readonly mode: string;
  readonly granted: boolean;
}

/** A lock, and when it was first and last seen in either state. */
interface OpenLock {
  readonly table: string;
  mode: string;
  readonly since: number;
  heldSince: number | undefined;
}

/**
 * Watches the locks that keep the writers of user tables waiting. A time counts from the look
 * before the lock appeared to the look after it was gone, so it is rather too long than too short.
 *
 * @param url for a role that sees other sessions' locks
 */
export async function watchLocks(url: string): Promise<LockWatch> {
  const connection = new pg.Client({ connectionString: url, application_name: 'lock watch' });
  connection.on('error', () => undefined);
  await connection.connect();
  const open = new Map<string, OpenLock>();
  let seen: BlockingLock[] = [];
  let count = 0;
  let longest = 0;
  let before = performance.now();
  const ending = new AbortController();

  async function lookOnce(): Promise<void> {
    const { rows } = await connection.query<SeenLock>({ name: 'look', text: look });
    const now = performance.now();
    const there = new Set(rows.map(({ key }) => key));
    for (const [key, lock] of open) {
      if (there.has(key)) continue;
      open.delete(key);
      const heldSince = lock.heldSince ?? now;
      const { table, mode, since } = lock;
      seen.push({ table, mode, waited: heldSince - since, held: now - heldSince });
    }
    for (const { key, table, mode, granted } of rows) {
      const lock = open.get(key) ?? { table, mode, since: before, heldSince: undefined };
      open.set(key, lock);
      if (granted) lock.heldSince ??= before;
      if (mode === 'AccessExclusiveLock') lock.mode = mode;
    }
    count += 1;
    longest = Math.max(longest, now - before);
    before = now;
  }

  const running = (async () => {
    try {
      while (!ending.signal.aborted) {
        await lookOnce();
        await sleep(every);
      }
    } finally {
      await connection.end();
    }
  })();
  // stop reports it
  running.catch(() => undefined);
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    looks() {
      const told = { count, longest };
      [count, longest] = [0, 0];
      return told;
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}
