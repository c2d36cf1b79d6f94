import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { defaultPort, localPassword } from '../address.ts';
import { waitUntilItAnswers } from '../connect.ts';
import type { Engine, EngineOptions, EngineStatus, Server } from '../engine.ts';
import { isReachableByAll, postgresUser } from '../operating-system-user.ts';
import { isPortTaken, portTaken } from '../port.ts';
import { prepareServer } from '../server.ts';
import { ToolError } from '../tool-error.ts';
import { findBinaries, systemHome, type Binaries } from './binaries.ts';
import { createCluster, run, superuser, writeSettings } from './cluster.ts';
import { isAlive, isZombie, removeLeftovers } from './processes.ts';
import { startThrowaway } from './throwaway.ts';

/** The real PostgreSQL from npm, started on this machine: no Docker, no account. */
export function embeddedEngine(options: EngineOptions): Engine {
  const home = homeOf(options.workspace);
  const data = join(home, 'data');
  const log = join(home, 'postgres.log');
  const report = options.report ?? (() => undefined);

  async function start(): Promise<Server> {
    const binaries = await findBinaries();
    await removeAbandoned(binaries);
    await mkdir(home, { recursive: true });
    await removeLeftovers(home, 'data.');
    if (home.startsWith(systemHome)) await writeFile(join(home, 'checkout'), options.workspace);

    const running = await readRunning(data);
    if (running && options.port !== undefined && options.port !== running.port) {
      throw new ToolError(
        `PostgreSQL is running on port ${running.port}, and port ${options.port} was asked for.`,
        { next: 'Stop it first: npx nx run db-schema:stop' },
      );
    }
    const port = running?.port ?? options.port ?? defaultPort;
    if (!running) await launch(binaries, port);
    const superuserUrl = `postgresql://${superuser}:${localPassword}@127.0.0.1:${port}/postgres`;
    await waitUntilItAnswers(superuserUrl, () => undefined);
    return prepareServer({
      engine: 'embedded',
      superuserUrl,
      database: 'postgres',
      password: localPassword,
    });
  }

  /** Starts the server. Two runs may do so at the same moment: then one of them does. */
  async function launch(binaries: Binaries, port: number): Promise<void> {
    const user = postgresUser();
    if (await isPortTaken(port)) {
      if (await readRunning(data)) return;
      throw portTaken(port);
    }
    if (!existsSync(data)) {
      report('creating the database cluster');
      await createCluster(binaries, data, user);
    }
    await writeSettings(data, {
      port,
      // the operating system still writes what a killed Postgres had written; only a
      // power cut can lose the last moments, never damage the rest
      synchronous_commit: 'off',
    });
    await forgetZombie(data);
    report('starting PostgreSQL');
    await writeFile(log, '', { flag: 'a' });
    if (user) await chown(log, user.uid, user.gid);
    try {
      await run(
        binaries.pgCtl,
        ['start', '--wait', '--silent', `--pgdata=${data}`, `--log=${log}`],
        user,
      );
    } catch (cause) {
      if (!(await readRunning(data))) throw await whyItDidNotStart(log, cause);
    }
  }

  async function stop(): Promise<boolean> {
    if (!(await readRunning(data))) return false;
    const binaries = await findBinaries();
    await stopCluster(binaries, data);
    return true;
  }

  async function status(): Promise<EngineStatus> {
    const running = await readRunning(data);
    return {
      engine: 'embedded',
      running: running !== undefined,
      location: data,
      address: running && { host: '127.0.0.1', port: running.port },
    };
  }

  return { name: 'embedded', start, stop, status, throwaway: () => startThrowaway(report) };
}

/**
 * Where a checkout's server lives: in the checkout, or, where root keeps the checkout to
 * itself, in a system directory that the user that Postgres runs as can enter.
 */
function homeOf(workspace: string): string {
  if (postgresUser() === undefined || isReachableByAll(workspace)) {
    return join(workspace, '.parakeet', 'postgres');
  }
  const digest = createHash('sha256').update(workspace).digest('hex').slice(0, 12);
  return join(
    systemHome,
    'checkouts',
    `${basename(workspace).replaceAll(/[^\w.-]/g, '-')}-${digest}`,
  );
}

/** Stops and removes the servers of checkouts that are no longer there. */
async function removeAbandoned(binaries: Binaries): Promise<void> {
  const checkouts = join(systemHome, 'checkouts');
  if (!existsSync(checkouts)) return;
  for (const name of await readdir(checkouts)) {
    const home = join(checkouts, name);
    const checkout = await readFile(join(home, 'checkout'), 'utf8').catch(() => undefined);
    if (checkout === undefined || existsSync(checkout)) continue;
    const data = join(home, 'data');
    if (await readRunning(data)) await stopCluster(binaries, data);
    await rm(home, { recursive: true, force: true });
  }
}

async function stopCluster(binaries: Binaries, data: string): Promise<void> {
  await run(
    binaries.pgCtl,
    ['stop', '--wait', '--silent', '--mode=fast', `--pgdata=${data}`],
    postgresUser(),
  );
}

/** Postgres's own note of itself: process id in the first line, port in the fourth. */
const noteOf = (data: string) => join(data, 'postmaster.pid');

/** The server that runs on a data directory, by its own note; undefined when it has ended. */
async function readRunning(data: string): Promise<{ pid: number; port: number } | undefined> {
  const note = await readFile(noteOf(data), 'utf8').catch(() => '');
  const [pid, , , port] = note.split('\n').map(Number);
  if (!pid || !port || !(await isAlive(pid))) return undefined;
  return { pid, port };
}

/** Higher than the system gives to any process. */
const nobodysPid = 2 ** 31 - 1;

/**
 * Postgres takes a zombie for a server that still runs, and refuses to start. The note is
 * changed to name nobody; it stays, since Postgres reads in it whether a process of the
 * killed server is left.
 */
async function forgetZombie(data: string): Promise<void> {
  const note = await readFile(noteOf(data), 'utf8').catch(() => '');
  const pid = Number(note.split('\n')[0]);
  if (!pid || !(await isZombie(pid))) return;
  await writeFile(noteOf(data), note.replace(/^\d+/, String(nobodysPid)));
}

async function whyItDidNotStart(log: string, cause: unknown): Promise<ToolError> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  return new ToolError(
    `PostgreSQL did not start. Its log ends with:\n${lines.slice(-8).join('\n')}`,
    {
      cause,
      next: `The whole log is ${log}`,
    },
  );
}
