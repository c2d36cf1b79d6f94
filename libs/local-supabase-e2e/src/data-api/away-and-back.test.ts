import { createDatabase, dropDatabase, endConnections, withClient } from '@parakeet/local-supabase';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testServer } from '@parakeet/db-harness';
import { call, tableOf, useApi } from './api-under-test.ts';

const api = useApi();

/** As the maintenance of the server: past the database, which may be away. */
function asAdmin(work: Parameters<typeof withClient>[1]): Promise<unknown> {
  return withClient(testServer().adminUrl, work);
}

/** Asks until the database answers again, as a client that retries does. */
async function comesBack(): Promise<void> {
  for (;;) {
    const { status } = await api.service().from('profiles').select('id').limit(1).retry(false);
    if (status === 200) return;
    expect(status).toBe(503);
    await sleep(20);
  }
}

// lite logs what it cannot ask for, with its stack
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('a database that goes away', () => {
  it('with its connections ended, is asked again by the next request', async () => {
    await comesBack();
    await asAdmin((client) => endConnections(client, api.database.name));
    await comesBack();
    const email = 'ended@parakeet.test';
    const password = 'a-long-enough-one';
    expect((await api.anon().auth.signUp({ email, password })).error).toBeNull();
    await asAdmin((client) => endConnections(client, api.database.name));
    for (;;) {
      const { error } = await api.anon().auth.signInWithPassword({ email, password });
      if (!error) break;
      expect(error).toMatchObject({ status: 503 });
      await sleep(20);
    }
  });

  it('in the middle of requests, refuses them with 503, and no other is hurt', async () => {
    await withClient(api.database.ownerUrl, (client) =>
      client.query(`
        create function public.wait(seconds double precision) returns text
        language sql volatile as 'select pg_sleep(seconds)::text'`),
    );
    const waiting = Array.from({ length: 20 }, async () => {
      // a request is sent when it is awaited
      const { status } = await call(api.service(), 'wait', { seconds: 30 }).retry(false);
      return status;
    });
    for (;;) {
      const [found] = await withClient(testServer().adminUrl, async (client) => {
        const { rows } = await client.query<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity
           where datname = $1 and wait_event = 'PgSleep'`,
          [api.database.name],
        );
        return rows;
      });
      if (found && found.count >= 5) break;
      await sleep(20);
    }
    // requests that wait for a connection come after those with one
    let over = false;
    const ending = asAdmin(async (client) => {
      while (!over) {
        await endConnections(client, api.database.name);
        await sleep(20);
      }
    });
    const answers = await Promise.all(waiting);
    over = true;
    await ending;
    expect(new Set(answers)).toEqual(new Set([503]));
    await comesBack();
  });

  it('is not there at all: 503 says so, in the Data API and in auth, until it is back', async () => {
    const name = `${api.database.name}_away`;
    const rename = (from: string, to: string) =>
      asAdmin(async (client) => {
        await endConnections(client, from);
        await client.query(`alter database "${from}" rename to "${to}"`);
      });
    await rename(api.database.name, name);
    const ask = () => api.service().from('profiles').select('id').retry(false);
    // a first request may meet a connection whose end is not known here yet
    await expect.poll(ask).toMatchObject({
      status: 503,
      error: {
        code: 'PGRST000',
        message: 'Database connection error. Retrying the connection.',
        details: `database "${api.database.name}" does not exist`,
      },
    });
    const credentials = { email: 'nobody@parakeet.test', password: 'a-long-enough-one' };
    const signIn = await api.anon().auth.signInWithPassword(credentials);
    expect(signIn.error).toMatchObject({ status: 503 });
    await rename(name, api.database.name);
    await comesBack();
    expect((await api.anon().auth.signInWithPassword(credentials)).error).toMatchObject({
      code: 'invalid_credentials',
    });
  });

  it('comes back as another, as after db-schema:reset: with other rows and other tables', async () => {
    const id = await withClient(api.database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `insert into auth.users (id, email) values (gen_random_uuid(), 'before@parakeet.test') returning id`,
      );
      return rows[0]?.id;
    });
    const found = () =>
      api
        .service()
        .from('profiles')
        .select('id')
        .eq('id', id ?? '');
    await comesBack();
    expect((await found()).data).toEqual([{ id }]);

    const { name, adminUrl, ownerUrl } = { ...api.database, adminUrl: testServer().adminUrl };
    await withClient(adminUrl, async (client) => {
      await dropDatabase(client, name);
      await createDatabase(client, {
        name,
        owner: testServer().owner,
        template: testServer().template,
      });
    });
    await withClient(ownerUrl, async (client) => {
      await client.query('create table public.new_in_it (id integer primary key)');
      await client.query('grant all on public.new_in_it to service_role');
    });
    await comesBack();
    expect((await found()).data).toEqual([]);
    expect(await tableOf(api.service(), 'new_in_it').insert({ id: 1 }).select()).toMatchObject({
      status: 201,
      data: [{ id: 1 }],
    });
  });

  it('is served as it is after a migration, without being told', async () => {
    await withClient(api.database.ownerUrl, async (client) => {
      await client.query('alter table public.new_in_it add column note text');
      const answer = await tableOf(api.service(), 'new_in_it')
        .insert({ id: 2, note: 'x' })
        .select();
      expect(answer).toMatchObject({ status: 201, data: [{ id: 2, note: 'x' }] });
      await client.query('alter table public.new_in_it rename column note to words');
      expect(await tableOf(api.service(), 'new_in_it').select('words').eq('id', 2)).toMatchObject({
        data: [{ words: 'x' }],
      });
      expect(await tableOf(api.service(), 'new_in_it').insert({ id: 3, note: 'x' })).toMatchObject({
        status: 400,
        error: { code: 'PGRST204' },
      });
    });
  });

  it('is served as it is after a request has changed its tables, and numbers have no gaps', async () => {
    await withClient(api.database.ownerUrl, (client) =>
      client.query(`
        create table public.counted (id integer generated always as identity, note text);
        grant all on public.counted to service_role;
        create function public.widen(name text) returns void language plpgsql volatile
          security definer set search_path = '' as $$
          begin
            execute format('alter table public.counted add column %I text', name);
          end $$;
        create function public.start_over() returns void language sql volatile
          security definer set search_path = '' as 'truncate public.counted restart identity'`),
    );
    const counted = () => tableOf(api.service(), 'counted');
    for (const name of ['first', 'second']) {
      expect(await call(api.service(), 'start_over')).toMatchObject({ error: null });
      // who only adds rows leaves the tables as they were known
      expect((await counted().insert({ note: 'x' }).select('id')).data).toEqual([{ id: 1 }]);
      expect(await call(api.service(), 'widen', { name })).toMatchObject({ error: null });
      const wider = await counted().insert({ note: 'y' }).select(`id,${name}`);
      expect(wider.data).toEqual([{ id: 2, [name]: null }]);
      expect(
        await counted()
          .update({ [name]: 'z' })
          .eq('id', 2),
      ).toMatchObject({ status: 204 });
    }
  });
});
