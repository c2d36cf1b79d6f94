import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, ToolError } from '@parakeet/command-kit';
import { KeptProcess } from '../../kept-process.ts';
import { localPassword, superuserAddress } from '../../postgres/address.ts';
import { waitUntilItAnswers } from '../../postgres/connect.ts';
import type { Server } from '../engine.ts';
import type { OperatingSystemUser } from '../operating-system-user.ts';
import { prepareServer } from '../server.ts';
import type { Binaries } from './binaries.ts';
import { environment, writeSettings } from './cluster.ts';
import { removeLeftovers } from './processes.ts';

/**
 * Directories have the number of their process in their names. This identifies those of killed
 * processes.
 */
const prefix = 'parakeet-';

/** A cluster of one run, and its server. */
interface Launched {
  readonly server: Server;
  readonly data: string;
  /** Ends the server and removes its files. A second call does nothing. */
  readonly stop: () => Promise<void>;
  /** Shuts the server down properly, and keeps its files. */
  readonly shutDown: () => Promise<void>;
}

/**
 * Starts a cluster, and a keeper process that ends it when this process ends.
 *
 * @param parent the directory to make it in
 * @param makeCluster makes the data directory, which does not exist yet
 */
export async function launchThrowaway(options: {
  binaries: Binaries;
  user: OperatingSystemUser | undefined;
  parent: string;
  makeCluster: (data: string) => Promise<void>;
}): Promise<Launched> {
  const { binaries, user, parent } = options;
  await removeLeftovers(parent, prefix);
  const home = await mkdtemp(join(parent, `${prefix}${process.pid}-`));
  const data = join(home, 'data');
  const log = join(home, 'postgres.log');
  if (user) await chown(home, user.uid, user.gid);
  await options.makeCluster(data);
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
      // in the data directory, so nothing remains however the server ends
      dynamic_shared_memory_type: 'mmap',
      max_wal_size: '2GB',
    },
    user,
  );

  const kept = new KeptProcess(
    {
      program: binaries.postgres,
      parameters: ['-D', data],
      user,
      cwd: '/',
      log,
      // immediate: none of its data is kept
      endBy: 'SIGQUIT',
      remove: home,
    },
    environment(),
  );
  const superuserUrl = superuserAddress('127.0.0.1', port);
  try {
    await waitUntilItAnswers(superuserUrl, () => {
      if (kept.hasEnded)
        throw new ToolError('The throwaway PostgreSQL ended as soon as it was started.');
    });
  } catch (cause) {
    const said = await readFile(log, 'utf8').catch(() => '');
    const words = [said.trim(), kept.lastWords].filter(Boolean).join('\n');
    await rm(home, { recursive: true, force: true });
    throw new ToolError(`A throwaway PostgreSQL did not start.\n${words}`, { cause });
  }
  const server = await prepareServer({
    engine: 'embedded',
    superuserUrl,
    database: 'postgres',
    password: localPassword,
  });
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  return {
    server,
    data,
    stop: async () => {
      await kept.end();
      await rm(home, { recursive: true, force: true });
    },
    shutDown: () => kept.end(() => process.kill(pid, 'SIGINT')),
  };
}
