import { describe, expect, it } from 'vitest';
import { testServer, useDatabase } from '@parakeet/db-harness';

const db = useDatabase();
const { owner } = testServer();

const ownerOf = async (table: string) => {
  const [found] = await db.query<{ owner: string }>(
    `select relowner::regrole::text as owner from pg_class where oid = to_regclass($1)`,
    [table],
  );
  return found?.owner;
};

/** Some of the tables that hosted Supabase lets `postgres` make policies on. */
const lent = [
  ['auth.audit_log_entries', 'supabase_auth_admin'],
  ['auth.flow_state', 'supabase_auth_admin'],
  ['auth.identities', 'supabase_auth_admin'],
  ['auth.mfa_factors', 'supabase_auth_admin'],
  ['auth.one_time_tokens', 'supabase_auth_admin'],
  ['auth.refresh_tokens', 'supabase_auth_admin'],
  ['auth.sessions', 'supabase_auth_admin'],
  ['auth.users', 'supabase_auth_admin'],
  ['storage.buckets', 'supabase_storage_admin'],
  ['storage.objects', 'supabase_storage_admin'],
  ['realtime.messages', 'supabase_realtime_admin'],
] as const;

describe('what hosted Supabase allows on tables of services', () => {
  it.each(lent)('%s takes policies and triggers, and stays with its owner', async (table, its) => {
    await db.query(`create policy mine on ${table} for select to authenticated using (false)`);
    await db.query(`alter policy mine on ${table} to anon`);
    await db.query(`drop policy mine on ${table}`);
    if (table !== 'realtime.messages') {
      await db.query(`create trigger mine before update on ${table}
        for each row execute function suppress_redundant_updates_trigger()`);
      await db.query(`drop trigger mine on ${table}`);
    }
    expect(await ownerOf(table)).toBe(its);
  });

  it('a policy of a DO block, and one while triggers are off', async () => {
    await db.query(`do $$ begin
      execute format('create policy mine on %I.%I using (true)', 'storage', 'objects');
    end $$`);
    await db.query('set session_replication_role = replica');
    await db.query('drop policy mine on storage.objects');
    await db.query('set session_replication_role = origin');
    expect(await ownerOf('storage.objects')).toBe('supabase_storage_admin');
  });

  it('a statement that fails leaves the owner as it was', async () => {
    expect((await db.refused('create policy mine on auth.users using (nonsense)')).code).toBe(
      '42703',
    );
    expect(await ownerOf('auth.users')).toBe('supabase_auth_admin');
    await db.query(`do $$ begin
      begin
        execute 'create policy mine on auth.users using (nonsense)';
      exception when undefined_column then null;
      end;
    end $$`);
    expect(await ownerOf('auth.users')).toBe('supabase_auth_admin');
  });

  it.each(['anon', 'authenticated', 'service_role'])('%s gets none of it (42501)', async (role) => {
    await db.query(`set local role ${role}`);
    for (const [table] of lent) {
      expect((await db.refused(`create policy mine on ${table} using (true)`)).code).toBe('42501');
    }
  });
});

describe('what hosted Supabase refuses there stays refused (42501)', () => {
  it.each([
    'alter table auth.users add column x int',
    'alter table auth.users disable row level security',
    'drop table auth.sessions',
    'create index on auth.users (email)',
    'create table auth.mine (id int)',
    `create function auth.mine() returns int language sql return 1`,
    `create type auth.mine as enum ('a')`,
    'create policy mine on auth.oauth_consents using (true)',
    'create policy mine on storage.migrations using (true)',
    'create policy mine on vault.secrets using (true)',
    'alter table storage.objects enable row level security',
    'alter table storage.objects add column x int',
    'create table storage.mine (id int)',
    `insert into storage.migrations (id, name, hash) values (1, 'x', 'x')`,
    'create table realtime.mine (id int)',
    'alter publication supabase_realtime add table storage.objects',
    'alter table vault.secrets add column x int',
    'alter default privileges for role supabase_admin in schema public grant all on tables to anon',
    'alter role supabase_admin set search_path to public',
    'create extension file_fdw',
    'create extension pageinspect',
    'set log_statement = none',
  ])('%s', async (statement) => {
    expect((await db.refused(statement)).code).toBe('42501');
  });
});

describe('settings that hosted Supabase lets `postgres` set', () => {
  it.each([
    'set session_replication_role = replica',
    `alter role authenticator set pgrst.db_aggregates_enabled = 'true'`,
    `alter role authenticator set pgrst.db_schemas = 'public, api'`,
    `alter role authenticator set statement_timeout = '15s'`,
    `alter role authenticated set statement_timeout = '15s'`,
    `alter role anon set statement_timeout = '5s'`,
    `alter role service_role set statement_timeout = '60s'`,
    `select setval('auth.refresh_tokens_id_seq', 10)`,
    `notify pgrst, 'reload schema'`,
    'create schema mine',
    'create role mine; grant authenticated to mine',
    `alter default privileges for role ${owner} in schema public grant all on tables to anon`,
  ])('%s', async (statement) => {
    expect(await db.attempt(() => db.query(statement))).toBeUndefined();
  });

  it('a parameter of an app stays refused, as on hosted (42501)', async () => {
    expect((await db.refused(`alter role authenticator set app.settings.key = 'x'`)).code).toBe(
      '42501',
    );
  });
});
