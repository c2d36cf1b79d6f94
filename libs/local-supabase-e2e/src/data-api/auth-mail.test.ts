import { request } from 'node:http';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { useApi, type ApiUnderTest } from './api-under-test.ts';

const siteUrl = 'http://app.parakeet.test';
const settings = { mailInterval: 0, siteUrl, redirectUrls: ['http://*.parakeet.test/**'] };
const open = useApi(settings);
const confirming = useApi({ ...settings, enableConfirmations: true, mailInterval: 30 });
const password = 'a-long-enough-one';
const newEmail = () => `${randomUUID()}@parakeet.test`;

interface Mail {
  to: string;
  subject: string;
  code: string;
  link: string;
}

/** The mails to an address, newest first. */
async function mailsTo(api: ApiUnderTest, to: string): Promise<Mail[]> {
  const answer = await fetch(`${api.url}/_mail`, { headers: { accept: 'application/json' } });
  const mails = (await answer.json()) as Mail[];
  return mails.filter((one) => one.to === to);
}

async function lastMail(api: ApiUnderTest, to: string): Promise<Mail> {
  const [mail] = await mailsTo(api, to);
  if (!mail) throw new Error(`no mail to ${to}`);
  return mail;
}

/** Opens a link as a browser does, and returns where it leads. */
async function follow(link: string): Promise<URL> {
  const answer = await fetch(link, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '');
}

const fragmentOf = (url: URL) => Object.fromEntries(new URLSearchParams(url.hash.slice(1)));

async function signUp(api: ApiUnderTest) {
  const client = api.anon();
  const email = newEmail();
  const answer = await client.auth.signUp({ email, password });
  expect(answer.error).toBeNull();
  return { client, email, answer };
}

describe('sign-up with enable_confirmations', () => {
  it('signs in once the code of the mail is given, not before', async () => {
    const { client, email, answer } = await signUp(confirming);
    expect(answer.data.session).toBeNull();
    expect((await client.auth.signInWithPassword({ email, password })).error).toMatchObject({
      status: 400,
      code: 'email_not_confirmed',
    });
    const { code } = await lastMail(confirming, email);
    expect(code).toMatch(/^\d{6}$/);
    const wrong = await client.auth.verifyOtp({ email, token: '12345x', type: 'signup' });
    expect(wrong.error).toMatchObject({ status: 403, code: 'otp_expired' });
    const right = await client.auth.verifyOtp({ email, token: code, type: 'signup' });
    expect(right.data.user).toMatchObject({ email, user_metadata: { email_verified: true } });
    expect((await client.from('profiles').select('id')).data).toHaveLength(1);
    const again = await client.auth.verifyOtp({ email, token: code, type: 'signup' });
    expect(again.error).toMatchObject({ status: 403, code: 'otp_expired' });
    expect((await client.auth.signInWithPassword({ email, password })).error).toBeNull();
  });

  it('signs in by the link, which works once and leads back to the app', async () => {
    const { email } = await signUp(confirming);
    const { link } = await lastMail(confirming, email);
    const target = await follow(link);
    expect(target.origin).toBe(siteUrl);
    const { access_token: token } = fragmentOf(target);
    expect((await confirming.anon().auth.getUser(token)).data.user).toMatchObject({ email });
    expect(fragmentOf(await follow(link))).toMatchObject({
      error: 'access_denied',
      error_code: 'otp_expired',
      error_description: 'Email link is invalid or has expired',
    });
  });

  it('does not tell an address that has an account', async () => {
    const { client, email } = await signUp(confirming);
    const { code } = await lastMail(confirming, email);
    await client.auth.verifyOtp({ email, token: code, type: 'email' });
    const again = await confirming.anon().auth.signUp({ email, password: 'another-one' });
    expect(again.data.user).toMatchObject({ email, identities: [] });
    expect(await mailsTo(confirming, email)).toHaveLength(1);
  });

  it('refuses to send another mail within max_frequency (429)', async () => {
    const { client, email } = await signUp(confirming);
    expect((await client.auth.resend({ type: 'signup', email })).error).toMatchObject({
      status: 429,
      code: 'over_email_send_rate_limit',
      message: expect.stringMatching(/^For security purposes, .* after (29|30) seconds\.$/),
    });
  });
});

