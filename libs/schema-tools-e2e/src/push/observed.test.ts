import { describe, expect, it } from 'vitest';
import { chooseEngine, connect, createEmptyDatabase } from '@parakeet/local-supabase';
import { succeeds } from '@parakeet/db-harness/expectations';
import { withClients } from './clients.ts';
import { withDebianPostgres } from './debian-postgres.ts';
import { kinds } from './kinds.ts';
import { hasProgress } from './progress.ts';
import { gateLock, startSampler, type Sample } from './sampler.ts';
import { withPushTarget, type PushTarget } from './target.ts';
import { landed } from '../observe/statements.ts';

const isWhole = process.env['PARAKEET_PUSH_OBSERVED'] === 'all';

/** What a plan says of a statement, as far as it can be seen. */
interface Said {
  readonly line: number;
  readonly cost: string;
  readonly rows?: number;
  readonly lock?: { readonly table: string };
  readonly locks: Readonly<Record<string, string>>;
  readonly rewrites: readonly string[];
  readonly empties: readonly string[];
  readonly scans: readonly string[];
  readonly builds: readonly string[];
}

/** Statements that the Supabase CLI runs by themselves: no gate can follow them in their file. */
const isAlone = (sql: string) => /concurrently|^(vacuum|cluster)/.test(sql);

const versionOf = (place: number) => `20300101${String(place).padStart(6, '0')}`;

async function fill(target: PushTarget, rows: number): Promise<void> {
  await target.query(
    `insert into public.lifters (name) select 'x' from generate_series(1, 20);
     insert into public.logs (id, lifter_id, note, reps, at)
     select place, (select id from public.lifters limit 1), 'n' || place, place % 50, now()
     from generate_series(1, ${rows}) as place`,
  );
  await target.query('vacuum analyze public.logs');
}

/**
 * What a statement does, by the plan or as it was seen: names of the target's tables and indexes.
 */
type Effects = Readonly<
  Record<'rewrites' | 'scans' | 'builds' | 'locks' | 'progress', readonly string[]>
>;

/** For each statement, the plan and the observation. */
interface Compared {
  readonly said: Readonly<Record<string, Effects>>;
  readonly seen: Readonly<Record<string, Effects>>;
  /** Of indexes that were built: the rows by the plan, and as Postgres told while it built. */
  readonly rows: readonly (readonly [planned: number, told: number])[];
}

/**
 * Pushes statements, a file each, while clients work, and looks at the target from another session.
 * A file ends when it was looked at: it waits for a lock that the sampler has.
 */
async function compare(
  target: PushTarget,
  statements: readonly { readonly sql: string }[],
  rows: number,
): Promise<Compared> {
  await target.write(versionOf(0), landed);
  await succeeds(target.start().outcome);
  await fill(target, rows);
  for (const [place, { sql }] of statements.entries()) {
    const gate = isAlone(sql) ? '' : `select pg_advisory_lock(${gateLock}, ${place + 1});\n`;
    await target.write(versionOf(place + 1), `${sql};\n${gate}`);
  }
  const options = ['--engine=embedded', '--lock-timeout=1min'];
  const dry = await target.plan(['--dry-run', '--output-format=json', ...options]).outcome;
  const plan = JSON.parse(dry.output) as {
    statements: readonly Said[];
    findings: readonly { rule: string; object: string; level: string; says: string }[];
  };
  const allowed = plan.findings
    .filter(({ level }) => level === 'refuse')
    .map(({ rule, object, says }) => {
      if (rule === 'statement-fails') throw new Error(says);
      return `--allow=${rule} ${object}: this is what is tried`;
    });
  const planned = plan.statements.filter(({ line }) => line === 1);
  // few rows are over before anybody can look
  const sampler = await startSampler(target.database.adminUrl, isWhole);
  let samples: readonly Sample[] = [];
  await withClients(target.database.adminUrl, 6, async () => {
    const pushing = target.plan(['--yes', ...options, ...new Set(allowed)]);
    const { code, stderr } = await pushing.outcome;
    samples = await sampler.end(1);
    if (code !== 0) throw new Error(stderr);
  });
  const both = statements.map(({ sql }, place) => {
    const [one, sample] = [planned[place], samples[place]];
    if (!one || !sample) throw new Error(`nothing was seen of ${sql}`);
    const told = Math.max(0, ...sample.progress.values());
    return { sql, ...effectsOf(one, sample, sql), rows: [one.rows ?? 0, told] as const };
  });
  return {
    said: Object.fromEntries(both.map(({ sql, said }) => [sql, said])),
    seen: Object.fromEntries(both.map(({ sql, seen }) => [sql, seen])),
    rows: both.flatMap((one) => (one.rows[1] > 0 ? [one.rows] : [])),
  };
}

