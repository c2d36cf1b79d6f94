// Production has another major version than the throwaway server that the files are applied on.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@parakeet/command-kit';
import { chooseEngine, roomyDirectory, withClient } from '@parakeet/local-supabase';
import {
  buildDatabase,
  driftOf,
  planAdoption,
  project,
  readMigrationFiles,
} from '@parakeet/schema-tools';
import { expect, it } from 'vitest';
import { expectedOf } from './production.ts';

const installed = '/usr/lib/postgresql';
const [version] = existsSync(installed)
  ? readdirSync(installed)
      .filter((one) => Number(one) >= 15 && Number(one) !== 17)
      .filter((one) => existsSync(join(installed, one, 'bin/initdb')))
  : [];

/** Starts the system's Postgres, hands its address to `use`, and removes it. */
async function withSystemPostgres(use: (url: string) => Promise<void>): Promise<void> {
  const bin = join(installed, version ?? '', 'bin');
  const data = mkdtempSync(join(await roomyDirectory(), `parakeet-${process.pid}-system-`));
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })),
  ) as [number, number];
  // Postgres refuses to run as root
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(data, uid, gid);
  chmodSync(data, 0o700);
  const options = { cwd: data, stdio: 'ignore' as const, ...(isRoot ? { uid, gid } : {}) };
  const port = await freePort();
  const address = `-p ${port} -k ${data} -c listen_addresses=127.0.0.1`;
  const settings = `${address} -c fsync=off -c wal_level=logical`;
  try {
    execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'], options);
    execFileSync(join(bin, 'pg_ctl'), ['-D', data, '-w', '-o', settings, 'start'], options);
    await use(`postgresql://postgres:postgres@127.0.0.1:${port}/postgres`);
  } finally {
    if (existsSync(join(data, 'postmaster.pid'))) {
      execFileSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
    }
    rmSync(data, { recursive: true, force: true });
  }
}

it('finds no drift on another PostgreSQL, and a change by hand alone', async (context) => {
  context.skip(version === undefined, `there is no other Postgres in ${installed}`);
  const files = await readMigrationFiles();
  const { expected, end } = await expectedOf(files);
  try {
    await withSystemPostgres(async (url) => {
      const choice = { workspace: project().root, engine: 'url' };
      const server = await chooseEngine(choice, { PARAKEET_DB_URL: url }).throwaway();
      try {
        const name = server.databaseName('production');
        await buildDatabase(server, name, files);
        await withClient(server.ownerUrl(name), async (client) => {
          const found = await driftOf(client, expected);
          expect(
            found.drifts.map(({ kind, name: one, differences }) => [kind, one, differences]),
          ).toEqual([]);
          await client.query(
            `alter policy select_own on public.sessions using (user_id is not null);
               create view public.plain with (security_invoker = true) as
                 select s.id, (
                   select count(*) from public.session_logs as l where l.session_id = s.id
                 )
                 from public.sessions as s where extract(year from s.created_at) > 2020;
               revoke all on public.plain from anon, authenticated, service_role`,
          );
          const changed = await driftOf(client, expected);
          expect(changed.drifts.map(({ kind, name: one, is }) => `${kind} ${one} ${is}`)).toEqual([
            'policy public.sessions.select_own changed',
            'view public.plain extra',
          ]);
          const adoption = await planAdoption(changed.drifts, expected);
          expect(adoption.refused).toEqual([]);
          await expected.client.query(adoption.text);
          const built = await expected.look();
          expect((await driftOf(client, { ...expected, built })).drifts).toEqual([]);
        });
      } finally {
        await server.stop();
      }
    });
  } finally {
    await end();
  }
});