describe('a magic link', () => {
  it.each(['email', 'magiclink'] as const)('signs in by its code (type %s)', async (type) => {
    const client = open.anon();
    const email = newEmail();
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull();
    const { code } = await lastMail(open, email);
    const { data, error } = await client.auth.verifyOtp({ email, token: code, type });
    expect(error).toBeNull();
    expect(data.session?.user).toMatchObject({ email });
  });

  it('is not sent to a stranger where shouldCreateUser is false', async () => {
    const email = newEmail();
    const answer = await open
      .anon()
      .auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
    expect(answer.error).toMatchObject({ status: 422, code: 'otp_disabled' });
    expect(await mailsTo(open, email)).toEqual([]);
  });

  it('expires after otp_expiry, code and link', async () => {
    const { client, email } = await signUp(open);
    await client.auth.signInWithOtp({ email });
    const { code, link } = await lastMail(open, email);
    await open.sql.query(
      `update auth.users set recovery_sent_at = now() - interval '61 minutes' where email = $1`,
      [email],
    );
    const late = await client.auth.verifyOtp({ email, token: code, type: 'email' });
    expect(late.error).toMatchObject({ status: 403, code: 'otp_expired' });
    expect(fragmentOf(await follow(link))).toMatchObject({ error_code: 'otp_expired' });
  });

  it.each([
    ['http://eu.parakeet.test/welcome', 'http://eu.parakeet.test/welcome'],
    ['http://app.parakeet.test/x?y=1', 'http://app.parakeet.test/x?y=1'],
    ['http://evil.test/', `${siteUrl}/`],
    ['http://evil.test/#http://eu.parakeet.test/', `${siteUrl}/`],
    ['http://evil.test/a.parakeet.test/x', `${siteUrl}/`],
    ['http://app.parakeet.test:81/', `${siteUrl}/`],
    ['javascript:alert(1)', `${siteUrl}/`],
  ])('leads from emailRedirectTo %s to %s', async (emailRedirectTo, expected) => {
    const email = newEmail();
    await open.anon().auth.signInWithOtp({ email, options: { emailRedirectTo } });
    const { link } = await lastMail(open, email);
    const target = await follow(link);
    target.hash = '';
    expect(target.href).toBe(expected);
    // the link can be edited by hand
    const edited = new URL(link);
    edited.searchParams.set('redirect_to', emailRedirectTo);
    const again = await follow(edited.href);
    again.hash = '';
    expect(again.href).toBe(expected);
  });
});

describe('recovery', () => {
  it('signs in by its link, and the password can be changed', async () => {
    const { email } = await signUp(open);
    const client = open.anon();
    expect((await client.auth.resetPasswordForEmail(email)).error).toBeNull();
    const { link } = await lastMail(open, email);
    const token = new URL(link).searchParams.get('token') ?? '';
    const answer = await client.auth.verifyOtp({ token_hash: token, type: 'recovery' });
    expect(answer.error).toBeNull();
    expect((await client.auth.updateUser({ password: 'another-one' })).error).toBeNull();
    const again = await open.anon().auth.signInWithPassword({ email, password: 'another-one' });
    expect(again.error).toBeNull();
  });

  it('says nothing of an address without an account', async () => {
    const email = newEmail();
    expect((await open.anon().auth.resetPasswordForEmail(email)).error).toBeNull();
    expect(await mailsTo(open, email)).toEqual([]);
  });
});

it('resend sends the mails of an e-mail change again, and the last ones count', async () => {
  const { client, email } = await signUp(open);
  const changed = newEmail();
  await client.auth.updateUser({ email: changed });
  const { link } = await lastMail(open, changed);
  expect((await client.auth.resend({ type: 'email_change', email })).error).toBeNull();
  expect(await mailsTo(open, changed)).toHaveLength(2);
  expect(fragmentOf(await follow(link))).toMatchObject({ error_code: 'otp_expired' });
  for (const to of [email, changed]) await follow((await lastMail(open, to)).link);
  expect((await client.auth.getUser()).data.user).toMatchObject({ email: changed });
});

it('without enable_confirmations one of the two mails confirms an e-mail change', async () => {
  const { client, email } = await signUp(open);
  const changed = newEmail();
  await client.auth.updateUser({ email: changed });
  const target = await follow((await lastMail(open, email)).link);
  expect(fragmentOf(target)).toMatchObject({ type: 'email_change', sb: '' });
  expect((await client.auth.getUser()).data.user).toMatchObject({ email: changed });
});

it('an e-mail change is confirmed from both addresses', async () => {
  const { client, email } = await signUp(confirming);
  const { code } = await lastMail(confirming, email);
  await client.auth.verifyOtp({ email, token: code, type: 'signup' });
  const changed = newEmail();
  const asked = await client.auth.updateUser({ email: changed });
  expect(asked.data.user).toMatchObject({ email, new_email: changed });
  const first = await lastMail(confirming, email);
  const second = await lastMail(confirming, changed);
  expect(fragmentOf(await follow(first.link))).toEqual({
    message: 'Confirmation link accepted. Please proceed to confirm link sent to the other email',
    sb: '',
  });
  expect((await client.auth.getUser()).data.user).toMatchObject({ email });
  const done = await client.auth.verifyOtp({
    email: changed,
    token: second.code,
    type: 'email_change',
  });
  expect(done.data.user).toMatchObject({ email: changed });
  const { auth } = confirming.anon();
  expect((await auth.signInWithPassword({ email, password })).error).not.toBeNull();
  const signedIn = await auth.signInWithPassword({ email: changed, password });
  expect(signedIn.data.user?.identities?.[0]?.identity_data).toMatchObject({ email: changed });
});

