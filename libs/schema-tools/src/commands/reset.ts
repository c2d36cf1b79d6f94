import { styleText } from 'node:util';
import { commandLine, count, seconds, table, ToolError } from '@parakeet/command-kit';
import {
  chooseEngine,
  configValue,
  dropDatabase,
  explainFailure,
  isLoopback,
  locks,
  maintenanceDatabase,
  readConfig,
  runCommand,
  type Server,
  withClient,
} from '@parakeet/local-supabase';
import { addressOf, describeDatabase } from '../local/describe.ts';
import { readSeed } from '../local/seed-files.ts';
import { seed } from '../local/seed.ts';
import { swapIn, swapNames } from '../local/swap.ts';
import { buildDatabase } from '../migrations/build-database.ts';
import { readMigrationFiles, skippedFiles } from '../migrations/migration-files.ts';
import { engineChoice } from '../project/engine-choice.ts';
import { project, shortPath } from '../project/project.ts';
import schema from './reset.schema.json' with { type: 'json' };

await runCommand(schema, async (options, { signal, step }) => {
  const began = performance.now();
  const migrations = await readMigrationFiles();
  for (const note of await skippedFiles()) step(note);
  if (migrations.length === 0) {
    throw new ToolError(`There is no migration in ${shortPath(project().migrations)}.`, {
      next: `Make one: ${commandLine('new')} --name=…`,
    });
  }
  const { files: seeds, leftOut } = options.flag('no-seed')
    ? { files: [], leftOut: '--no-seed' }
    : await readSeed();
  const server = await chooseEngine({
    ...engineChoice(options, step),
    port: options.text('port'),
  }).start();
  refuseForeignDatabase(server, options.text('database'));
  await noteOtherVersion(server, step);

  const made = await oneAtATime(server, step, async () => {
    const { next } = swapNames(server.database);
    let isSwapping = false;
    signal.throwIfAborted();
    try {
      await buildDatabase(server, next, migrations, {
        signal,
        onMigration: (file) => step(`applying ${file}`),
      });
      if (seeds.length > 0) {
        step(`seeding from ${seeds.map(({ path }) => shortPath(path)).join(', ')}`);
        await seed(server.ownerUrl(next), seeds);
      }
      signal.throwIfAborted();
      step('swapping it in');
      isSwapping = true;
      await swapIn(server);
    } catch (error) {
      try {
        await withClient(server.adminUrl(maintenanceDatabase), (client) =>
          dropDatabase(client, next),
        );
      } catch (cause) {
        const kind = explainFailure(cause)?.kind;
        if (kind === 'gone' && !signal.aborted) throw serverGone(server, isSwapping, cause);
        // a server without space still runs, and the first error says more
        if (kind !== 'no room') throw cause;
      }
      const explained = explainFailure(error);
      if (explained) throw untouched(new ToolError(explained.message, explained), server);
      if (error instanceof ToolError) throw untouched(error, server);
      throw error;
    }
    // before the next reset may start, which would end this connection
    return describeDatabase(server.adminUrl(server.database));
  });

  const security =
    made.unsecured.length === 0
      ? 'all with row level security'
      : styleText('red', `without row level security: ${made.unsecured.join(', ')}`);
  process.stdout.write(
    `\n${styleText('green', '✔')} a fresh database is serving\n\n` +
      table([
        ['engine', `PostgreSQL ${server.version}, ${server.engine}`],
        ['address', addressOf(server)],
        ['migrations', `${made.migrations.length} applied, the newest ${made.migrations.at(-1)}`],
        ['tables', `${made.tables}, ${security}`],
        ['policies', String(made.policies)],
        ['seed', seeds.length === 0 ? `left out: ${leftOut}` : count(made.rows, 'row')],
        ...made.standIns.map((text): [string, string] => ['extension', text]),
        ['time', seconds(performance.now() - began)],
      ]) +
      (server.engine === 'url'
        ? ''
        : '\n  user and password as in a `supabase start` stack: postgres\n') +
      `\n  next\n\n${table([
        [`${commandLine('new')} --name=…`, 'starts a migration'],
        [commandLine('stop'), 'stops the server'],
      ])}`,
  );
});

/** Refuses to replace a database on another machine, unless its name was given. */
function refuseForeignDatabase(server: Server, named: string | undefined): void {
  if (named !== undefined && named !== server.database) {
    throw new ToolError(
      `--database=${named} was given, and the address names the database ${server.database}.`,
      { next: 'Nothing was changed. Give the name that the address has, or another address.' },
    );
  }
  if (isLoopback(server.host) || named !== undefined) return;
  throw new ToolError(
    `${server.host} is not this machine, and a reset replaces the database ${server.database} with all its data.`,
    { next: `Nothing was changed. If you mean it, name it: --database=${server.database}` },
  );
}

/** Warns if supabase/config.toml names another version of PostgreSQL than the server's. */
async function noteOtherVersion(server: Server, step: (text: string) => void): Promise<void> {
  const wanted = configValue(await readConfig(project().workdir), 'db', 'major_version');
  if (typeof wanted !== 'number' || server.version.startsWith(`${wanted}.`)) return;
  step(
    `supabase/config.toml has major_version = ${wanted}, and this is PostgreSQL ` +
      `${server.version}; --engine=container runs the image in PARAKEET_DB_IMAGE`,
  );
}

/** Waits for another reset of the same server to end. A killed reset blocks nothing. */
async function oneAtATime<Result>(
  server: Server,
  step: (text: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  return withClient(server.adminUrl(maintenanceDatabase), async (client) => {
    const { rows } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1) as free',
      [locks.reset],
    );
    if (!rows[0]?.free) {
      step('another reset is running; waiting for it to end');
      await client.query('select pg_advisory_lock($1)', [locks.reset]);
    }
    return work();
  });
}

/** If the server stopped or crashed, the next reset does the cleanup. */
function serverGone(server: Server, isSwapping: boolean, cause: unknown): ToolError {
  const state = isSwapping
    ? `Its database is complete, either the old one or the new one: ${commandLine('status')}`
    : 'Its database is as it was.';
  return new ToolError(
    `The server at ${addressOf(server)} went away during the reset: it was stopped, or it crashed.`,
    { cause, next: `${state}\nA full disk also ends it. Run it again.` },
  );
}

function untouched(error: ToolError, server: Server): ToolError {
  const next = `${error.next ?? ''}\nThe database at ${addressOf(server)} is as it was.`.trim();
  return new ToolError(error.message, { next, cause: error.cause });
}
