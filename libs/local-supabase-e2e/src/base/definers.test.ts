import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testServer, useDatabase } from '@parakeet/db-harness';
import { baseTemplate } from '@parakeet/local-supabase';

const db = useDatabase(() => baseTemplate);

const ours = new URL('../../../local-supabase/src/base/extensions', import.meta.url);

/** Creates the extensions whose scripts are this project's own. */
async function createExtensions(): Promise<void> {
  for (const file of await readdir(ours)) {
    if (!file.endsWith('.control')) continue;
    await db.query(`create extension if not exists ${basename(file, '.control')} cascade`);
  }
}

// an image of Supabase's has functions of its own
describe.runIf(testServer().engine === 'embedded')('functions that run as their owner', () => {
  it('each sets its search_path', async () => {
    await createExtensions();
    const definers = await db.query<{ name: string; fixed: boolean }>(
      `select concat(pronamespace::regnamespace, '.', proname) as name,
         exists (select from unnest(proconfig) as one where one like 'search_path=%') as fixed
       from pg_proc where prosecdef`,
    );
    // the base, its extensions, and those that a migration creates
    expect(definers.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'extensions.lend_service_tables',
        'vault.create_secret',
        'cron.schedule',
        'net.http_get',
      ]),
    );
    expect(definers.filter(({ fixed }) => !fixed)).toEqual([]);
  });

  it.each([
    `select cron.schedule('* * * * *', 'select 1')`,
    `select cron.schedule('named', '* * * * *', 'select 1')`,
  ])('a function of the caller does not run as a superuser: %s', async (statement) => {
    await db.query('create extension pg_cron');
    await db.query(`
      create schema evil;
      create table evil.ran (as_role text);
      grant usage on schema evil to public;
      grant insert on evil.ran to public;
      create function evil.current_database() returns name language plpgsql as $$ begin
        insert into evil.ran values (current_user);
        return 'postgres';
      end $$;
    `);
    await db.query('set local search_path = evil, pg_catalog');
    await db.query(statement);
    expect(await db.query('select as_role from evil.ran')).toEqual([]);
  });

  it('what forgets a job of pg_cron by its name or number is not for callers (42501)', async () => {
    await db.query('create extension pg_cron');
    for (const call of ['1, null', `null, 'named'`]) {
      expect((await db.refused(`select cron._unschedule(${call})`)).code).toBe('42501');
    }
    for (const job of ['7', `'named'`]) {
      expect((await db.refused(`select cron.unschedule(${job})`)).message).toBe(
        `could not find valid entry for job '${job.replaceAll("'", '')}'`,
      );
    }
  });
});
