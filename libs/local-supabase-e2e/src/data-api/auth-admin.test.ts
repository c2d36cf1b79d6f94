import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useApi, type ApiUnderTest } from './api-under-test.ts';

const settings = { mailInterval: 0, siteUrl: 'http://app.parakeet.test' };
const api = useApi({ ...settings, minimumPasswordLength: 8 });
const listed = useApi(settings);
const confirming = useApi({ ...settings, enableConfirmations: true });
const password = 'a-long-enough-one';
const nobody = '10000000-0000-4000-8000-000000000009';
const newEmail = () => `${randomUUID()}@parakeet.test`;
const admin = (at: ApiUnderTest = api) => at.service().auth.admin;

async function createUser(more: object = {}) {
  const email = newEmail();
  const attributes = { email, password, email_confirm: true, ...more };
  const { data, error } = await admin().createUser(attributes);
  expect(error).toBeNull();
  return { email, id: data.user?.id ?? '' };
}

/** Opens a link as a browser does, and returns what follows the # of where it leads. */
async function follow(link: string): Promise<Record<string, string>> {
  const answer = await fetch(link, { redirect: 'manual' });
  const target = new URL(answer.headers.get('location') ?? '');
  return Object.fromEntries(new URLSearchParams(target.hash.slice(1)));
}

describe('the admin API', () => {
  const calls = [
    'GET /admin/users',
    'POST /admin/users',
    `GET /admin/users/${nobody}`,
    `PUT /admin/users/${nobody}`,
    `DELETE /admin/users/${nobody}`,
    'POST /admin/generate_link',
    'POST /invite',
    'GET /admin/anything',
  ];

  it.each(calls)(
    '%s is for the secret key: not for the publishable key or a user (403)',
    async (call) => {
      const [method = '', path = ''] = call.split(' ');
      const { data } = await api.anon().auth.signUp({ email: newEmail(), password });
      const bearers = [undefined, api.keys.publishableKey, data.session?.access_token];
      for (const bearer of bearers) {
        const answer = await api.request(`/auth/v1${path}`, {
          method,
          headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
        });
        expect(answer.status).toBe(403);
        expect(await answer.json()).toEqual({
          code: 403,
          error_code: 'not_admin',
          msg: 'User not allowed',
        });
      }
    },
  );

  it('a user’s token with the secret key is the user’s', async () => {
    const { data } = await api.anon().auth.signUp({ email: newEmail(), password });
    const answer = await api.request('/auth/v1/admin/users', {
      headers: {
        apikey: api.keys.secretKey,
        authorization: `Bearer ${data.session?.access_token}`,
      },
    });
    expect(answer.status).toBe(403);
  });
});

it('lists accounts in pages, newest first, with links to the next and the last', async () => {
  const emails: string[] = [];
  for (const at of [1, 2, 3, 4, 5]) {
    const email = `${at}-${newEmail()}`;
    await admin(listed).createUser({ email, user_metadata: { full_name: `Lifter ${at}` } });
    emails.unshift(email);
  }
  const list = (page?: number, perPage?: number) =>
    admin(listed).listUsers({
      ...(page ? { page } : {}),
      ...(perPage ? { perPage } : {}),
    });
  const first = await list(1, 2);
  expect(first.data.users.map(({ email }) => email)).toEqual(emails.slice(0, 2));
  expect(first.data).toMatchObject({ aud: 'authenticated', total: 5, nextPage: 2, lastPage: 3 });
  const last = await list(3, 2);
  expect(last.data.users.map(({ email }) => email)).toEqual(emails.slice(4));
  expect(last.data).toMatchObject({ total: 5, nextPage: null, lastPage: 3 });
  expect((await list()).data.users).toHaveLength(5);
  expect(last.data.users[0]?.identities).toMatchObject([{ provider: 'email', email: emails[4] }]);

  const ask = (query: string) =>
    listed.request(`/auth/v1/admin/users?${query}`, {
      headers: { apikey: listed.keys.secretKey },
    });
  const answer = await ask('per_page=2');
  expect(answer.headers.get('link')).toBe(
    '</admin/users?page=2&per_page=2>; rel="next", </admin/users?page=3&per_page=2>; rel="last"',
  );
  expect(answer.headers.get('x-total-count')).toBe('5');
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-Total-Count, Link');
  const found = async (query: string) => {
    const { users } = (await (await ask(query)).json()) as { users: { email: string }[] };
    return users.map(({ email }) => email);
  };
  expect(await found('filter=lifter+3')).toEqual([emails[2]]);
  expect(await found('filter=5-&sort=created_at+asc')).toContain(emails[0]);
  expect(await found('sort=created_at+asc')).toEqual(emails.toReversed());
});

