// What differs from a hosted project, each as libs/local-supabase/README.md lists it. Where a
// difference ends, its test and its line go.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { workspaceRoot } from '@parakeet/command-kit';
import { withClient } from '@parakeet/local-supabase';
import { describe, expect, it } from 'vitest';
import { call, tokenOf, useApi } from './api-under-test.ts';

const api = useApi();
/** Headers with the secret key. */
const service = { apikey: api.keys.secretKey };
const password = 'a-long-enough-one';

describe('Data API', () => {
  it('The root', async () => {
    const answer = await api.request('/rest/v1/', { headers: service });
    const description = await answer.text();
    expect(description).toContain('"swagger":"2.0"');
    expect(description).not.toContain('"paths"');
  });

  it('Query plans', async () => {
    const role = `alter role authenticator in database "${api.database.name}"`;
    await withClient(api.database.adminUrl, (client) =>
      client.query(`${role} set pgrst.db_plan_enabled = 'true'`),
    );
    const { status, error } = await api.service().from('profiles').select().explain();
    // PostgREST: 200 and the plan, where the setting allows it
    expect(status).toBe(406);
    expect(error).toMatchObject({ code: 'PGRST107' });
  });

  it('Media types of own', async () => {
    await api.sql.query('create domain public."text/html" as text');
    await api.sql.query(
      `create function public.page() returns public."text/html" language sql stable
       as $$ select '<p>hello</p>' $$`,
    );
    const headers = { ...service, accept: 'text/html' };
    const answer = await api.request('/rest/v1/rpc/page', { headers });
    // PostgREST: 200, <p>hello</p>
    expect(answer.status).toBe(406);
    expect(await answer.json()).toMatchObject({ code: 'PGRST107' });
  });

  it('Casts of domains', async () => {
    await api.sql.query(`
      create domain public.color as integer;
      create function public.color_json(public.color) returns json language sql immutable
        as $$ select to_json('#' || to_hex($1)) $$;
      create cast (public.color as json) with function public.color_json(public.color) as implicit;
      create function public.colors() returns setof public.color language sql stable
        as 'select 255::public.color'`);
    const { data } = await call(api.service(), 'colors');
    // in a column of a table PostgREST would show "#ff"
    expect(data).toEqual([255]);
  });

  it('Changes of whole tables', async () => {
    await api.sql.query(`
      create table public.counted (n integer);
      create function public.count_up() returns void language sql
        as 'update public.counted set n = n + 1'`);
    // hosted: 400, 21000, since the extension safeupdate looks at every statement
    expect((await call(api.service(), 'count_up')).error).toMatchObject({ code: '42501' });
    await api.sql.query('grant all on public.counted to service_role');
    expect((await call(api.service(), 'count_up')).error).toBeNull();
  });

  it('Keys that are tokens', async () => {
    const token = tokenOf(randomUUID(), api.keys, { role: 'anon' });
    const answer = await api.request('/rest/v1/profiles', { headers: { apikey: token } });
    expect(answer.status).toBe(401);
  });

  it('Storage, Realtime, Edge Functions and GraphQL', async () => {
    for (const path of ['/storage/v1/bucket', '/realtime/v1/', '/functions/v1/x', '/graphql/v1']) {
      expect((await api.request(path, { headers: service })).status, path).toBe(501);
    }
  });
});

describe('auth', () => {
  const signUp = async () => {
    const client = api.anon();
    const email = `${randomUUID()}@parakeet.test`;
    return { client, email, answer: await client.auth.signUp({ email, password }) };
  };

  it('Mail', async () => {
    const { client, email } = await signUp();
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull();
    const page = await (await api.request('/_mail')).text();
    expect(page).toContain(email);
  });

  it('OAuth, phones and second factors', async () => {
    const { client } = await signUp();
    expect((await client.auth.signInWithOtp({ phone: '+4912345678' })).error).toMatchObject({
      code: 'phone_provider_disabled',
    });
    expect((await client.auth.mfa.enroll({ factorType: 'totp' })).error).toMatchObject({
      code: 'mfa_totp_enroll_not_enabled',
    });
    const phone = { phone: '+4912345678' };
    expect((await api.service().auth.admin.createUser(phone)).error).toMatchObject({
      code: 'phone_provider_disabled',
    });
  });
});

it('the README lists these differences, and no other', async ({ task }) => {
  const readme = await readFile(join(workspaceRoot, 'libs/local-supabase/README.md'), 'utf8');
  const chapter = /## What differs from a hosted project\n([^]*?)(\n## |$)/.exec(readme)?.[1] ?? '';
  const listed = [...chapter.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, line]) => line);
  const held = task.file.tasks.flatMap((one) =>
    one.type === 'suite' ? one.tasks.map(({ name }) => name) : [],
  );
  expect(held.length).toBeGreaterThan(0);
  expect(listed).toEqual(held);
});
