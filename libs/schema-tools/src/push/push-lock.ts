import { randomInt } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';

/**
 * Advisory locks of a push in the target, each held by a session and released when it ends. The
 * keys are arbitrary and the same in every version. The connection of the command holds `push`. The
 * server process that works for the Supabase CLI holds `worker` and `run`: the first shows that a
 * migration runs, the second whose it is.
 */
const lockClass = { push: 7_201_004, run: 7_201_005 } as const;
const [pushKey, workerKey] = [1, 2] as const;

/** The name of a push in `pg_stat_activity`, so others see its owner. */
export function applicationName(): string {
  return `parakeet push by ${userInfo().username} on ${hostname()}`.slice(0, 63);
}

/** A number for the lock of one run of the CLI. */
export function newRun(): number {
  return randomInt(1, 2 ** 31);
}

/** SQL for the locks that identify the CLI's session. */
export function workerLocksSql(run: number): string {
  return (
    `select pg_advisory_lock(${lockClass.push}, ${workerKey}),\n` +
    `  pg_advisory_lock(${lockClass.run}, ${run});\n`
  );
}

/** A session that holds a lock. */
interface Holder {
  readonly pid: number;
  /** The owner of the lock in words, as far as the role may see it. */
  readonly words: string;
}

/**
 * Takes the lock of pushes, or waits until it is free. It also waits for the server process of an
 * earlier push, which may outlive its command.
 *
 * @throws ToolError if another push holds it and `wait` is false
 */
export async function lockPush(
  client: pg.ClientBase,
  { wait, signal, step }: { wait: boolean; signal: AbortSignal; step: (text: string) => void },
): Promise<void> {
  for (const key of [pushKey, workerKey]) {
    let shown = '';
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock($1, $2) as taken',
        [lockClass.push, key],
      );
      if (rows[0]?.taken) break;
      const holder = await findHolder(client, lockClass.push, key);
      // it ended a moment ago
      if (!holder) continue;
      if (!wait) {
        throw new ToolError(`Another push works on this database: ${holder.words}.`, {
          next: 'This one changed nothing. Without --no-wait it waits for the other one.',
        });
      }
      if (holder.words !== shown) {
        step(`waiting for another push to end: ${holder.words}`);
        shown = holder.words;
      }
      await sleep(500, undefined, { signal }).catch(() => undefined);
    }
  }
  // the CLI's own session takes it
  await client.query('select pg_advisory_unlock($1, $2)', [lockClass.push, workerKey]);
}

/** The server process that works for a run of the CLI; undefined if there is none. */
export async function findWorker(client: pg.ClientBase, run: number): Promise<number | undefined> {
  return (await findHolder(client, lockClass.run, run))?.pid;
}

async function findHolder(
  client: pg.ClientBase,
  classId: number,
  key: number,
): Promise<Holder | undefined> {
  const { rows } = await client.query<{
    pid: number;
    application: string | null;
    role: string | null;
    address: string | null;
    since: string | null;
  }>(
    `select l.pid, a.application_name as application, a.usename as role,
       host(a.client_addr) as address, to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS TZ') as since
     from pg_catalog.pg_locks l
     left join pg_catalog.pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 2
       and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
       and l.classid = $1 and l.objid = $2`,
    [classId, key],
  );
  const [found] = rows;
  if (!found) return undefined;
  const { pid, application, role, address, since } = found;
  const words = [
    application || 'a session',
    `(server process ${pid}`,
    role && `role ${role}`,
    address && `from ${address}`,
    since && `since ${since}`,
  ];
  return { pid, words: `${words.filter(Boolean).join(', ').replace(', (', ' (')})` };
}
