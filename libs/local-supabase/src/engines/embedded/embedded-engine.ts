import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, ToolError } from '@parakeet/command-kit';
import { defaultPort, localPassword, superuserAddress } from '../../postgres/address.ts';
import { waitUntilItAnswers } from '../../postgres/connect.ts';
import type { Engine, EngineOptions, EngineStatus, Server } from '../engine.ts';
import type { OperatingSystemUser } from '../operating-system-user.ts';
import { choosePort, refuseOtherPort } from '../port.ts';
import { prepareServer } from '../server.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { isInstalledIn } from './installation.ts';
import { createCluster, environment, writeSettings } from './cluster.ts';
import { homeOf, homesWithoutCheckout, type Home } from './home.ts';
import {
  findServer,
  forgetEndedServer,
  lastInstallation,
  proveConnection,
  refuseStray,
  stopServer,
  waitForOrphans,
  type OwnServer,
} from './own-server.ts';
import { isAlive, removeLeftovers } from './processes.ts';
import { startThrowaway } from './throwaway.ts';

/** The real PostgreSQL from npm on this machine. It needs no Docker and no account. */
export function embeddedEngine(options: EngineOptions): Engine {
  const report = options.report ?? (() => undefined);
  const addressAt = (port: number) => superuserAddress('127.0.0.1', port);

  async function start(): Promise<Server> {
    const home = homeOf(options.workspace);
    const data = join(home.directory, 'data');
    let server = await findServer(data);
    const formerPort = server?.port;
    if (server?.isMoved) {
      report('the checkout was moved: restarting PostgreSQL at the new place');
      await stopServer(data, server, addressAt(server.port));
      server = undefined;
    }
    if (server) await refuseOtherPort('PostgreSQL', server.port, options);
    await home.prepare();
    const binaries = await findBinaries(home.user);
    if (server) {
      const share = await answering(data, server);
      if (!isInstalledIn(share, binaries.installation)) {
        report('PostgreSQL has new extensions: restarting it');
        await stopServer(data, server, addressAt(server.port));
        server = undefined;
      }
    }
    if (!server) {
      await removeLeftovers(home.directory, 'data.');
      await tellOfAbandoned(report);
      server = await launch(binaries, home, formerPort);
      await answering(data, server);
    }
    const { port } = server;
    const superuserUrl = addressAt(port);
    return tellWhenLong(
      report,
      `preparing the server at 127.0.0.1:${port}`,
      prepareServer({
        engine: 'embedded',
        superuserUrl,
        database: 'postgres',
        password: localPassword,
      }),
    );
  }

  /**
   * Waits until a server answers, and checks that it is ours.
   *
   * @returns the directory of its extensions
   */
  async function answering(data: string, server: OwnServer): Promise<string> {
    const { pid, port } = server;
    const url = addressAt(port);
    const text = `waiting for PostgreSQL (process ${pid}) to answer at 127.0.0.1:${port}`;
    await tellWhenLong(report, text, waitWhileItRuns(url, pid, data));
    return proveConnection(url, data, server);
  }

  /** Starts the server. If two runs do so at the same moment, one of them starts it. */
  async function launch(
    binaries: Binaries,
    { directory, user }: Home,
    formerPort = defaultPort,
  ): Promise<OwnServer> {
    const data = join(directory, 'data');
    const port = await choosePort(options, {
      preferred: formerPort,
      // another run of this checkout may have started the server just now
      isOwn: async () => (await findServer(data)) !== undefined,
      report,
    });
    if (port === 'own') return launched(data, undefined);
    if (!existsSync(data)) {
      report('creating the database cluster');
      await createCluster(binaries, data, user);
    }
    await tellWhenLong(
      report,
      'waiting for the processes of a killed PostgreSQL to end',
      waitForOrphans(data),
    );
    await refuseStray(data);
    await forgetEndedServer(data, user);
    const already = await findServer(data);
    if (already) return already;
    // The operating system still writes the data of a killed Postgres. Only a power cut can lose
    // the last moments, and it never damages the rest.
    await writeSettings(data, { port, synchronous_commit: 'off' }, user);
    report('starting PostgreSQL');
    const log = await openLog(join(directory, 'postgres.log'), user);
    // Not with pg_ctl, which passes the path to a shell. `detached`: Ctrl-C must not reach the
    // server.
    const program = await programFor(data, binaries);
    const child = spawn(program, ['-D', data], {
      ...user,
      stdio: ['ignore', log.fd, log.fd],
      cwd: '/',
      env: environment(),
      detached: true,
    });
    child.on('error', () => undefined).unref();
    await log.close();
    return tellWhenLong(report, 'waiting for PostgreSQL to start', launched(data, child));
  }

  async function stop(): Promise<boolean> {
    const data = join(homeOf(options.workspace).directory, 'data');
    const server = await findServer(data);
    if (!server) return false;
    const text = `waiting for PostgreSQL (process ${server.pid}) to end`;
    await tellWhenLong(report, text, stopServer(data, server, addressAt(server.port)));
    return true;
  }

  async function status(): Promise<EngineStatus> {
    const data = join(homeOf(options.workspace).directory, 'data');
    const server = await findServer(data);
    return {
      engine: 'embedded',
      running: server !== undefined,
      location: data,
      address: server && { host: '127.0.0.1', port: server.port },
    };
  }

  return { name: 'embedded', start, stop, status, throwaway: () => startThrowaway(report) };
}

