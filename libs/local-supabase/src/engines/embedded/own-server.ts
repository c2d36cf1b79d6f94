import { chown, link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine, ToolError } from '@parakeet/command-kit';
import { withClient } from '../../postgres/connect.ts';
import type { OperatingSystemUser } from '../operating-system-user.ts';
import { isAlive, isSameDirectory, isServerOf, processesOf } from './processes.ts';

/** A server that was proved to use a data directory. */
export interface OwnServer {
  readonly pid: number;
  readonly port: number;
  /** The server's own name for the data directory: its path at the start. */
  readonly directory: string;
  readonly isReady: boolean;
  /**
   * Whether its data was moved after its start. Then it must end without a checkpoint, which would
   * write to the old path.
   */
  readonly isMoved: boolean;
}

const pidFileOf = (data: string) => join(data, 'postmaster.pid');

/** The content of Postgres's pid file; empty without one. */
async function readPidFile(data: string): Promise<string> {
  return readFile(pidFileOf(data), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw error;
  });
}

/**
 * The server that uses a data directory; undefined if none does. The pid file alone proves nothing:
 * a copied checkout has a copy of it, and its process number may belong to another program now.
 */
export async function findServer(data: string): Promise<OwnServer | undefined> {
  const [first = '', directory = '', , port, , , , state = ''] = (await readPidFile(data)).split(
    '\n',
  );
  const noted = Number(first);
  if (noted && Number(port) && (await isServerOf(data, noted, directory))) {
    return {
      pid: noted,
      port: Number(port),
      directory,
      isReady: state.startsWith('ready'),
      isMoved: !(await isSameDirectory(directory, data)),
    };
  }
  // a server whose pid file was removed or replaced still runs for up to a minute
  const server = (await processesOf(data)).find(({ role }) => role === 'server');
  if (!server) return undefined;
  const settings = await readFile(join(data, 'postgresql.conf'), 'utf8').catch(() => '');
  const configured = Number(/^port = (\d+)$/m.exec(settings)?.[1]);
  return configured
    ? { pid: server.pid, port: configured, directory: data, isReady: true, isMoved: false }
    : undefined;
}

/**
 * Reads a server's data directory; throws if it is not this server's.
 *
 * @returns the directory of its extensions
 */
export async function proveConnection(
  url: string,
  data: string,
  server: OwnServer,
): Promise<string> {
  const { answered, share } = await withClient(url, async (client) => {
    const { rows } = await client.query<{ answered: string; share: string }>(
      `select current_setting('data_directory') as answered,
         (select setting from pg_config where name = 'SHAREDIR') as share`,
    );
    return rows[0] ?? { answered: '', share: '' };
  });
  // a server reports the old path if its checkout was moved
  if (answered === server.directory || (await isSameDirectory(answered, data))) return share;
  throw new ToolError(`127.0.0.1:${server.port} serves the data in ${answered}, not in ${data}.`, {
    next: 'Nothing was changed. Stop the other server, and start this one again.',
  });
}

/** The installation of a data directory's last server, from Postgres's own notes. */
export async function lastInstallation(data: string): Promise<string | undefined> {
  const options = await readFile(join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  return /^(.+?)\/bin\/postgres /.exec(options)?.[1];
}

/** How long to wait for a server to end. */
const stopTimeoutMs = 60_000;

/**
 * Ends a server as `pg_ctl stop --mode=fast` does, and waits until it has ended. If its data was
 * moved, it ends as in a crash, and its next start recovers.
 *
 * @param url its address for a superuser
 */
export async function stopServer(data: string, found: OwnServer, url: string): Promise<void> {
  if (found.isMoved) await writeOut(url).catch(() => undefined);
  // checked again right before the signal: the process may have ended, and its number may be
  // another's
  if ((await findServer(data))?.pid !== found.pid) return;
  try {
    process.kill(found.pid, found.isMoved ? 'SIGQUIT' : 'SIGINT');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return;
    throw new ToolError(`PostgreSQL in ${data} runs as another user (process ${found.pid}).`, {
      cause: error,
      next: 'It was started with sudo, or by somebody else: stop it in the same way.',
    });
  }
  const deadline = Date.now() + stopTimeoutMs;
  while (await isAlive(found.pid)) {
    if (Date.now() > deadline) {
      throw new ToolError(`PostgreSQL (process ${found.pid}) has not ended after a minute.`, {
        next: `Its log says why: ${join(data, '..', 'postgres.log')}`,
      });
    }
    await sleep(20);
  }
}

/** Makes the server write committed data to disk: `synchronous_commit` is off. */
async function writeOut(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await client.query('set local synchronous_commit = on');
    await client.query('select pg_current_xact_id()');
    await client.query('commit');
  });
}

/** How long a server that another run has just started may take to enter its directory. */
const enteringMs = 5000;

/**
 * Refuses to start a server if a stray one, started at the same path, would write to its data too.
 */
export async function refuseStray(data: string): Promise<void> {
  for (const deadline = Date.now() + enteringMs; ; await sleep(20)) {
    const stray = (await processesOf(data)).find(({ role }) => role === 'stray');
    if (!stray) return;
    if (Date.now() < deadline) continue;
    throw new ToolError(
      `PostgreSQL (process ${stray.pid}) was started in ${data}, of a checkout that was moved, and still runs.`,
      { next: `Run \`${commandLine('start')}\` in the moved checkout: it moves its server too.` },
    );
  }
}

/** Waits until the children of a killed server have ended; Postgres refuses to start before. */
export async function waitForOrphans(data: string): Promise<void> {
  const deadline = Date.now() + stopTimeoutMs;
  while ((await processesOf(data)).some(({ role }) => role === 'child')) {
    if ((await findServer(data)) || Date.now() > deadline) return;
    await sleep(20);
  }
}

/** Higher than any process number of the system. */
const nobodysPid = 2 ** 31 - 1;

/**
 * Makes the pid file of an ended server name no process. Postgres does not start while the number
 * in it belongs to a zombie, or to any other process of the same user. The rest of the file stays:
 * Postgres uses it to find children of the killed server.
 *
 * The file is moved away first, and put back only if there is none. Another run may start the
 * server at the same moment, and its file must stay.
 */
export async function forgetEndedServer(
  data: string,
  user: OperatingSystemUser | undefined,
): Promise<void> {
  const text = await readPidFile(data);
  if (text === '' || text.startsWith(String(nobodysPid)) || (await findServer(data))) return;
  const taken = `${pidFileOf(data)}.${process.pid}`;
  try {
    await rename(pidFileOf(data), taken);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(taken, 'utf8')) === text) {
    await writeFile(taken, text.replace(/^\d+/, String(nobodysPid)));
    if (user) await chown(taken, user.uid, user.gid);
  }
  await link(taken, pidFileOf(data)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(taken);
}
