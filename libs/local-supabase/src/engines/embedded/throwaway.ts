import { spawn } from 'node:child_process';
import { chown, mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, ToolError } from '@parakeet/command-kit';
import { localPassword, superuserAddress } from '../../postgres/address.ts';
import { waitUntilItAnswers } from '../../postgres/connect.ts';
import type { ThrowawayServer } from '../engine.ts';
import { postgresUser } from '../operating-system-user.ts';
import { prepareServer } from '../server.ts';
import { findBinaries } from './binaries.ts';
import { removeLeftovers } from './processes.ts';
import { createCluster, environment, writeSettings } from './cluster.ts';

/**
 * Starts a cluster for one run, in memory where there is room. A keeper process beside it
 * ends it and removes its files when we end, however we end.
 */
export async function startThrowaway(report: (step: string) => void): Promise<ThrowawayServer> {
  const binaries = await findBinaries();
  const user = postgresUser();
  const parent = await roomyDirectory();
  await removeLeftovers(parent, prefix);
  const home = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  const data = join(home, 'data');
  const log = join(home, 'postgres.log');
  report('starting a throwaway PostgreSQL');
  if (user) await chown(home, user.uid, user.gid);
  await createCluster(binaries, data, user);
  const port = await freePort();
  await writeSettings(
    data,
    {
      port,
      max_connections: 200,
      // nothing here outlives the run
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
      // in the data directory, so that nothing stays behind whatever ends the server
      dynamic_shared_memory_type: 'mmap',
      max_wal_size: '2GB',
    },
    user,
  );

  const keeper = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('keeper.ts', import.meta.url)),
      JSON.stringify({ postgres: binaries.postgres, data, home, log, ...user }),
    ],
    // detached: Ctrl-C in the terminal is for us; the keeper acts when its pipe closes
    { stdio: ['pipe', 'ignore', 'inherit'], detached: true, env: environment() },
  );
  keeper.stdin.on('error', () => undefined);
  // a run that forgets to stop it must still be able to end
  keeper.unref();
  if ('unref' in keeper.stdin && typeof keeper.stdin.unref === 'function') keeper.stdin.unref();
  let ended = false;
  keeper.once('exit', () => (ended = true));

  const superuserUrl = superuserAddress('127.0.0.1', port);
  try {
    await waitUntilItAnswers(superuserUrl, () => {
      if (ended) throw new ToolError('The throwaway PostgreSQL ended as soon as it was started.');
    });
  } catch (cause) {
    const said = await readFile(log, 'utf8').catch(() => '');
    await rm(home, { recursive: true, force: true });
    throw new ToolError(`A throwaway PostgreSQL did not start.\n${said.trim()}`, { cause });
  }
  const server = await prepareServer({
    engine: 'embedded',
    superuserUrl,
    database: 'postgres',
    password: localPassword,
  });
  return {
    ...server,
    databaseName: (name) => name,
    async stop() {
      if (ended) return;
      const exit = once(keeper, 'exit');
      keeper.ref();
      keeper.stdin.end();
      await exit;
    },
  };
}

/** Directories are named after the process that asked: one that was killed is known by it. */
const prefix = 'parakeet-';

/** The least room a run needs: a cluster, its clones and their log. */
const roomNeeded = 1024 ** 3;

/** Where there is most room for files that nobody keeps: in memory if it can be had. */
export async function roomyDirectory(): Promise<string> {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = await statfs(memory);
    if (bavail * bsize >= roomNeeded) return memory;
  } catch {
    // there is no such directory outside Linux
  }
  return tmpdir();
}
