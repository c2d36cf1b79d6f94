// A folder as other teams have it: made for an older CLI, with what hosted projects offer.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withClient } from '@parakeet/local-supabase';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { createBareCheckout } from '@parakeet/db-harness/small-checkout';

let checkout: Checkout;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);
const write = async (file: string, text: string) => {
  await mkdir(dirname(inSupabase(file)), { recursive: true });
  await writeFile(inSupabase(file), text);
};

beforeAll(async () => {
  checkout = await createBareCheckout({});
});
afterAll(() => checkout.remove());
beforeEach(async () => {
  await rm(inSupabase(''), { recursive: true });
  await write('config.toml', olderConfig);
});

/** What `supabase init` wrote some years ago. */
const olderConfig = `
project_id = "notes"
[api]
schemas = ["public", "storage", "graphql_public"]
[db]
port = 54322
major_version = 15
[db.seed]
enabled = true
sql_paths = ["./seed.sql"]
[inbucket]
enabled = true
port = 54324
`;

const query = <Row extends object>(sql: string) =>
  withClient(checkout.url, async (client) => (await client.query<Row>(sql)).rows);

describe('a folder of another team resets', () => {
  it('as on hosted, and what only stands in is said', async () => {
    await write(
      'migrations/20240101000000_Notes of-users.sql',
      `create extension if not exists "supabase_vault" with schema "vault";
       create extension if not exists pg_cron;
       create extension pg_net with schema extensions;
       create table public.notes (id int primary key, owner uuid references auth.users (id));
       alter table public.notes enable row level security;
       create policy own on public.notes to authenticated using (owner = auth.uid());
       create function public.welcome() returns trigger language plpgsql security definer
         set search_path = '' as $$ begin insert into public.notes values (1, new.id); return new; end $$;
       create trigger welcome after insert on auth.users
         for each row execute function public.welcome();
       insert into storage.buckets (id, name) values ('avatars', 'avatars');
       create policy "own files" on storage.objects for select to authenticated
         using (bucket_id = 'avatars' and (storage.foldername(name))[1] = auth.uid()::text);
       select cron.schedule('clean', '0 3 * * *', 'delete from public.notes');`,
    );
    await write('migrations/later.sql', 'this is no SQL');
    const { code, output, stderr } = await checkout.run('reset');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('[inbucket] in supabase/config.toml is no longer supported');
    expect(stderr).toContain('major_version = 15, and this is PostgreSQL 17');
    expect(stderr).toContain('supabase/migrations/later.sql is skipped');
    expect(output).toContain('1 applied, the newest 20240101000000_Notes of-users');
    expect(output).toContain('left out: there is no supabase/seed.sql');
    expect(output).toContain('pg_cron is a stand-in: jobs are stored in cron.job and never run');
    expect(output).toContain('pg_net is a stand-in: requests are stored');
    // no secret is stored
    expect(output).not.toContain('supabase_vault');
    expect(await query('select jobname from cron.job')).toEqual([{ jobname: 'clean' }]);
    // nothing in config.toml says otherwise: new tables are exposed
    expect(
      await query(`select has_table_privilege('anon', 'public.notes', 'select') as it`),
    ).toEqual([{ it: true }]);
  });

  it.each([
    [true, true],
    [false, false],
  ])('auto_expose_new_tables = %s is honoured', async (setting, isExposed) => {
    await write('config.toml', `[api]\nauto_expose_new_tables = ${setting}\n`);
    await write(
      'migrations/1_notes.sql',
      'create table public.notes (id int generated always as identity)',
    );
    const { code, stderr } = await checkout.run('reset');
    expect(code, stderr).toBe(0);
    expect(
      await query(
        `select has_table_privilege('authenticated', 'public.notes', 'insert') as inserts,
           has_sequence_privilege('anon', 'public.notes_id_seq', 'usage') as counts`,
      ),
    ).toEqual([{ inserts: isExposed, counts: isExposed }]);
  });
});