describe('an account that an admin makes', () => {
  it('signs in at once if its address is confirmed, with its metadata', async () => {
    const id = randomUUID();
    const { email } = await createUser({
      id,
      user_metadata: { display_name: 'Maya' },
      app_metadata: { plan: 'pro' },
    });
    const client = api.anon();
    const { data } = await client.auth.signInWithPassword({ email, password });
    expect(data.user).toMatchObject({
      id,
      email,
      role: 'authenticated',
      app_metadata: { provider: 'email', providers: ['email'], plan: 'pro' },
      user_metadata: { display_name: 'Maya', email_verified: true },
    });
    expect((await client.from('profiles').select('display_name').single()).data).toEqual({
      display_name: 'Maya',
    });
    expect((await admin().getUserById(id)).data.user).toMatchObject({ id, email });
  });

  it('whose address is not confirmed cannot sign in yet', async () => {
    const { email, id } = await createUser({ email_confirm: false });
    const { auth } = api.anon();
    expect((await auth.signInWithPassword({ email, password })).error).toMatchObject({
      code: 'email_not_confirmed',
    });
    const confirmed = await admin().updateUserById(id, { email_confirm: true });
    expect(confirmed.data.user?.email_confirmed_at).toBeDefined();
    expect((await auth.signInWithPassword({ email, password })).error).toBeNull();
  });

  it('may bring the hash of its password', async () => {
    const { email } = await createUser();
    const [{ hash } = { hash: '' }] = await api.sql.query<{ hash: string }>(
      'select encrypted_password as hash from auth.users where email = $1',
      [email],
    );
    const imported = newEmail();
    const { error } = await admin().createUser({
      email: imported,
      password_hash: hash,
      email_confirm: true,
    });
    expect(error).toBeNull();
    const { auth } = api.anon();
    expect((await auth.signInWithPassword({ email: imported, password })).error).toBeNull();
  });
});

describe('a change by an admin', () => {
  it('merges metadata, and null takes a member away', async () => {
    const { id } = await createUser({ user_metadata: { a: 1, b: 2 }, app_metadata: { c: 3 } });
    const { data } = await admin().updateUserById(id, {
      user_metadata: { a: null, d: 4 },
      app_metadata: { c: null },
    });
    expect(data.user?.user_metadata).toEqual({ b: 2, d: 4, email_verified: true });
    expect(data.user?.app_metadata).toEqual({ provider: 'email', providers: ['email'] });
  });

  it('of the password ends all sessions', async () => {
    const { id, email } = await createUser();
    const client = api.anon();
    await client.auth.signInWithPassword({ email, password });
    const { error } = await admin().updateUserById(id, { password: 'another-one' });
    expect(error).toBeNull();
    expect((await client.auth.refreshSession()).error).toMatchObject({
      code: 'refresh_token_not_found',
    });
    const again = await api.anon().auth.signInWithPassword({ email, password: 'another-one' });
    expect(again.error).toBeNull();
  });

  it('of the address holds at once, in the identity too', async () => {
    const { id } = await createUser();
    const email = newEmail();
    await admin().updateUserById(id, { email, email_confirm: true });
    const { data } = await api.anon().auth.signInWithPassword({ email, password });
    expect(data.user?.identities).toMatchObject([{ id, identity_data: { email } }]);
  });

  it('bans: no sign-in, no refresh, no token is good; none ends it', async () => {
    const { id, email } = await createUser();
    const client = api.anon();
    await client.auth.signInWithPassword({ email, password });
    const banned = await admin().updateUserById(id, { ban_duration: '1h30m' });
    const until = Date.parse((banned.data.user as { banned_until?: string }).banned_until ?? '');
    expect(Math.abs(until - Date.now() - 5_400_000)).toBeLessThan(60_000);
    const { auth } = api.anon();
    const refusal = { code: 'user_banned' };
    expect((await auth.signInWithPassword({ email, password })).error).toMatchObject(refusal);
    expect((await client.auth.getUser()).error).toMatchObject({ ...refusal, status: 403 });
    expect((await client.auth.refreshSession()).error).toMatchObject({ ...refusal, status: 400 });
    await admin().updateUserById(id, { ban_duration: 'none' });
    expect((await auth.signInWithPassword({ email, password })).error).toBeNull();
  });
});

describe('deleting', () => {
  it('takes the account, its sessions and its rows', async () => {
    const { id, email } = await createUser();
    await api.anon().auth.signInWithPassword({ email, password });
    expect((await admin().deleteUser(id)).error).toBeNull();
    expect((await admin().getUserById(id)).error).toMatchObject({
      status: 404,
      code: 'user_not_found',
    });
    for (const table of ['auth.sessions', 'auth.identities']) {
      expect(await api.sql.query(`select from ${table} where user_id = $1`, [id])).toEqual([]);
    }
    expect((await admin().createUser({ email, password })).error).toBeNull();
  });

  it('softly keeps the row, and nothing that tells whose it was', async () => {
    const { id, email } = await createUser({ user_metadata: { display_name: 'Maya' } });
    const client = api.anon();
    await client.auth.signInWithPassword({ email, password });
    expect((await admin().deleteUser(id, true)).error).toBeNull();
    const { data } = await admin().getUserById(id);
    expect(data.user).toMatchObject({ id, user_metadata: {}, app_metadata: {} });
    expect(data.user?.deleted_at).toBeDefined();
    expect(JSON.stringify(data.user)).not.toContain(email);
    expect((await client.auth.getUser()).error).not.toBeNull();
    expect((await api.anon().auth.signInWithPassword({ email, password })).error).toMatchObject({
      code: 'invalid_credentials',
    });
    // the address is free again
    expect((await admin().createUser({ email, password })).error).toBeNull();
  });
});

