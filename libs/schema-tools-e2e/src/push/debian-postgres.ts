import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@parakeet/command-kit';
import { connect, roomyDirectory } from '@parakeet/local-supabase';
import { until } from './target.ts';

const run = promisify(execFile);

/** Debian's PostgreSQL 15; undefined where it is not installed. */
const debianPostgres = ['/usr/lib/postgresql/15/bin'].find((folder) =>
  existsSync(join(folder, 'postgres')),
);

/** Postgres does not run as root: another user, by the system's own numbers. */
const nobody = { uid: 65_534, gid: 65_534 };

/** Starts Debian's PostgreSQL with a cluster of its own, and ends it whatever happens. */
export async function withDebianPostgres(use: (superuserUrl: string) => Promise<void>) {
  const bin = debianPostgres;
  if (bin === undefined) throw new Error('PostgreSQL 15 is not in /usr/lib/postgresql/15');
  const user = process.getuid?.() === 0 ? nobody : undefined;
  const directory = await mkdtemp(join(await roomyDirectory(), `parakeet-${process.pid}-debian-`));
  const data = join(directory, 'data');
  await mkdir(data, { mode: 0o700 });
  if (user) for (const one of [directory, data]) await chown(one, user.uid, user.gid);
  const port = await freePort();
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'supabase_admin', '-A', 'trust', '-E', 'UTF8'],
    {
      ...user,
      cwd: directory,
    },
  );
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=`];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, ...settings.flatMap((one) => ['-c', one])],
    { ...user, cwd: directory, stdio: 'ignore' },
  );
  const url = `postgresql://supabase_admin:none@127.0.0.1:${port}/postgres`;
  try {
    await until('PostgreSQL 15 answers', async () => {
      if (server.exitCode !== null) throw new Error('PostgreSQL 15 ended');
      const { client } = await connect(url).catch(() => ({ client: undefined }));
      await client?.end();
      return client !== undefined;
    });
    await use(url);
  } finally {
    const ended = once(server, 'exit');
    if (server.exitCode === null && server.kill('SIGINT')) await ended;
    await rm(directory, { recursive: true, force: true });
  }
}
