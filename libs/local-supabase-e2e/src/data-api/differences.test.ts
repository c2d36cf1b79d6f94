// What differs from a hosted project, each as libs/local-supabase/README.md lists it. A test
// that fails here after an upgrade of @supabase/lite may be good news: then the line goes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { workspaceRoot } from '@parakeet/command-kit';
import { withClient } from '@parakeet/local-supabase';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { call, tableOf, tokenOf, useApi } from './api-under-test.ts';

const api = useApi();
/** Headers with the secret key. */
const service = { apikey: api.keys.secretKey };
const password = 'a-long-enough-one';

beforeAll(async () => {
  await api.sql.query(`create type public.mood as enum ('glad', 'sad')`);
  await api.sql.query(`create type public.pair as (a integer, b timestamptz)`);
  await api.sql.query(
    `create table public.rare (
       id integer primary key, moods public.mood[], one public.pair, pairs public.pair[]
     )`,
  );
  await api.sql.query('grant all on public.rare to service_role');
  await api.sql.query(
    `insert into public.rare values
     (1, '{sad}', '(1,"2026-02-22 20:42:00+00")', array[row(2, null)::public.pair])`,
  );
});

describe('Data API', () => {
  it('Digits of numbers', async () => {
    await api.sql.query(
      `create function public.digits() returns table (price numeric, many bigint)
       language sql stable as 'values (8.50, 9007199254740993)'`,
    );
    const answer = await api.request('/rest/v1/rpc/digits', { headers: service });
    // PostgREST: [{"price":8.50,"many":9007199254740993}]
    expect(await answer.text()).toBe('[{"price":8.5,"many":9007199254740992}]');
  });

  it('Arrays of own types', async () => {
    const { data } = await tableOf(api.service(), 'rare').select('moods');
    expect(data).toEqual([{ moods: '{sad}' }]);
  });

  it('Composite types', async () => {
    const { data } = await tableOf(api.service(), 'rare').select('one, pairs');
    // PostgREST: {"one":{"a":1,"b":"2026-02-22T20:42:00+00:00"},"pairs":[{"a":2,"b":null}]}
    expect(data).toEqual([{ one: '(1,"2026-02-22 20:42:00+00")', pairs: '{"(2,)"}' }]);
    const written = await tableOf(api.service(), 'rare').insert({ id: 2, one: { a: 1 } });
    expect(written.error).toMatchObject({ code: '22P02' });
    // PostgREST: 204, and no rows
    const removed = await tableOf(api.service(), 'rare').delete().eq('id', 1);
    expect(removed).toMatchObject({ status: 200, data: [{ id: 1 }] });
  });

  it('A function with one parameter without a name', async () => {
    await api.sql.query(
      `create function public.take(jsonb) returns text language sql as 'select jsonb_typeof($1)'`,
    );
    expect((await call(api.service(), 'take', { a: 1 })).data).toBe('string');
  });

  it('The root', async () => {
    const answer = await api.request('/rest/v1/', { headers: service });
    const description = await answer.text();
    expect(description).toContain('"swagger":"2.0"');
    expect(description).not.toContain('"paths"');
  });

  it('What cannot be parsed', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await api.request('/rest/v1/profiles?id=zz.1', { headers: service });
    silent.mockRestore();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'PGRST100',
      message: '"failed to parse filter (zz.1)" (line 1, column 1)',
      // PostgREST: unexpected "z" expecting "not" or operator (eq, gt, ...)
      details: '"failed to parse filter (zz.1)" (line 1, column 1)',
    });
  });

  it('Proxy-Status', async () => {
    const answer = await api.request('/rest/v1/profiles');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('proxy-status')).toBeNull();
  });

  it('Keys that are tokens', async () => {
    const token = tokenOf(randomUUID(), api.keys, { role: 'anon' });
    const answer = await api.request('/rest/v1/profiles', { headers: { apikey: token } });
    expect(answer.status).toBe(401);
  });

  it('Storage, Realtime, Edge Functions and GraphQL', async () => {
    for (const path of ['/storage/v1/bucket', '/realtime/v1/', '/functions/v1/x', '/graphql/v1']) {
      expect((await api.request(path, { headers: service })).status, path).toBe(404);
    }
  });
});

describe('auth', () => {
  /** The claims of an access token, unverified. */
  const claimsOf = (token = ''): Record<string, unknown> =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  const signUp = async () => {
    const client = api.anon();
    const email = `${randomUUID()}@parakeet.test`;
    return { client, email, answer: await client.auth.signUp({ email, password }) };
  };

  it('The access token', async () => {
    const { answer } = await signUp();
    const claims = claimsOf(answer.data.session?.access_token);
    expect(Object.keys(claims).toSorted()).toEqual(
      ['aud', 'email', 'exp', 'iat', 'role', 'session_id', 'sub'].toSorted(),
    );
    const jwks = await api.request('/auth/v1/.well-known/jwks.json');
    expect(await jwks.json()).toEqual({ keys: [] });
  });

  it('Ids', async () => {
    const { answer } = await signUp();
    expect(answer.data.user?.id[14]).toBe('7');
  });

  it('The admin API', async () => {
    const answer = await api.service().auth.admin.listUsers();
    expect(answer.error).toMatchObject({ status: 403, code: 'bad_jwt' });
  });

  it('Mail', async () => {
    const { client, email } = await signUp();
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull();
  });

  it('Anonymous sign-ins, OAuth, phones and second factors', async () => {
    const { client } = await signUp();
    expect((await api.anon().auth.signInAnonymously()).error).toMatchObject({
      code: 'anonymous_provider_disabled',
    });
    expect((await client.auth.mfa.enroll({ factorType: 'totp' })).error).not.toBeNull();
  });

  it('A sign-up that fails half-way', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await withClient(api.database.adminUrl, async (client) => {
      await client.query(
        `create function auth.refuse() returns trigger language plpgsql
         as 'begin raise exception ''no''; end'`,
      );
      await client.query(
        `create trigger refuse before insert on auth.identities
         for each row execute function auth.refuse()`,
      );
      const { email, answer } = await signUp();
      await client.query('drop trigger refuse on auth.identities');
      expect(answer.error).toMatchObject({ status: 500, message: 'Database error' });
      // GoTrue does all of it or nothing
      const { rows } = await client.query('select from auth.users where email = $1', [email]);
      expect(rows).toHaveLength(1);
    });
    silent.mockRestore();
  });
});

it('the README lists these differences, and no other', async ({ task }) => {
  const readme = await readFile(join(workspaceRoot, 'libs/local-supabase/README.md'), 'utf8');
  const chapter = /## What differs from a hosted project\n([^]*?)(\n## |$)/.exec(readme)?.[1] ?? '';
  const listed = [...chapter.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, line]) => line);
  const held = task.file.tasks.flatMap((one) =>
    one.type === 'suite' ? one.tasks.map(({ name }) => name) : [],
  );
  expect(held.length).toBeGreaterThan(10);
  expect(listed).toEqual(held);
});