it('an admin signs somebody out by their token', async () => {
  const { email } = await createUser();
  const client = api.anon();
  const { data } = await client.auth.signInWithPassword({ email, password });
  const { error } = await admin().signOut(data.session?.access_token ?? '', 'global');
  expect(error).toBeNull();
  expect((await client.auth.refreshSession()).error).not.toBeNull();
});

describe('an invitation', () => {
  it('sends a link that signs in, once the account is confirmed no other', async () => {
    const email = newEmail();
    const { data, error } = await admin(confirming).inviteUserByEmail(email, {
      data: { team: 'blue' },
      redirectTo: 'http://app.parakeet.test/welcome',
    });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email, user_metadata: { team: 'blue' } });
    expect(data.user?.invited_at).toBeDefined();
    const answer = await fetch(`${confirming.url}/_mail`, {
      headers: { accept: 'application/json' },
    });
    const [mail] = (await answer.json()) as { to: string; link: string }[];
    expect(mail?.to).toBe(email);
    expect(new URL(mail?.link ?? '').searchParams.get('redirect_to')).toBe(
      'http://app.parakeet.test/welcome',
    );
    const { access_token: token } = await follow(mail?.link ?? '');
    expect((await confirming.anon().auth.getUser(token)).data.user).toMatchObject({ email });
    expect((await admin(confirming).inviteUserByEmail(email)).error).toMatchObject({
      status: 422,
      code: 'email_exists',
    });
  });
});

describe('a link that is generated', () => {
  const verified = async (link: string, email: string) => {
    const { access_token: token } = await follow(link);
    expect((await api.anon().auth.getUser(token)).data.user).toMatchObject({ email });
  };

  it.each(['signup', 'invite'] as const)('of type %s makes the account', async (type) => {
    const email = newEmail();
    const { data, error } =
      type === 'signup'
        ? await admin().generateLink({ type, email, password })
        : await admin().generateLink({ type, email });
    expect(error).toBeNull();
    expect(data.properties).toMatchObject({ verification_type: type });
    expect(data.user).toMatchObject({ email });
    await verified(data.properties?.action_link ?? '', email);
  });

  it.each(['magiclink', 'recovery'] as const)(
    'of type %s signs in, by link, code and hash',
    async (type) => {
      const { email } = await createUser();
      const generate = async () => {
        const { data, error } = await admin().generateLink({ type, email });
        expect(error).toBeNull();
        return data.properties;
      };
      await verified((await generate())?.action_link ?? '', email);
      const { auth } = api.anon();
      const token = (await generate())?.email_otp ?? '';
      expect((await auth.verifyOtp({ email, token, type })).error).toBeNull();
      const hash = (await generate())?.hashed_token ?? '';
      expect((await auth.verifyOtp({ token_hash: hash, type })).error).toBeNull();
    },
  );

  it('of type magiclink for a stranger is a sign-up', async () => {
    const email = newEmail();
    const { data } = await admin().generateLink({ type: 'magiclink', email });
    expect(data.properties).toMatchObject({ verification_type: 'signup' });
    await verified(data.properties?.action_link ?? '', email);
  });

  it('of the types of an e-mail change confirms it from both addresses', async () => {
    const email = newEmail();
    const change = newEmail();
    await admin(confirming).createUser({ email, password, email_confirm: true });
    const generate = async (type: 'email_change_current' | 'email_change_new') => {
      const { data, error } = await admin(confirming).generateLink({
        type,
        email,
        newEmail: change,
      });
      expect(error).toBeNull();
      return data.properties?.action_link ?? '';
    };
    const current = await generate('email_change_current');
    const next = await generate('email_change_new');
    expect(await follow(current)).toMatchObject({ message: expect.any(String) });
    expect(await follow(next)).toMatchObject({ type: 'email_change' });
    const { auth } = confirming.anon();
    expect((await auth.signInWithPassword({ email: change, password })).error).toBeNull();
  });

  it('sends no mail, and leads where it is allowed to', async () => {
    const { email } = await createUser();
    const options = { redirectTo: 'http://evil.test' };
    const { data } = await admin().generateLink({ type: 'magiclink', email, options });
    expect(data.properties?.redirect_to).toBe('http://app.parakeet.test');
    const answer = await fetch(`${api.url}/_mail`, { headers: { accept: 'application/json' } });
    const mails = (await answer.json()) as { to: string }[];
    expect(mails.filter(({ to }) => to === email)).toEqual([]);
  });
});
