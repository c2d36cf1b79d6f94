import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskFull, ToolError } from '@parakeet/command-kit';
import { localPassword, superuser } from '../../postgres/address.ts';
import type { OperatingSystemUser } from '../operating-system-user.ts';
import type { Binaries } from './binaries.ts';
import { makeOnce } from './make-once.ts';

const execute = promisify(execFile);

/** Settings of a cluster, by Postgres's names. */
export type Settings = Readonly<Record<string, string | number>>;

/** The settings that make every cluster like hosted Supabase. */
const commonSettings: Settings = {
  listen_addresses: '127.0.0.1',
  // a checkout's path may be longer than a socket's path is allowed to be
  unix_socket_directories: '',
  wal_level: 'logical',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Makes a cluster's data directory with initdb. */
export async function createCluster(
  binaries: Binaries,
  data: string,
  user: OperatingSystemUser | undefined,
): Promise<void> {
  const initialize = async (beside: string) => {
    const passwordFile = `${beside}.password`;
    try {
      await mkdir(beside, { mode: 0o700 });
      await writeFile(passwordFile, localPassword, { mode: 0o600 });
      if (user) {
        await chown(beside, user.uid, user.gid);
        await chown(passwordFile, user.uid, user.gid);
      }
      await run(
        binaries.initdb,
        [
          `--pgdata=${beside}`,
          `--username=${superuser}`,
          `--pwfile=${passwordFile}`,
          '--auth=scram-sha-256',
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
          '--no-sync',
        ],
        user,
      );
    } finally {
      await rm(passwordFile, { force: true });
    }
  };
  await makeOnce(data, initialize, join(data, 'PG_VERSION'));
}

/** Writes a cluster's settings; they apply from its next start. */
export async function writeSettings(
  data: string,
  settings: Settings,
  user: OperatingSystemUser | undefined,
): Promise<void> {
  const lines = Object.entries({ ...commonSettings, ...settings }).map(
    ([name, value]) => `${name} = ${typeof value === 'number' ? value : `'${value}'`}\n`,
  );
  // ALTER SYSTEM writes another file. This one is ours alone, and each start writes it: as a new
  // file that is renamed, because another run may be starting the server.
  const beside = join(data, `postgresql.conf.${process.pid}`);
  await writeFile(beside, lines.join(''));
  if (user) await chown(beside, user.uid, user.gid);
  await rename(beside, join(data, 'postgresql.conf'));
}

/** Runs a program to its end. Throws a ToolError with its output. */
export async function run(
  program: string,
  parameters: readonly string[],
  user: OperatingSystemUser | undefined,
): Promise<void> {
  try {
    // cwd: Postgres's user may not be allowed into the current directory
    await execute(program, parameters, { ...user, cwd: '/', env: environment() });
  } catch (cause) {
    const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    // if a disk fills within a block, Postgres reports it in other words
    const isFull = /No space left on device|disk is full|Check free disk space/.test(stderr);
    const failure = `${program} failed: ${stderr || String(cause)}`;
    if (!isFull) throw new ToolError(failure, { cause });
    const [message, next] = diskFull;
    throw new ToolError(`${message}: ${failure}`, { cause, next });
  }
}

/**
 * The environment of Postgres's programs. It lacks the shell's variables for clients of other
 * databases, Supabase's CLI and proxies.
 */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PG|SUPABASE_|POSTGRES_|(https?|all|no|ftp)_proxy$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
