import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import {
  atDatabase,
  databaseOf,
  localPassword,
  superuser,
  parsePostgresUrl,
  withoutPassword,
} from '../../postgres/address.ts';
import { dropDatabase, maintenanceDatabase } from '../../base/base.ts';
import { withClient } from '../../postgres/connect.ts';
import type { Engine, EngineOptions, Server, ThrowawayServer } from '../engine.ts';
import { prepareServer } from '../server.ts';

/** The oldest Postgres with the features that the migrations use. */
const oldestVersion = 15;

/** An existing Postgres: any server from 15 on, or a `supabase start` stack. */
export function urlEngine(options: EngineOptions): Engine {
  const report = options.report ?? (() => undefined);

  async function start(): Promise<Server> {
    const given = givenUrl(options.url);
    report(`connecting to ${withoutPassword(given.toString())}`);
    const superuserUrl = await asSuperuser(given);
    return prepareServer({
      engine: 'url',
      superuserUrl,
      database: databaseOf(given),
      password: decodeURIComponent(given.password) || localPassword,
    });
  }

  return {
    name: 'url',
    start,
    async throwaway() {
      return withDatabasesOfTheRun(await start());
    },
    stop() {
      throw new ToolError(
        'The server at PARAKEET_DB_URL was not started by this command, so it does not stop it.',
        {
          next: 'Stop it as it was started (`npx supabase stop` for a stack).',
        },
      );
    },
    async status() {
      const given = givenUrl(options.url);
      const address = { host: given.hostname, port: Number(given.port || 5432) };
      const running = await withClient(given.toString(), async () => true).catch(() => false);
      return { engine: 'url', running, location: withoutPassword(given.toString()), address };
    },
  };
}

function givenUrl(text: string | undefined): URL {
  if (text === undefined || text === '') {
    throw new ToolError('The engine `url` needs the address of a Postgres.', {
      next: 'Set PARAKEET_DB_URL=postgresql://user:password@host:port/database, in the environment or in .env.local.',
    });
  }
  const url = parsePostgresUrl(text, 'PARAKEET_DB_URL');
  if ([maintenanceDatabase, 'template0'].includes(databaseOf(url))) {
    throw new ToolError(`PARAKEET_DB_URL names ${databaseOf(url)}, which Postgres reserves.`, {
      next: 'Name another database, such as postgres.',
    });
  }
  return url;
}

/** The address for a superuser: the one given, or supabase_admin of a `supabase start` stack. */
async function asSuperuser(given: URL): Promise<string> {
  const url = given.toString();
  const { isSuperuser, version } = await withClient(url, async (client) => {
    const { rows } = await client.query<{ superuser: boolean; version: number }>(
      `select rolsuper as superuser, current_setting('server_version_num')::int / 10000 as version
       from pg_roles where rolname = current_user`,
    );
    return { isSuperuser: rows[0]?.superuser ?? false, version: rows[0]?.version ?? 0 };
  }).catch((cause: unknown) => {
    throw new ToolError(`No Postgres answers at ${withoutPassword(url)}: ${messageOf(cause)}`, {
      cause,
      next: 'Check the address in PARAKEET_DB_URL, and that the server runs.',
    });
  });
  if (version < oldestVersion) {
    throw new ToolError(`The server at ${withoutPassword(url)} is PostgreSQL ${version}.`, {
      next: `It must be PostgreSQL ${oldestVersion} or newer; hosted projects run 17.`,
    });
  }
  if (isSuperuser) return url;
  const admin = atDatabase(url, { database: databaseOf(given), user: superuser });
  try {
    await withClient(admin, async () => undefined);
    return admin;
  } catch (cause) {
    throw new ToolError(`${given.username} is not a superuser of ${withoutPassword(url)}.`, {
      cause,
      next: 'The tools create roles and databases there: give the address of a superuser.',
    });
  }
}

/**
 * On a foreign server a run creates its own databases, with its name in theirs, and drops them. The
 * next run drops those of a killed run: a run holds an advisory lock while it lives.
 */
async function withDatabasesOfTheRun(server: Server): Promise<ThrowawayServer> {
  const run = randomBytes(4);
  const prefix = `${runPrefix}${run.toString('hex')}_`;
  const keeper = new pg.Client({ connectionString: server.adminUrl(server.database) });
  keeper.on('error', () => undefined);
  await keeper.connect();
  await keeper.query('select pg_advisory_lock($1, $2)', [runLock, run.readInt32BE()]);
  await dropAbandoned(keeper);
  return {
    ...server,
    databaseName: (name) => prefix + name,
    async stop() {
      for (const name of await databasesLike(keeper, prefix)) await dropDatabase(keeper, name);
      await keeper.end();
    },
  };
}

const runPrefix = 'parakeet_run_';
/** Arbitrary: the first half of the advisory lock of a run; the second is the run's number. */
const runLock = 7_201_003;

async function dropAbandoned(client: pg.ClientBase): Promise<void> {
  for (const name of await databasesLike(client, runPrefix)) {
    const run = Buffer.from(name.slice(runPrefix.length, runPrefix.length + 8), 'hex');
    if (run.length !== 4) continue;
    const lock = [runLock, run.readInt32BE()];
    const { rows } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock($1, $2) as free',
      lock,
    );
    // our own lock counts too, but our own databases do not exist yet
    if (!rows[0]?.free) continue;
    await dropDatabase(client, name);
    await client.query('select pg_advisory_unlock($1, $2)', lock);
  }
}

async function databasesLike(client: pg.ClientBase, prefix: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  return rows.map((row) => row.name);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
