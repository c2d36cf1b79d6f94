import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@parakeet/command-kit';
import { connect } from '@parakeet/local-supabase';
import { until } from './target.ts';

/** Where Debian has it; undefined where it is not installed. */
export const pgbouncer = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync);

/** How a pooler assigns sessions, and how it treats initial settings. */
export interface PoolerKind {
  readonly mode: 'session' | 'transaction';
  /** By default it refuses them; it can be told to drop them. */
  readonly settings: 'refused' | 'dropped';
}

/** Starts pgbouncer in front of a database, and ends it whatever happens. */
export async function withPooler<Result>(
  address: string,
  { mode, settings }: PoolerKind,
  use: (url: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), `parakeet-${process.pid}-pooler-`));
  const target = new URL(address);
  const url = new URL(address);
  url.port = String(await freePort());
  const [users, config] = [join(directory, 'users.txt'), join(directory, 'pgbouncer.ini')];
  const database = target.pathname.slice(1);
  const ignored = ['extra_float_digits', ...(settings === 'dropped' ? ['options'] : [])];
  await writeFile(users, `"${target.username}" "${decodeURIComponent(target.password)}"\n`);
  await writeFile(
    config,
    `[databases]
${database} = host=${target.hostname} port=${target.port} dbname=${database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${url.port}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = ${mode}
ignore_startup_parameters = ${ignored.join()}
`,
  );
  await chmod(directory, 0o755);
  // it does not run as root
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const pooler = spawn(pgbouncer ?? 'pgbouncer', [...user, config], { stdio: 'ignore' });
  try {
    await until('pgbouncer answers', async () => {
      if (pooler.exitCode !== null) throw new Error('pgbouncer ended');
      const { client } = await connect(url.toString()).catch(() => ({ client: undefined }));
      await client?.end();
      return client !== undefined;
    });
    return await use(url.toString());
  } finally {
    const ended = once(pooler, 'exit');
    if (pooler.exitCode === null && pooler.kill('SIGTERM')) await ended;
    await rm(directory, { recursive: true, force: true });
  }
}
