import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { withForwarder } from './forwarder.ts';
import { first, nameOf, second, until, type PushTarget } from './target.ts';

/** How a migration is made of transactions. */
export const shapes = ['one transaction', 'its own commits', 'concurrent indexes'] as const;
type Shape = (typeof shapes)[number];

/** What goes wrong while a statement of it runs. */
export const events = [
  'an SQL error',
  'Ctrl-C',
  'kill -9 of push',
  'a kill of the CLI',
  'a terminated server process',
  'a target out of reach',
  'a lock that is never free',
] as const;
type Event = (typeof events)[number];

/** Which of the three statements it happens at. */
export const positions = [0, 1, 2] as const;
type Position = (typeof positions)[number];

/** The state after a failed push. */
export interface Found {
  readonly code: number | null;
  readonly stderr: string;
  /** The claims of the account; undefined for missing ones. */
  readonly told: { readonly applied: boolean; readonly objects: readonly string[] } | undefined;
  /** What is so, read by another session. */
  readonly real: { readonly applied: boolean; readonly objects: readonly string[] };
}

const steps = ['step_a', 'step_b', 'step_c'] as const;

/** The statement that the event happens at: it goes on until the test is done with it. */
const waiting = `do $$ begin for i in 1..3000 loop perform pg_sleep(0.01); end loop; end $$`;

/** A migration of three steps; before one of them it waits, fails, or needs a lock. */
function migration(shape: Shape, position: Position, event: Event): string {
  const obstacle =
    event === 'an SQL error'
      ? 'select 1/0'
      : event === 'a lock that is never free'
        ? 'alter table public.busy add column more int'
        : waiting;
  const statements = steps.flatMap((name, index) => [
    ...(index === position ? [obstacle] : []),
    shape === 'concurrent indexes'
      ? `create index concurrently ${name} on public.quiet (id)`
      : `create table public.${name} (id int)`,
    ...(shape === 'its own commits' ? ['commit'] : []),
  ]);
  return statements.map((statement) => `${statement};\n`).join('');
}

/** The same migration, made so that it can be run again after any part of it. */
function mended(shape: Shape): string {
  const make = (name: string) =>
    shape === 'concurrent indexes'
      ? `drop index if exists public.${name};\ncreate index ${name} on public.quiet (id);\n`
      : `create table if not exists public.${name} (id int);\n`;
  return steps.map(make).join('');
}

/**
 * Pushes a migration during an event, and a second one after it; then checks the real state. The
 * event comes while the server runs the statement, which the server itself says.
 */
export async function pushThrough(
  target: PushTarget,
  shape: Shape,
  position: Position,
  event: Event,
): Promise<Found> {
  await target.query('create table public.busy (id int); create table public.quiet (id int)');
  await target.query(
    `alter table public.busy owner to ${target.owner}; alter table public.quiet owner to ${target.owner}`,
  );
  await target.write(first, migration(shape, position, event));
  await target.write(second, 'create table public.not_to_be_begun (id int);\n');
  const holder = new pg.Client({ connectionString: target.database.adminUrl });
  await holder.connect();
  try {
    if (event === 'a lock that is never free') {
      await holder.query('begin; lock table public.busy in access share mode');
    }
    return await withForwarder(target.database.ownerUrl, async (forwarder) => {
      const running = target.start(['--yes', '--lock-timeout=50ms'], {
        PROD_DB_URL: forwarder.url,
      });
      if (event !== 'an SQL error' && event !== 'a lock that is never free') {
        await until('the server runs the statement', async () => (await workers(target)) === 1);
      }
      switch (event) {
        case 'Ctrl-C':
          running.process.kill('SIGINT');
          break;
        case 'kill -9 of push':
          running.process.kill('SIGKILL');
          break;
        case 'a kill of the CLI':
          await killCli(target);
          break;
        case 'a terminated server process':
          await target.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and query like 'do $$%pg_sleep%'`,
          );
          break;
        case 'a target out of reach':
          await forwarder.close();
          break;
      }
      const { code, stderr } = await running.outcome;
      await until('no server process is left', async () => (await sessions(target)) === 1);
      await until('no process is left', async () => (await processes(target)).length === 0);
      return { code, stderr, told: told(stderr), real: await real(target) };
    });
  } finally {
    await holder.end();
  }
}

/** Mends the migration and pushes again. */
export async function pushMended(target: PushTarget, shape: Shape) {
  await target.write(first, mended(shape));
  return target.push();
}

/** What the account on standard error says. */
function told(stderr: string): Found['told'] {
  if (!stderr.includes('The state of') || stderr.includes('cannot be read')) return undefined;
  const file = `${first}_${nameOf(first)}.sql`;
  const [, applied = ''] = /by this push or another\n((?: {4}\S+\n?)*)/.exec(stderr) ?? [];
  const [, notApplied = ''] = /not applied: .*\n((?: {4}\S+\n?)*)/.exec(stderr) ?? [];
  if (applied.includes(file) === notApplied.includes(file)) {
    throw new Error(`the account must say of ${file} either:\n${stderr}`);
  }
  const objects = [...stderr.matchAll(/^ {4}\+ (?:table|index) public\.(\S+)/gm)];
  return {
    applied: applied.includes(file),
    objects: objects.map(([, name = '']) => name).toSorted(),
  };
}

async function real(target: PushTarget): Promise<Found['real']> {
  const applied = (await target.history()).includes(first);
  const there = await target.relations();
  const objects = there.filter((name) => steps.some((step) => step === name));
  if (there.includes('not_to_be_begun')) throw new Error('the second file was begun');
  return { applied, objects: applied ? [] : objects.toSorted() };
}

/** How many sessions run the statement that waits. */
async function workers(target: PushTarget): Promise<number> {
  const [row] = await target.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and state = 'active' and query like 'do $$%pg_sleep%'`,
  );
  return row?.count ?? 0;
}

/** Sessions of others than this test; the holder of the lock is one. */
async function sessions(target: PushTarget): Promise<number> {
  const [row] = await target.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  return row?.count ?? 0;
}

async function killCli(target: PushTarget): Promise<void> {
  for (const { pid, command } of await processes(target)) {
    if (/\/bin\/supabase(\.exe)? /.test(command)) process.kill(pid, 'SIGKILL');
  }
}

/** The processes with the target in their arguments: the CLI and its keeper. */
async function processes(target: PushTarget): Promise<{ pid: number; command: string }[]> {
  const found: { pid: number; command: string }[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(`/${target.database.name}?`)) {
      found.push({ pid: Number(name), command: command.replaceAll('\0', ' ') });
    }
  }
  return found;
}