function effectsOf(one: Said, sample: Sample, sql: string): { said: Effects; seen: Effects } {
  const { tables, rewritten, scanned, built } = sample;
  const locks = lockWords(sample.locks, sample);
  // what runs by itself is over before it is looked at, or is not
  const isMissed = isAlone(sql) && locks.length === 0;
  return {
    said: {
      // TRUNCATE gives a table another file too
      rewrites: [...one.rewrites, ...one.empties].toSorted(),
      scans: scansOf(one.scans, sql),
      builds: [...one.builds].toSorted(),
      locks: isMissed ? [] : lockWords(one.locks, sample),
      progress: isWhole && hasProgress(sql) ? [workOf(one)] : [],
    },
    seen: {
      rewrites: rewritten.filter((name) => tables.has(name)).toSorted(),
      scans: scansOf(scanned, sql),
      builds: [...built, ...rewritten.filter((name) => !tables.has(name))].toSorted(),
      locks,
      progress: [...sample.progress.keys()].toSorted(),
    },
  };
}

/** The plan's class, with the table that it is about. */
const workOf = ({ cost, lock }: Said) => `${cost} ${lock?.table}`;

/** Locks on tables: views have none that can be seen, and those of indexes are not in the plan. */
function lockWords(locks: Readonly<Record<string, string>>, { tables }: Sample): string[] {
  return Object.entries(locks)
    .flatMap(([name, mode]) => (tables.has(name) ? [`${name} ${mode}`] : []))
    .toSorted();
}

/** Milliseconds that a statement waits for its lock. */
const lockTimeoutMs = 500;

/** While a push waits for a transaction of somebody else, clients wait no longer than it does. */
async function waitBehind(target: PushTarget) {
  await target.write(versionOf(900), 'alter table public.logs add column waited int;');
  const { client: holder } = await connect(target.database.adminUrl);
  const sampler = await startSampler(target.database.adminUrl);
  try {
    await holder.query('begin; lock table public.logs in access share mode');
    await withClients(target.database.adminUrl, 6, async () => {
      const running = target.start(['--yes', `--lock-timeout=${lockTimeoutMs}ms`]);
      await running.says('attempt 2 of 5');
      await holder.query('commit');
      await succeeds(running.outcome);
    });
  } finally {
    await holder.end();
    await sampler.end(0);
  }
  return sampler.waits;
}

/** Of a foreign key those of the table that has it: how the other one is read is the planner's. */
function scansOf(tables: readonly string[], sql: string): string[] {
  const isForeignKey = /foreign key|lifter_id_fkey/.test(sql);
  return tables.filter((name) => !isForeignKey || name === 'public.logs').toSorted();
}

it('the plan of some kinds of statement matches what another session sees', async () => {
  await withPushTarget(async (target) => {
    const sample = kinds.filter(({ sampled }) => sampled);
    const { said, seen } = await compare(target, sample, 2000);
    expect(Object.keys(seen)).toHaveLength(sample.length);
    expect(seen).toEqual(said);
  });
});

describe.runIf(isWhole)('on PostgreSQL 15 of Debian, with 500,000 logs and six clients', () => {
  it(
    'the plan says of every kind of statement what another session sees, and clients wait no longer',
    { timeout: 1_800_000 },
    async () => {
      await withDebianPostgres(async (url) => {
        const engine = chooseEngine(
          { workspace: process.cwd(), engine: 'url' },
          { PARAKEET_DB_URL: url },
        );
        const server = await engine.throwaway();
        const name = server.databaseName('production');
        const ownerUrl = await createEmptyDatabase(server, name);
        const database = { name, ownerUrl, adminUrl: server.adminUrl(name) };
        await withPushTarget(async (target) => {
          const { said, seen, rows } = await compare(target, kinds, 500_000);
          expect(seen).toEqual(said);
          // how many rows is told in one of several phases, which a look may miss
          expect(rows.length).toBeGreaterThan(2);
          for (const [planned, told] of rows) {
            expect(Math.abs(planned - told), `${planned} planned, ${told} told`).toBeLessThan(
              planned / 10,
            );
          }
          const waits = await waitBehind(target);
          process.stdout.write(
            `waited at most, in ms: the push ${Math.round(waits.worker)}, ` +
              `clients behind it ${Math.round(waits.clients)}\n`,
          );
          expect(waits.worker).toBeGreaterThan(0);
          // a busy machine looks at its clock late
          expect(waits.clients).toBeLessThan(2 * lockTimeoutMs);
        }, database);
        await server.stop();
      });
    },
  );
});
