import { styleText } from 'node:util';
import type pg from 'pg';
import { seconds, table, ToolError, UsageError, workspaceRoot } from '@parakeet/command-kit';
import { chooseEngine, isLoopback, runCommand } from '@parakeet/local-supabase';
import {
  readHistory,
  readMigrationFiles,
  readTarget,
  withTarget,
  type Target,
} from '@parakeet/schema-tools';
import { fillVolume, isDay } from '../volume/volume.ts';
import schema from './volume.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const lifters = options.wholeNumber('lifters', 1, 1_000_000);
  const weeks = options.wholeNumber('weeks', 1, 520);
  if (lifters === undefined || weeks === undefined) {
    throw new UsageError(`--${lifters === undefined ? 'lifters' : 'weeks'} is missing`, {
      next: 'For example --lifters=4000 --weeks=48, which makes half a million logs.',
    });
  }
  const seed = options.wholeNumber('seed', 0, 2_147_483_647);
  const until = options.text('until');
  if (until !== undefined && !isDay(until)) {
    throw new UsageError(`--until=${until} is no day`, { next: 'Such as --until=2026-06-17.' });
  }

  const target = await readDatabase();
  refuseForeignDatabase(target, options.text('database'));
  const counts = await withTarget(
    target,
    async (client) => {
      await requireMigrations(client, target);
      step(`filling ${target.shown}`);
      const stopOnSignal = await canceller(client, target, signal);
      try {
        return await fillVolume(client, {
          lifters,
          weeks,
          seed,
          until,
          add: options.flag('add'),
          signal,
          onStep: (title, done, all) => step(`${String(done).padStart(3)} of ${all}  ${title}`),
        });
      } finally {
        await stopOnSignal();
      }
    },
    // a step of half a million logs may take minutes
    { application: 'parakeet volume', queryTimeoutMs: 0 },
  );
  process.stdout.write(
    `\n${styleText('green', '✔')} filled\n\n` +
      table([
        ['address', target.shown],
        ...Object.entries(counts).map(([name, rows]): [string, string] => [
          name,
          rows.toLocaleString('en'),
        ]),
        ['time', seconds(performance.now() - began)],
      ]),
  );

  /** The database to fill: the local one, started if necessary, or another. */
  async function readDatabase(): Promise<Target> {
    const address = options.text('db-url');
    // it ignores production's address in the environment: that must be typed
    if (address !== undefined) return readTarget(address, 'fill', {});
    const server = await chooseEngine({
      workspace: workspaceRoot,
      engine: options.text('engine'),
      port: options.text('port'),
      report: step,
    }).start();
    return readTarget(server.ownerUrl(server.database), 'fill', {});
  }
});

/** Refuses to fill a database on another machine, unless its name was given. */
function refuseForeignDatabase(target: Target, named: string | undefined): void {
  if (named !== undefined && named !== target.database) {
    throw new ToolError(
      `--database=${named} was given, and the address names the database ${target.database}.`,
      { next: 'Nothing was changed. Give the name that the address has, or another address.' },
    );
  }
  if (isLoopback(target.host) || named !== undefined) return;
  throw new ToolError(
    `${target.host} is not this machine, and this would put made-up lifters into the database ${target.database}.`,
    { next: `Nothing was changed. If you mean it, name it: --database=${target.database}` },
  );
}

/** Refuses a database without this checkout's migrations, because the rows fit them. */
async function requireMigrations(client: pg.ClientBase, target: Target): Promise<void> {
  const applied = new Set((await readHistory(client)).map(({ version }) => version));
  const missing = (await readMigrationFiles()).filter(({ version }) => !applied.has(version));
  if (missing.length === 0) return;
  throw new ToolError(
    `${target.shown} lacks migrations: ${missing.map(({ version }) => version).join(', ')}.`,
    { next: 'Nothing was changed. Apply them: db-schema:reset locally, db-schema:push elsewhere.' },
  );
}

/** Cancels the running statement when the signal comes; some take half a minute. */
async function canceller(client: pg.ClientBase, target: Target, signal: AbortSignal) {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  let cancelled: Promise<unknown> = Promise.resolve();
  const cancel = () => {
    cancelled = withTarget(target, (other) =>
      other.query('select pg_cancel_backend($1)', [rows[0]?.pid]),
    ).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel);
  return async () => {
    signal.removeEventListener('abort', cancel);
    await cancelled;
  };
}