describe('what cannot be served is refused by file, line and reason', () => {
  it.each([
    [
      'an extension that nothing stands in for',
      '\n\ncreate extension if not exists vector with schema extensions;',
      "1_it's now.sql:3",
      ['extension "vector" is not available', 'no build of vector', '--engine=container'],
    ],
    [
      'an object that is used before it exists',
      'select 1;\ninsert into public.nowhere values (1);',
      "1_it's now.sql:2",
      ['relation "public.nowhere" does not exist (SQLSTATE 42P01)'],
    ],
    [
      'what hosted refuses in schema auth',
      'alter table auth.users add column nickname text;',
      "1_it's now.sql:1",
      ['must be owner of table users (SQLSTATE 42501)'],
    ],
  ])('%s', async (_, text, place, reasons) => {
    await write("migrations/1_it's now.sql", text);
    const { code, stderr } = await checkout.run('reset');
    expect(code).toBe(1);
    for (const words of [`supabase/migrations/${place}`, ...reasons])
      expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

it('a table that a later file creates is refused with the name of that file', async () => {
  await write('migrations/1_it.sql', 'create view public.v as select * from auth.notes;');
  await write('migrations/2_notes.sql', 'create table public.notes (id int);');
  const ofAuth = await checkout.run('reset');
  expect(ofAuth.stderr).toContain('relation "auth.notes" does not exist');
  expect(ofAuth.stderr).not.toContain('runs later');
  await write('migrations/1_it.sql', 'create view public.v as select * from notes;');
  const { code, stderr } = await checkout.run('reset');
  expect(code).toBe(1);
  expect(stderr).toContain('supabase/migrations/1_it.sql:1');
  expect(stderr).toContain('supabase/migrations/2_notes.sql creates notes, and runs later');
});

describe('PARAKEET_POSTGRES_EXTENSIONS', () => {
  const builds = () => join(checkout.directory, 'builds');
  const given = () => ({ PARAKEET_POSTGRES_EXTENSIONS: builds() });
  const ending = process.platform === 'darwin' ? 'dylib' : 'so';
  const library = `answers.${ending}`;
  const addControl = async (text: string) => {
    await rm(builds(), { recursive: true, force: true });
    await mkdir(builds());
    await writeFile(join(builds(), 'answers.control'), `default_version = '1'\n${text}`);
  };

  it('adds the extensions of a directory, which a command without it takes away from nobody', async () => {
    await write('migrations/1_it.sql', 'create extension answers; select public.answer();');
    expect((await checkout.run('reset')).stderr).toContain('no build of answers');

    await addControl('');
    await mkdir(join(builds(), 'share'));
    await writeFile(
      join(builds(), 'share/answers--1.sql'),
      'create function public.answer() returns int language sql return 42;',
    );
    const { code, stderr } = await checkout.run('reset', [], { environment: given() });
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('PostgreSQL has new extensions: restarting it');

    const without = await checkout.run('reset');
    expect(without.code, without.stderr).toBe(0);
    expect(without.stderr).not.toContain('restarting');
  });

  it('adds a compiled library, which a server keeps that is started again without it', async () => {
    await write('migrations/1_it.sql', 'create extension answers;');
    await addControl(`module_pathname = '$libdir/answers'\n`);
    expect((await checkout.run('start')).code).toBe(0);
    const asSuperuser = checkout.url.replace('//postgres:', '//supabase_admin:');
    const [found] = await withClient(asSuperuser, async (client) => {
      const sql = `select setting from pg_config where name = 'PKGLIBDIR'`;
      return (await client.query<{ setting: string }>(sql)).rows;
    });
    await copyFile(join(found?.setting ?? '', `pg_trgm.${ending}`), join(builds(), library));
    await writeFile(
      join(builds(), 'answers--1.sql'),
      `create function public.answer(text, text) returns real strict language c
         as 'MODULE_PATHNAME', 'similarity';`,
    );
    const { code, stderr } = await checkout.run('reset', [], { environment: given() });
    expect(code, stderr).toBe(0);
    await checkout.run('stop');
    expect((await checkout.run('start')).code).toBe(0);
    expect(await query(`select public.answer('a', 'a')`)).toEqual([{ answer: 1 }]);
  });

  it('says of a library that does not load that it must be built for this server', async () => {
    await write('migrations/1_it.sql', '\ncreate extension answers;');
    await writeFile(join(builds(), library), 'of another system');
    const { code, stderr } = await checkout.run('reset', [], { environment: given() });
    expect(code).toBe(1);
    expect(stderr).toContain('supabase/migrations/1_it.sql:2');
    expect(stderr).toContain('It must be built for\nPostgreSQL 17');
  });

  it('names a directory that is not there', async () => {
    const environment = { PARAKEET_POSTGRES_EXTENSIONS: '/nowhere/builds' };
    const { code, stderr } = await checkout.run('start', [], { environment });
    expect(code).toBe(1);
    expect(stderr).toContain('PARAKEET_POSTGRES_EXTENSIONS is "/nowhere/builds"');
  });
});
