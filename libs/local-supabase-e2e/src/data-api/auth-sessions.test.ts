import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useApi, type ApiUnderTest } from './api-under-test.ts';

const api = useApi();
const careful = useApi({ securePasswordChange: true, mailInterval: 0 });
const password = 'a-long-enough-one';

interface Tokens {
  access_token: string;
  refresh_token: string;
}

/** A new account, and its first session. */
async function signUp(at: ApiUnderTest = api) {
  const email = `${randomUUID()}@parakeet.test`;
  const { data, error } = await at.anon().auth.signUp({ email, password });
  expect(error).toBeNull();
  return { email, id: data.user?.id ?? '', session: data.session as Tokens };
}

async function signIn(email: string): Promise<Tokens> {
  const { data, error } = await api.anon().auth.signInWithPassword({ email, password });
  expect(error).toBeNull();
  return data.session as Tokens;
}

/** Refreshes past supabase-js, which has a queue of its own. */
async function refresh(token: string) {
  const answer = await api.request('/auth/v1/token?grant_type=refresh_token', {
    method: 'POST',
    body: JSON.stringify({ refresh_token: token }),
  });
  const body = (await answer.json()) as Partial<Tokens> & { error_code?: string };
  return { status: answer.status, ...body };
}

/** Makes the last use of every refresh token of an account older than the reuse interval. */
const later = (id: string) =>
  api.sql.query(
    `update auth.refresh_tokens set updated_at = updated_at - interval '11 seconds'
     where user_id = $1`,
    [id],
  );

describe('a refresh token that comes again', () => {
  it('right after its use brings the token that followed it, however late', async () => {
    const { id, session } = await signUp();
    const first = await refresh(session.refresh_token);
    expect(await refresh(session.refresh_token)).toMatchObject({
      status: 200,
      refresh_token: first.refresh_token,
    });
    await later(id);
    expect(await refresh(session.refresh_token)).toMatchObject({
      status: 200,
      refresh_token: first.refresh_token,
    });
  });

  it('within the reuse interval brings a new one, though two have followed it', async () => {
    const { session } = await signUp();
    const second = await refresh(session.refresh_token);
    const third = await refresh(second.refresh_token ?? '');
    const again = await refresh(session.refresh_token);
    expect(again.status).toBe(200);
    expect(again.refresh_token).not.toBe(third.refresh_token);
  });

  it('after the reuse interval ends all tokens of its session, and of no other', async () => {
    const { id, email, session } = await signUp();
    const other = await signIn(email);
    const second = await refresh(session.refresh_token);
    const third = await refresh(second.refresh_token ?? '');
    await later(id);
    const used = { status: 400, error_code: 'refresh_token_already_used' };
    expect(await refresh(session.refresh_token)).toMatchObject(used);
    // the thief’s and the owner’s alike
    await later(id);
    expect(await refresh(third.refresh_token ?? '')).toMatchObject(used);
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });
});

it('thirty refreshes at once of one session leave one token, which is good', async () => {
  const { id, email, session } = await signUp();
  // opens all of auth's connections: otherwise the first has refreshed before the others are there
  await Promise.all(Array.from({ length: 8 }, () => signIn(email)));
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => refresh(session.refresh_token)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
  expect(new Set(answers.map((one) => one.refresh_token)).size).toBe(1);
  const left = await api.sql.query(
    `select token from auth.refresh_tokens
     where not revoked and session_id =
       (select session_id from auth.refresh_tokens where token = $1 and user_id = $2)`,
    [session.refresh_token, id],
  );
  expect(left).toEqual([{ token: answers[0]?.refresh_token }]);
  expect((await refresh(answers[0]?.refresh_token ?? '')).status).toBe(200);
});

it('sessions that refresh and sign out at the same moment end in a clear state', async () => {
  const { email, id } = await signUp();
  const sessions = await Promise.all(Array.from({ length: 8 }, () => signIn(email)));
  const signOut = (token: string) =>
    api.request('/auth/v1/logout?scope=local', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  const statuses = await Promise.all(
    sessions.flatMap((one, at) => [
      refresh(one.refresh_token).then(({ status }) => status),
      ...(at % 2 === 0 ? [signOut(one.access_token).then(({ status }) => status)] : []),
    ]),
  );
  // refreshed, signed out, or refused for a session that is over; never a failure
  for (const status of statuses) expect([200, 204, 400]).toContain(status);
  const left = await api.sql.query<{ id: string }>(
    'select id from auth.sessions where user_id = $1',
    [id],
  );
  // the first of the sign-up, and the four that did not sign out
  expect(left).toHaveLength(5);
});

describe('signing out', () => {
  const scopes = [
    ['local', [false, true, true]],
    ['others', [true, false, false]],
    ['global', [false, false, false]],
  ] as const;

  it.each(scopes)(
    'with the scope %s: which of three sessions live on: %j',
    async (scope, alive) => {
      const { email, session } = await signUp();
      const sessions = [session, await signIn(email), await signIn(email)];
      const client = api.anon();
      await client.auth.setSession(session);
      expect((await client.auth.signOut({ scope })).error).toBeNull();
      const found = await Promise.all(
        sessions.map(async ({ access_token }) => {
          const { error } = await api.anon().auth.getUser(access_token);
          return error === null;
        }),
      );
      expect(found).toEqual(alive);
      for (const [at, { refresh_token }] of sessions.entries()) {
        expect((await refresh(refresh_token)).status).toBe(alive[at] ? 200 : 400);
      }
    },
  );
});

it('secure_password_change wants the code of a mail a day after the sign-in', async () => {
  const { email, id, session } = await signUp(careful);
  const client = careful.anon();
  await client.auth.setSession(session);
  expect((await client.auth.updateUser({ password: 'another-one' })).error).toBeNull();
  await careful.sql.query(
    `update auth.sessions set created_at = now() - interval '25 hours' where user_id = $1`,
    [id],
  );
  const change = (nonce?: string) =>
    client.auth.updateUser({ password: 'a-third-one', ...(nonce ? { nonce } : {}) });
  expect((await change()).error).toMatchObject({ status: 400, code: 'reauthentication_needed' });
  expect((await client.auth.reauthenticate()).error).toBeNull();
  const answer = await fetch(`${careful.url}/_mail`, { headers: { accept: 'application/json' } });
  const mails = (await answer.json()) as { to: string; code: string; link?: string }[];
  const mail = mails.find(({ to }) => to === email);
  expect(mail).not.toHaveProperty('link');
  expect((await change('12345x')).error).toMatchObject({
    status: 422,
    code: 'reauthentication_not_valid',
  });
  expect((await change(mail?.code)).error).toBeNull();
});
