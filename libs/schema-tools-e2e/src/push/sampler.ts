import { setTimeout as sleep } from 'node:timers/promises';
import { innerModes, lockModes } from '@parakeet/schema-tools';
import { connect } from '@parakeet/local-supabase';
import { watchProgress, type Progress } from './progress.ts';

/** The class of the advisory locks that files wait for. */
export const gateLock = 7;

/** What was seen on a target while a file was applied. */
export interface Sample {
  /** By table, the strongest lock of the session that applied the file. */
  readonly locks: Readonly<Record<string, string>>;
  /** Tables that were there before. */
  readonly tables: ReadonlySet<string>;
  /** Tables and indexes whose file is another one now. */
  readonly rewritten: readonly string[];
  /** Tables with more sequential scans than before. */
  readonly scanned: readonly string[];
  /** New indexes with a new file. */
  readonly built: readonly string[];
  readonly progress: Progress;
}

/** Tables and indexes, by name, while no file is applied. */
type Look = ReadonlyMap<
  string,
  { readonly file: number; readonly scans: number; readonly kind: string }
>;

/**
 * Looks at a target again and again while a push applies files, on connections of its own. Files are
 * told apart by how many the history has.
 */
export async function startSampler(adminUrl: string, asksForProgress = false) {
  const { client } = await connect(adminUrl, { application: 'sampler' });
  const progress = asksForProgress ? await watchProgress(adminUrl) : undefined;
  const looks = new Map<number, Look>();
  const locks = new Map<number, Map<string, number>>();
  const waits = { worker: 0, clients: 0 };
  let isOver = false;
  for (let file = 1; file <= 100; file += 1) {
    await client.query('select pg_advisory_lock($1, $2)', [gateLock, file]);
  }

  /** Lets a file go on that has come to its gate and was looked at there. */
  const open = async () => {
    const { rows } = await client.query<{ file: number }>(
      `select objid::int as file from pg_locks
       where locktype = 'advisory' and classid = $1 and not granted`,
      [gateLock],
    );
    return async () => {
      for (const { file } of rows) {
        await client.query('select pg_advisory_unlock($1, $2)', [gateLock, file]);
      }
    };
  };

  const look = async (): Promise<void> => {
    const { rows } = await client.query<{
      done: number;
      isBusy: boolean;
      name: string;
      kind: string;
      file: number;
      scans: number;
    }>(
      `select (select count(*)::int from supabase_migrations.schema_migrations) as done,
         exists (
           select from pg_locks where locktype = 'advisory' and classid = 7201005 and granted
         ) as "isBusy",
         n.nspname || '.' || c.relname as name, c.relkind::text as kind,
         pg_relation_filenode(c.oid)::int8::float8 as file, pg_stat_get_numscans(c.oid)::int as scans
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'i', 'm')`,
    );
    const [first] = rows;
    if (!first) return;
    // a statement outside of a transaction shows what it makes before it is done
    if (!first.isBusy) {
      looks.set(first.done, new Map(rows.map(({ name, ...one }) => [name, one])));
    }
    const held = await client.query<{ name: string; lock: number }>(
      `select n.nspname || '.' || c.relname as name,
         max(array_position($1::text[], l.mode)) as lock
       from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and l.pid in (
         select pid from pg_locks where locktype = 'advisory' and classid = 7201005 and granted
       ) and l.granted
       group by 1`,
      [innerModes],
    );
    const own = locks.get(first.done) ?? new Map<string, number>();
    for (const { name, lock } of held.rows) own.set(name, Math.max(own.get(name) ?? 0, lock));
    locks.set(first.done, own);
    const waiting = await client.query<{ worker: number | null; clients: number | null }>(
      `with waiting as (
         select l.pid, extract(epoch from clock_timestamp() - l.waitstart) * 1000 as ms,
           l.pid in (
             select pid from pg_locks where locktype = 'advisory' and classid = 7201005 and granted
           ) as is_worker
         from pg_locks l where not l.granted and l.locktype = 'relation'
       )
       select max(ms) filter (where is_worker)::float8 as worker,
         max(ms) filter (where not is_worker and exists (select from waiting where is_worker))::float8
           as clients
       from waiting`,
    );
    waits.worker = Math.max(waits.worker, waiting.rows[0]?.worker ?? 0);
    waits.clients = Math.max(waits.clients, waiting.rows[0]?.clients ?? 0);
  };
  const looking = (async () => {
    while (!isOver) {
      const letGo = await open();
      await look();
      await letGo();
      await sleep(5);
    }
    await look();
  })();

  return {
    /** Milliseconds, the longest that was seen while the push waited: itself, and others behind it. */
    waits,
    /** Ends it. The first sample is of the file that the history had `from` files before. */
    async end(from: number): Promise<Sample[]> {
      isOver = true;
      await looking;
      await client.end();
      const told = await progress?.end();
      const samples: Sample[] = [];
      for (let done = from; looks.has(done + 1); done += 1) {
        const before = looks.get(done) ?? new Map<string, never>();
        const after = looks.get(done + 1) ?? new Map<string, never>();
        const files = new Set(Array.from(before.values(), ({ file }) => file));
        const both = [...after].flatMap(([name, now]) => {
          const was = before.get(name);
          return was ? [{ name, was, now }] : [];
        });
        samples.push({
          locks: Object.fromEntries(
            Array.from(locks.get(done) ?? [], ([name, lock]) => [name, lockModes[lock - 1] ?? '']),
          ),
          tables: new Set([...before].flatMap(([name, { kind }]) => (kind === 'i' ? [] : [name]))),
          rewritten: both.filter(({ was, now }) => was.file !== now.file).map(({ name }) => name),
          scanned: both
            .filter(({ was, now }) => now.kind !== 'i' && now.scans > was.scans)
            .map(({ name }) => name),
          built: [...after]
            .filter(
              ([name, { kind, file }]) => kind === 'i' && !before.has(name) && !files.has(file),
            )
            .map(([name]) => name),
          progress: told?.get(done) ?? new Map<string, number>(),
        });
      }
      return samples;
    },
  };
}