describe('PKCE', () => {
  /** A client that keeps its code verifier in memory, as a browser does in its storage. */
  function pkceClient(api: ApiUnderTest) {
    const kept = new Map<string, string>();
    return createClient(api.url, api.keys.publishableKey, {
      auth: {
        flowType: 'pkce',
        persistSession: true,
        autoRefreshToken: false,
        detectSessionInUrl: false,
        storage: {
          getItem: (key) => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: (key) => void kept.delete(key),
        },
      },
    });
  }

  it('signs in by the code at the end of a link, in the client that asked, once', async () => {
    const client = pkceClient(open);
    const email = newEmail();
    await client.auth.signInWithOtp({ email });
    const target = await follow((await lastMail(open, email)).link);
    expect(target.hash).toBe('');
    const code = target.searchParams.get('code') ?? '';
    const other = await fetch(`${open.url}/auth/v1/token?grant_type=pkce`, {
      method: 'POST',
      headers: { apikey: open.keys.publishableKey },
      body: JSON.stringify({ auth_code: code, code_verifier: randomBytes(40).toString('hex') }),
    });
    expect([other.status, await other.json()]).toMatchObject([
      400,
      { error_code: 'bad_code_verifier' },
    ]);
    const { data, error } = await client.auth.exchangeCodeForSession(code);
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ email });
    const again = await open.request('/auth/v1/token?grant_type=pkce', {
      method: 'POST',
      body: JSON.stringify({ auth_code: code, code_verifier: 'x' }),
    });
    expect([again.status, await again.json()]).toMatchObject([
      404,
      { error_code: 'flow_state_not_found' },
    ]);
  });

  it('covers sign-up, recovery and e-mail change', async () => {
    const client = pkceClient(confirming);
    const email = newEmail();
    const exchange = async (address: string) => {
      const target = await follow((await lastMail(confirming, address)).link);
      const { data, error } = await client.auth.exchangeCodeForSession(
        target.searchParams.get('code') ?? '',
      );
      expect(error).toBeNull();
      return data.user;
    };
    await client.auth.signUp({ email, password });
    expect(await exchange(email)).toMatchObject({ email });
    await client.auth.resetPasswordForEmail(email);
    expect(await exchange(email)).toMatchObject({ email });
    const changed = newEmail();
    await client.auth.updateUser({ email: changed });
    await follow((await lastMail(confirming, email)).link);
    expect(await exchange(changed)).toMatchObject({ email: changed });
  });

  it('refuses a code after five minutes (422)', async () => {
    const verifier = randomBytes(40).toString('hex');
    const email = newEmail();
    await open.request('/auth/v1/otp', {
      method: 'POST',
      body: JSON.stringify({
        email,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 's256',
      }),
    });
    const target = await follow((await lastMail(open, email)).link);
    await open.sql.query(
      `update auth.flow_state set auth_code_issued_at = now() - interval '301 seconds'`,
    );
    const answer = await open.request('/auth/v1/token?grant_type=pkce', {
      method: 'POST',
      body: JSON.stringify({
        auth_code: target.searchParams.get('code'),
        code_verifier: verifier,
      }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { error_code: 'flow_state_expired' },
    ]);
  });
});

describe('/_mail', () => {
  it('lists the mails newest first, with links, and nothing in them is markup', async () => {
    const [older, newer] = [newEmail(), `o'${newEmail()}`];
    for (const email of [older, newer]) await open.anon().auth.signInWithOtp({ email });
    const answer = await fetch(`${open.url}/_mail`);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await answer.text();
    const escaped = newer.replace("'", '&#39;');
    expect(page).not.toContain(newer);
    expect(page.indexOf(escaped)).toBeGreaterThan(0);
    expect(page.indexOf(escaped)).toBeLessThan(page.indexOf(older));
    const { link, code } = await lastMail(open, older);
    expect(page).toContain(`<code>${code}</code>`);
    expect(page).toContain(`<a href="${link.replaceAll('&', '&#38;')}">`);
  });

  it('is for this machine: no other host name, no page of another origin', async () => {
    const mailbox = `${open.url}/_mail`;
    const page = await fetch(mailbox, { headers: { origin: 'http://evil.test' } });
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
    const status = await new Promise((resolve, reject) => {
      request(mailbox, { headers: { host: 'evil.test' } }, (answer) => resolve(answer.statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