/**
 * The program for a data directory. If the program of its last start has more extensions, that one
 * stays, because a database may use them. See `isInstalledIn`.
 */
async function programFor(data: string, { installation, postgres }: Binaries): Promise<string> {
  const last = await lastInstallation(data);
  if (last === undefined || !last.startsWith(`${installation}-`)) return postgres;
  const program = join(last, 'bin/postgres');
  return existsSync(program) ? program : postgres;
}

/** How long a step may take before the report names it. */
const silenceMs = 5000;

async function tellWhenLong<Result>(
  report: (step: string) => void,
  text: string,
  work: Promise<Result>,
): Promise<Result> {
  const timer = setTimeout(() => report(text), silenceMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

/** Waits until the server answers, while its process lives. */
async function waitWhileItRuns(url: string, pid: number, data: string): Promise<void> {
  let hasEnded = false;
  const timer = setInterval(() => {
    void isAlive(pid).then((isThere) => (hasEnded ||= !isThere));
  }, 100);
  try {
    await waitUntilItAnswers(url, () => {
      if (hasEnded) throw new Error(`the process ${pid} has ended`);
    });
  } catch (error) {
    throw hasEnded ? await whyItDidNotStart(data) : error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Waits until the server in a data directory has written its pid file. Another run may start it at
 * the same moment.
 */
async function launched(data: string, child: ChildProcess | undefined): Promise<OwnServer> {
  for (;;) {
    const server = await findServer(data);
    if (server?.isReady || (server && server.pid !== child?.pid)) return server;
    const hasEnded =
      child === undefined ||
      child.pid === undefined ||
      child.exitCode !== null ||
      child.signalCode !== null;
    // once more: the other run's may have appeared between the two checks
    if (hasEnded) {
      const other = await findServer(data);
      if (other) return other;
      throw await whyItDidNotStart(data);
    }
    await sleep(10);
  }
}

/** Opens the log. A log of another user, mostly from sudo, is replaced. */
async function openLog(path: string, user: OperatingSystemUser | undefined): Promise<FileHandle> {
  const log = await open(path, 'a').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES') throw error;
    await rm(path);
    return open(path, 'a');
  });
  if (user) await log.chown(user.uid, user.gid);
  return log;
}

async function tellOfAbandoned(report: (step: string) => void): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const homes = await homesWithoutCheckout();
  if (homes.length === 0) return;
  report(`kept data of checkouts that were moved or removed: ${homes.join(', ')}`);
}

async function whyItDidNotStart(data: string): Promise<ToolError> {
  const log = join(data, '..', 'postgres.log');
  const lines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n');
  return new ToolError(
    `PostgreSQL did not start. Its log ends with:\n${lines.slice(-8).join('\n')}`,
    {
      next:
        `The whole log is ${log}\n` +
        `If the data is damaged, as in a copy of a running checkout, remove ${data} and run\n` +
        commandLine('reset'),
    },
  );
}
