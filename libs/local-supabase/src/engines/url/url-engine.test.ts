import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase } from '../../base/base.ts';
import { withClient } from '../../postgres/connect.ts';
import { startThrowaway } from '../embedded/throwaway.ts';
import type { ThrowawayServer } from '../engine.ts';
import { urlEngine } from './url-engine.ts';

// The server for the engine: another one of ours. Its database `postgres` is like that of a
// `supabase start` stack, without the services.
let given: ThrowawayServer;

beforeAll(async () => {
  given = await startThrowaway(() => undefined);
});
afterAll(() => given.stop());

const engine = (url: string) => urlEngine({ workspace: '/nowhere', url });

async function databases(): Promise<string[]> {
  return withClient(given.adminUrl('postgres'), async (client) => {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database order by 1',
    );
    return rows.map(({ name }) => name);
  });
}

it('a run drops its own databases, and those of a killed run', async () => {
  const before = await databases();
  // the leftovers of a killed run: its databases, without a holder of its lock
  await withClient(given.adminUrl('template1'), (client) =>
    createDatabase(client, {
      name: 'parakeet_run_0badcafe_migrated',
      owner: 'postgres',
      template: 'template0',
    }),
  );
  const url = given.adminUrl('postgres');
  const one = await engine(url).throwaway();
  const two = await engine(url).throwaway();
  const name = one.databaseName('mine');
  expect(name).not.toBe(two.databaseName('mine'));
  await withClient(one.adminUrl('template1'), (client) =>
    createDatabase(client, { name, owner: one.owner, template: 'template0' }),
  );
  // a third run starts while the first is alive: the first keeps its databases
  const three = await engine(url).throwaway();
  expect(await databases()).toEqual([...before, name].toSorted());
  await Promise.all([one.stop(), two.stop(), three.stop()]);
  expect(await databases()).toEqual(before);
});

it('finds the supabase_admin of a local stack from an ordinary role', async () => {
  const server = await engine(given.ownerUrl('postgres')).start();
  expect(server.owner).toBe('postgres');
  expect(new URL(server.adminUrl('postgres')).username).toBe('supabase_admin');
});

it('if postgres is a superuser, it migrates as another role', async () => {
  await withClient(given.adminUrl('postgres'), async (client) => {
    await client.query('alter role postgres superuser');
    try {
      const server = await engine(given.adminUrl('postgres')).start();
      expect(server.owner).toBe('parakeet_postgres');
      const { rows } = await client.query(
        `select rolsuper from pg_roles where rolname = 'parakeet_postgres'`,
      );
      expect(rows).toEqual([{ rolsuper: false }]);
    } finally {
      await client.query('alter role postgres nosuperuser');
    }
  });
});

it('on a stack with services, the base keeps their objects and leaves out the app’s', async () => {
  const admin = given.adminUrl('postgres');
  await withClient(admin, (client) =>
    client.query(`
      create table auth.schema_migrations (version text);
      alter table auth.mfa_factors add column theirs int;
      alter table storage.objects add column theirs int;
      insert into auth.users (id) values (gen_random_uuid());
      insert into storage.buckets (id, name) values ('b', 'b');
      create policy left_by_the_app on storage.objects using (true);
      create table public.left_by_the_app (id int);
      create schema supabase_migrations;
      create table supabase_migrations.schema_migrations (version text)`),
  );
  await withClient(given.adminUrl('template1'), (client) =>
    client.query('drop database parakeet_base with (force)'),
  );
  const server = await engine(admin).start();
  const found = await withClient(server.adminUrl('parakeet_base'), async (client) => {
    const { rows } = await client.query(`
      select (select string_agg(attrelid::regclass::text, ' ' order by 1) from pg_attribute
                where attname = 'theirs') as theirs,
             (select count(*)::int from storage.buckets) as buckets,
             (select count(*)::int from pg_policies where schemaname = 'storage') as policies,
             to_regclass('public.left_by_the_app') is not null as app,
             to_regnamespace('supabase_migrations') is not null as history,
             to_regprocedure('auth.uid()') is not null as uid,
             (select count(*)::int from auth.users) as users`);
    return rows[0] as unknown;
  });
  expect(found).toEqual({
    theirs: 'auth.mfa_factors storage.objects',
    buckets: 0,
    policies: 0,
    app: false,
    history: false,
    uid: true,
    users: 0,
  });
});

it.each([
  ['postgresql://u:sesame@127.0.0.1:1/postgres', 'No Postgres answers at'],
  ['postgresql://u:sesame@127.0.0.1:1/template1', 'which Postgres reserves'],
  ['mysql://u:sesame@127.0.0.1:1/x', 'is not the address of a Postgres'],
])('reports what is wrong with %s, without its password', async (url, message) => {
  const failure = await engine(url)
    .start()
    .then(() => undefined)
    .catch((error: unknown) => (error instanceof Error ? error : undefined));
  expect(failure).toMatchObject({ name: 'ToolError', message: expect.stringContaining(message) });
  expect(failure?.message).not.toContain('sesame');
});

it('stops nothing that it did not start', () => {
  expect(() => engine(given.adminUrl('postgres')).stop()).toThrow('so it does not stop it');
});
