import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { supabaseDirectory } from '@parakeet/db-schema';
import { describe, expect, it } from 'vitest';
import { useApi, type TypedClient } from './api-under-test.ts';

const api = useApi();
const password = 'a-long-enough-one';

/** Somebody new, and the client in which they are signed in. */
async function signUp(data: Record<string, unknown> = { display_name: 'Maya' }) {
  const client = api.anon();
  const email = `${randomUUID()}@parakeet.test`;
  const answer = await client.auth.signUp({ email, password, options: { data } });
  expect(answer.error).toBeNull();
  const id = answer.data.user?.id ?? '';
  return { client, email, id };
}

async function sessionOf(client: TypedClient) {
  const { data } = await client.auth.getSession();
  if (!data.session) throw new Error('nobody is signed in');
  return data.session;
}

describe('signing up', () => {
  it('makes the account in auth.users, signs in, and the profile is there', async () => {
    const { client, email, id } = await signUp({ display_name: 'Maya K.' });
    const session = await sessionOf(client);
    expect(session).toMatchObject({ token_type: 'bearer', user: { id, email } });
    expect(session.expires_in).toBe(3600);
    const accounts = await api.sql.query<Record<string, unknown>>(
      `select email, aud, role, email_confirmed_at is not null as confirmed,
              raw_user_meta_data ->> 'display_name' as name, raw_app_meta_data,
              encrypted_password like '$2%' as hashed
       from auth.users where id = $1`,
      [id],
    );
    expect(accounts).toEqual([
      {
        email,
        aud: 'authenticated',
        role: 'authenticated',
        confirmed: true,
        name: 'Maya K.',
        raw_app_meta_data: { provider: 'email', providers: ['email'] },
        hashed: true,
      },
    ]);
    const profile = await client.from('profiles').select('id, display_name').single();
    expect(profile.data).toEqual({ id, display_name: 'Maya K.' });
  });

  it('refuses an email that has an account, a password that is too short, and no email', async () => {
    const { email } = await signUp();
    const client = api.anon();
    expect((await client.auth.signUp({ email, password })).error).toMatchObject({
      status: 422,
      code: 'user_already_exists',
    });
    const short = await client.auth.signUp({
      email: `${randomUUID()}@parakeet.test`,
      password: '12345',
    });
    expect(short.error).toMatchObject({ status: 422, code: 'weak_password' });
    expect((await client.auth.signUp({ email: 'nobody', password })).error).toMatchObject({
      status: 400,
      code: 'validation_failed',
    });
    expect((await client.auth.getSession()).data.session).toBeNull();
  });
});

describe('signing in', () => {
  it('is by email and password, whatever the case of the email', async () => {
    const { email, id } = await signUp();
    const client = api.anon();
    const answer = await client.auth.signInWithPassword({ email: email.toUpperCase(), password });
    expect(answer.data.user?.id).toBe(id);
    expect((await client.from('profiles').select('id')).data).toEqual([{ id }]);
  });

  it.each(['the password', 'the email'])('says the same whether %s is wrong', async (wrong) => {
    const { email } = await signUp();
    const answer = await api
      .anon()
      .auth.signInWithPassword(
        wrong === 'the password'
          ? { email, password: 'another-one' }
          : { email: `x${email}`, password },
      );
    expect(answer.error).toMatchObject({
      status: 400,
      code: 'invalid_credentials',
      message: 'Invalid login credentials',
    });
  });

  it('lets in the lifters of the seed, who see their weeks of training', async () => {
    await api.sql.query(await readFile(join(supabaseDirectory, 'seed.sql'), 'utf8'));
    for (const email of ['maya@parakeet.test', 'tomas@parakeet.test']) {
      const client = api.anon();
      const answer = await client.auth.signInWithPassword({ email, password: 'parakeet-local' });
      expect(answer.error).toBeNull();
      const { data } = await client.from('session_logs').select('user_id').throwOnError();
      expect(data.length).toBeGreaterThan(10);
      expect(new Set(data.map(({ user_id }) => user_id))).toEqual(new Set([answer.data.user?.id]));
    }
  });
});

describe('a session', () => {
  it('is refreshed: the new tokens are good, and the old refresh token brings no other', async () => {
    const { client, id } = await signUp();
    const first = await sessionOf(client);
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(first.refresh_token);
    expect((await client.from('profiles').select('id')).data).toEqual([{ id }]);
    const rotated = await api.sql.query(
      `select revoked, parent from auth.refresh_tokens where user_id = $1 order by id`,
      [id],
    );
    expect(rotated).toEqual([
      { revoked: true, parent: null },
      { revoked: false, parent: first.refresh_token },
    ]);
    const nonsense = await api.anon().auth.refreshSession({ refresh_token: 'nonsense' });
    expect(nonsense.error).toMatchObject({ status: 400 });
  });

  it('ends by signing out: nothing can be refreshed, and auth knows the token no more', async () => {
    const { client } = await signUp();
    const { access_token, refresh_token } = await sessionOf(client);
    expect((await client.auth.signOut()).error).toBeNull();
    expect((await api.anon().auth.refreshSession({ refresh_token })).error).toMatchObject({
      status: 400,
      code: 'refresh_token_not_found',
    });
    expect((await api.anon().auth.getUser(access_token)).error).toMatchObject({
      name: 'AuthSessionMissingError',
    });
    expect(await client.from('profiles').select('id')).toMatchObject({ status: 401 });
  });

  it('tells who is signed in, and takes changes of them', async () => {
    const { client, id, email } = await signUp();
    const changed = await client.auth.updateUser({
      data: { units: 'kg' },
      password: 'another-one',
    });
    expect(changed.error).toBeNull();
    const { data } = await client.auth.getUser();
    expect(data.user).toMatchObject({
      id,
      email,
      aud: 'authenticated',
      user_metadata: { display_name: 'Maya', units: 'kg' },
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/),
    });
    expect((await api.anon().auth.signInWithPassword({ email, password })).error).not.toBeNull();
    const again = await api.anon().auth.signInWithPassword({ email, password: 'another-one' });
    expect(again.error).toBeNull();
  });

  it('of an account that is deleted is over, and so are its rows', async () => {
    const { client, id } = await signUp();
    await api.sql.query('delete from auth.users where id = $1', [id]);
    expect((await client.auth.getUser()).error).toMatchObject({
      status: 403,
      code: 'user_not_found',
    });
    expect(await api.sql.query('select from auth.sessions where user_id = $1', [id])).toEqual([]);
    expect((await client.from('profiles').select('id')).data).toEqual([]);
  });
});
