import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { project } from '@parakeet/schema-tools';
import { withClient } from '@parakeet/local-supabase';
import { describe, expect, it, vi } from 'vitest';
import { useApi, type TypedClient } from './api-under-test.ts';

const api = useApi({ minimumPasswordLength: 8 });
const anonymous = useApi({ enableAnonymousSignIns: true });
const closed = useApi({ enableAnonymousSignIns: true, enableSignup: false });
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

  it('refuses a registered e-mail, a short password, and a missing e-mail', async () => {
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

describe('what GoTrue refuses at sign-up', () => {
  const post = async (path: string, body: object) => {
    const answer = await api.request(`/auth/v1/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: answer.status, ...((await answer.json()) as object) };
  };

  it.each([
    ['é'.repeat(36), null],
    ['é'.repeat(37), { status: 400, code: 'validation_failed' }],
    ['p'.repeat(73), { status: 400, code: 'validation_failed' }],
    ['éééé', null],
    ['ééé', { status: 422, code: 'weak_password' }],
  ])('counts the bytes of a password, from 8 to 72: %s', async (tried, error) => {
    const client = api.anon();
    const email = `${randomUUID()}@parakeet.test`;
    const answer = await client.auth.signUp({ email, password: tried });
    if (error === null) expect(answer.error).toBeNull();
    else expect(answer.error).toMatchObject(error);
    // a change of the password is held to the same
    const { client: other } = await signUp();
    const changed = await other.auth.updateUser({ password: tried });
    if (error === null) expect(changed.error).toBeNull();
    else expect(changed.error).toMatchObject(error);
  });

  it('a trigger on auth.users that fails: the error is named, nothing stays (500)', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const email = `${randomUUID()}@parakeet.test`;
    await withClient(api.database.adminUrl, async (client) => {
      await client.query(
        `create function auth.refuse() returns trigger language plpgsql
         as 'begin raise exception ''no''; end'`,
      );
      for (const table of ['users', 'identities']) {
        await client.query(
          `create trigger refuse before insert on auth.${table}
           for each row execute function auth.refuse()`,
        );
        const answer = await post('signup', { email, password });
        await client.query(`drop trigger refuse on auth.${table}`);
        expect(answer).toEqual({
          status: 500,
          code: 500,
          error_code: 'unexpected_failure',
          msg: 'Database error saving new user',
        });
      }
      const { rows } = await client.query('select from auth.users where email = $1', [email]);
      expect(rows).toEqual([]);
    });
  });

  it.each([
    ['signup', 'SignupParams', { password }],
    ['token?grant_type=password', 'PasswordGrantParams', { password }],
    ['otp', 'OtpParams', {}],
    ['recover', 'RecoverParams', {}],
    ['resend', 'ResendConfirmationParams', { type: 'signup' }],
    ['verify', 'VerifyParams', { type: 'email', token: '123456' }],
  ])('an email that is no text, at %s (400)', async (path, struct, rest) => {
    const wrong = { object: { a: 1 }, array: ['a'], number: 1, bool: true };
    for (const [type, email] of Object.entries(wrong)) {
      expect(await post(path, { ...rest, email })).toEqual({
        status: 400,
        code: 400,
        error_code: 'bad_json',
        msg:
          `Could not parse request body as JSON: json: cannot unmarshal ${type} ` +
          `into Go struct field ${struct}.email of type string`,
      });
    }
  });

  it('a refresh token, a password or data of another type (400)', async () => {
    const refused = { status: 400, error_code: 'bad_json' };
    const grant = 'token?grant_type=refresh_token';
    expect(await post(grant, { refresh_token: {} })).toMatchObject(refused);
    const email = `${randomUUID()}@parakeet.test`;
    expect(await post('signup', { email, password: 12345678 })).toMatchObject(refused);
    expect(await post('signup', { email, password, data: 'x' })).toMatchObject(refused);
  });
});

it('enable_signup = false lets nobody new in, by whatever way (422)', async () => {
  const email = `${randomUUID()}@parakeet.test`;
  const { auth } = closed.anon();
  for (const answer of [
    await auth.signUp({ email, password }),
    await auth.signInWithOtp({ email }),
    await auth.signInAnonymously(),
  ]) {
    expect(answer.error).toMatchObject({ status: 422, code: 'signup_disabled' });
  }
  expect(await closed.sql.query('select from auth.users')).toEqual([]);
});

describe('anonymous sign-in', () => {
  it('is refused where config.toml does not allow it (422)', async () => {
    expect((await api.anon().auth.signInAnonymously()).error).toMatchObject({
      status: 422,
      code: 'anonymous_provider_disabled',
    });
  });

  it('signs in without an address, says so in the token, also after a refresh', async () => {
    const client = anonymous.anon();
    const options = { data: { display_name: 'Guest' } };
    const { data, error } = await client.auth.signInAnonymously({ options });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ is_anonymous: true, identities: [], app_metadata: {} });
    expect((await client.from('profiles').select('display_name').single()).data).toEqual({
      display_name: 'Guest',
    });
    await client.auth.refreshSession();
    const claims = JSON.parse(
      Buffer.from(
        (await sessionOf(client)).access_token.split('.')[1] ?? '',
        'base64url',
      ).toString(),
    ) as object;
    expect(claims).toMatchObject({ is_anonymous: true, amr: [{ method: 'anonymous' }] });
  });

  it('becomes an account when an address is given', async () => {
    const client = anonymous.anon();
    const { data } = await client.auth.signInAnonymously();
    expect((await client.auth.updateUser({ password })).error).toMatchObject({
      status: 422,
      code: 'validation_failed',
    });
    const email = `${randomUUID()}@parakeet.test`;
    const changed = await client.auth.updateUser({ email, password });
    expect(changed.data.user).toMatchObject({ id: data.user?.id, email, is_anonymous: false });
    const again = await anonymous.anon().auth.signInWithPassword({ email, password });
    expect(again.data.user).toMatchObject({
      id: data.user?.id,
      identities: [{ provider: 'email' }],
    });
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
    await api.sql.query(await readFile(join(project().supabase, 'seed.sql'), 'utf8'));
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

  it('keeps metadata as it is, also in the shape of a statement', async () => {
    const data = { texts: ['\'\', raw_app_meta_data = \'{"role":"admin"}\' --'], values: [] };
    const { client } = await signUp(data);
    expect((await client.auth.updateUser({ data: { again: data } })).error).toBeNull();
    const { data: found } = await client.auth.getUser();
    expect(found.user?.user_metadata).toMatchObject({ ...data, again: data });
    expect(found.user?.app_metadata).toEqual({ provider: 'email', providers: ['email'] });
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

  it('ends with a change of the password, but for the one that changed it', async () => {
    const { client, email } = await signUp();
    const other = api.anon();
    await other.auth.signInWithPassword({ email, password });
    const { refresh_token, access_token } = await sessionOf(other);
    expect((await client.auth.updateUser({ password: 'another-one' })).error).toBeNull();
    const ended = await other.auth.refreshSession({ refresh_token });
    expect(ended.error).toMatchObject({ status: 400, code: 'refresh_token_not_found' });
    expect((await api.anon().auth.getUser(access_token)).error).not.toBeNull();
    expect((await client.auth.refreshSession()).error).toBeNull();
    expect((await client.auth.getUser()).data.user).toMatchObject({ email });
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
