import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withClient } from '@parakeet/local-supabase';
import { expect, it } from 'vitest';
import { Session, testServer, withRunDatabase } from '@parakeet/db-harness';
import { seedInto } from '@parakeet/db-harness/seed';

const run = promisify(execFile);

/** Postgres's own programs of a version that can dump this server: its own or a newer one. */
async function findPrograms(): Promise<string | undefined> {
  const major = Number.parseInt(testServer().version, 10);
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  return versions
    .filter((version) => Number(version) >= major)
    .map((version) => join('/usr/lib/postgresql', version, 'bin'))
    .find((programs) => existsSync(join(programs, 'pg_dump')));
}

it('the CHECKs and their functions survive a dump and a restore, with rows in the tables', async (test) => {
  const programs = await findPrograms();
  if (programs === undefined) {
    const reason = `no pg_dump for PostgreSQL ${testServer().version} in /usr/lib/postgresql`;
    process.stderr.write(`skipped, dump and restore: ${reason}\n`);
    test.skip(reason);
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'parakeet-dump-'));
  const file = join(directory, 'parakeet.dump');
  try {
    const before = await withRunDatabase(async ({ adminUrl }) => {
      await withClient(adminUrl, (client) => seedInto(new Session(() => client)));
      await run(join(programs, 'pg_dump'), ['--format=custom', `--file=${file}`, adminUrl]);
      return withClient(adminUrl, stateOf);
    });
    await withRunDatabase(async ({ adminUrl }) => {
      await run(join(programs, 'pg_restore'), [
        '--exit-on-error',
        '--single-transaction',
        `--dbname=${adminUrl}`,
        file,
      ]);
      await withClient(adminUrl, async (client) => {
        expect(await stateOf(client)).toEqual(before);
        await expect(
          client.query(`update public.session_logs set actual_sets = '[{"set_number": 0}]'`),
        ).rejects.toThrow('session_logs_actual_sets_contract');
      });
    }, 'template0');
  } finally {
    await rm(directory, { recursive: true });
  }
});

/** The CHECKs, their functions, and the number of rows. */
async function stateOf(client: Parameters<Parameters<typeof withClient>[1]>[0]) {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where conname like '%\\_contract'
     union all
     select proname, pg_get_functiondef(oid) from pg_proc
     where pronamespace = 'contracts'::regnamespace
     union all
     select 'rows', count(*)::text from public.session_logs
     order by 1, 2`,
  );
  expect(rows.length).toBeGreaterThan(20);
  return rows;
}
