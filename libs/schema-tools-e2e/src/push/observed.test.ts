import { describe, expect, it } from 'vitest';
import { chooseEngine, connect, createEmptyDatabase } from '@parakeet/local-supabase';
import { withClients } from './clients.ts';
import { debianPostgres, withDebianPostgres } from './debian-postgres.ts';
import { kinds } from './kinds.ts';
import { gateLock, startSampler, type Sample } from './sampler.ts';
import { withPushTarget, type PushTarget } from './target.ts';
import { landed } from '../observe/statements.ts';

/** What a plan says of a statement, as far as it can be seen. */
interface Said {
  readonly line: number;
  readonly locks: Readonly<Record<string, string>>;
  readonly rewrites: readonly string[];
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
 * Pushes statements, a file each, while clients work; what the plan said of each is what another
 * session sees. A file ends when it was looked at: it waits for a lock that the sampler has.
 */
async function compare(
  target: PushTarget,
  statements: readonly { readonly sql: string }[],
  rows: number,
): Promise<void> {
  await target.write(versionOf(0), landed);
  expect(await target.push()).toMatchObject({ code: 0 });
  await fill(target, rows);
  for (const [place, { sql }] of statements.entries()) {
    const gate = isAlone(sql) ? '' : `select pg_advisory_lock(${gateLock}, ${place + 1});\n`;
    await target.write(versionOf(place + 1), `${sql};\n${gate}`);
  }
  const options = ['--engine=embedded', '--lock-timeout=1min'];
  const dry = await target.plan(['--dry-run', '--output-format=json', ...options]).outcome;
  const plan = JSON.parse(dry.output) as {
    statements: readonly Said[];
    findings: readonly { rule: string; object: string; level: string }[];
  };
  expect(plan.findings.filter(({ rule }) => rule === 'statement-fails')).toEqual([]);
  const said = plan.statements.filter(({ line }) => line === 1);
  expect(said).toHaveLength(statements.length);
  const allowed = plan.findings
    .filter(({ level }) => level === 'refuse')
    .map(({ rule, object }) => `--allow=${rule} ${object}: this is what is tried`);
  const sampler = await startSampler(target.database.adminUrl);
  let samples: readonly Sample[] = [];
  await withClients(target.database.adminUrl, 6, async () => {
    const { code, said: stderr } = await target.plan(['--yes', ...options, ...new Set(allowed)])
      .outcome;
    samples = await sampler.end(1);
    expect(code, stderr).toBe(0);
  });
  expect(samples).toHaveLength(statements.length);
  for (const [place, { sql }] of statements.entries()) {
    const [one, seen] = [said[place], samples[place]];
    if (!one || !seen) throw new Error(`nothing was seen of ${sql}`);
    expect(
      {
        rewrites: seen.rewritten.filter((name) => seen.tables.has(name)).toSorted(),
        scans: scansOf(seen.scanned, sql),
        builds: [
          ...seen.built,
          ...seen.rewritten.filter((name) => !seen.tables.has(name)),
        ].toSorted(),
      },
      sql,
    ).toEqual({
      // TRUNCATE takes another file too, and has nothing to read or to copy
      rewrites: [...one.rewrites].toSorted(),
      scans: scansOf(one.scans, sql),
      builds: [...one.builds].toSorted(),
    });
    const locks = Object.entries(seen.locks).filter(([name]) => seen.tables.has(name));
    // what runs by itself is over before it is looked at, or is not
    if (isAlone(sql) && locks.length === 0) continue;
    expect(Object.fromEntries(locks), sql).toEqual(tablesOf(one.locks, seen));
  }
}

/** Milliseconds that a statement waits for its lock. */
const lockTimeoutMs = 500;

/** While a push waits for a transaction of somebody else, clients wait no longer than it does. */
async function waitBehind(target: PushTarget): Promise<void> {
  await target.write(versionOf(900), 'alter table public.logs add column waited int;');
  const { client: holder } = await connect(target.database.adminUrl);
  const sampler = await startSampler(target.database.adminUrl);
  try {
    await holder.query('begin; lock table public.logs in access share mode');
    await withClients(target.database.adminUrl, 6, async () => {
      const running = target.start(['--yes', `--lock-timeout=${lockTimeoutMs}ms`]);
      await running.says('attempt 2 of 5');
      await holder.query('commit');
      const { code, said } = await running.outcome;
      expect(code, said).toBe(0);
    });
  } finally {
    await holder.end();
    await sampler.end(0);
  }
  process.stdout.write(
    `waited at most, in ms: the push ${Math.round(sampler.waits.worker)}, ` +
      `clients behind it ${Math.round(sampler.waits.clients)}\n`,
  );
  expect(sampler.waits.worker).toBeGreaterThan(0);
  // a busy machine looks at its clock late
  expect(sampler.waits.clients).toBeLessThan(2 * lockTimeoutMs);
}

/** Of a foreign key those of the table that has it: how the other one is read is the planner's. */
function scansOf(tables: readonly string[], sql: string): string[] {
  const isForeignKey = /foreign key|lifter_id_fkey/.test(sql);
  return tables.filter((name) => !isForeignKey || name === 'public.logs').toSorted();
}

/** Of the locks that were said, those on tables that can be seen: views are none. */
function tablesOf(locks: Said['locks'], { tables }: Sample): Record<string, string> {
  return Object.fromEntries(Object.entries(locks).filter(([name]) => tables.has(name)));
}

const isWhole = process.env['PARAKEET_PUSH_OBSERVED'] === 'all';

it('what the plan says of some kinds of statement is what another session sees', async () => {
  await withPushTarget((target) =>
    compare(
      target,
      kinds.filter(({ sampled }) => sampled),
      2000,
    ),
  );
});

describe.runIf(isWhole)('on PostgreSQL 15 of Debian, with 500,000 logs and six clients', () => {
  it.skipIf(debianPostgres === undefined)(
    'what the plan says of every kind of statement is what another session sees',
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
          await compare(target, kinds, 500_000);
          await waitBehind(target);
        }, database);
        await server.stop();
      });
    },
  );
});
