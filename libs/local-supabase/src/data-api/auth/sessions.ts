import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import {
  instanceId,
  now,
  readAccount,
  updateAccount,
  type Account,
  type Accounts,
} from './accounts.ts';

/** How somebody signed in, as the claim `amr` says it. */
export type SignInMethod = 'password' | 'otp' | 'anonymous';

/** What access tokens are made with. */
export interface TokenMaker {
  readonly secret: string;
  /** Seconds that a token is good for. */
  readonly expiry: number;
  /** Where auth answers: the claim `iss`. */
  readonly issuer: string;
}

/** Begins a session of an account, and returns GoTrue's answer to a sign-in. */
export async function createSession(
  db: Accounts,
  account: Account,
  method: SignInMethod,
  maker: TokenMaker,
): Promise<Record<string, unknown>> {
  const id = randomUUID();
  const token = randomUUID();
  await sql`
    insert into auth.sessions (id, user_id, aal, created_at, updated_at)
    values (${id}, ${account.id}, 'aal1', now(), now())`.execute(db);
  await sql`
    insert into auth.mfa_amr_claims
      (id, session_id, authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${id}, ${method}, now(), now())`.execute(db);
  await sql`
    insert into auth.refresh_tokens
      (instance_id, token, user_id, session_id, revoked, created_at, updated_at)
    values (${instanceId}, ${token}, ${account.id}, ${id}, false, now(),
      now())`.execute(db);
  await updateAccount(db, account.id, { last_sign_in_at: now() });
  return describeSession(db, account.id, id, token, maker);
}

/** GoTrue's answer to a sign-in or a refresh: tokens, and the account as it is now. */
export async function describeSession(
  db: Accounts,
  accountId: string,
  sessionId: string,
  refreshToken: string,
  maker: TokenMaker,
): Promise<Record<string, unknown>> {
  const account = await readAccount(db, accountId);
  const methods = await sql<{ method: string; timestamp: number }>`
    select authentication_method as method, extract(epoch from created_at)::bigint as timestamp
    from auth.mfa_amr_claims where session_id = ${sessionId}`.execute(db);
  const issued = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    aal: 'aal1',
    amr: methods.rows,
    app_metadata: account.raw_app_meta_data ?? {},
    email: account.email ?? '',
    is_anonymous: account.is_anonymous,
    phone: account.phone ?? '',
    role: account.role ?? 'authenticated',
    session_id: sessionId,
    user_metadata: account.raw_user_meta_data ?? {},
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(maker.issuer)
    .setSubject(account.id)
    .setAudience(account.aud ?? 'authenticated')
    .setIssuedAt(issued)
    .setExpirationTime(issued + maker.expiry)
    .sign(new TextEncoder().encode(maker.secret));
  return {
    access_token: token,
    token_type: 'bearer',
    expires_in: maker.expiry,
    expires_at: issued + maker.expiry,
    refresh_token: refreshToken,
    user: await describeAccount(db, account),
  };
}

/** An account as GoTrue shows it: times that are not set are left out. */
export async function describeAccount(
  db: Accounts,
  account: Account,
): Promise<Record<string, unknown>> {
  const identities = await sql<Record<string, unknown>>`
    select id as identity_id, provider_id as id, user_id, identity_data, provider,
      last_sign_in_at, created_at, updated_at, email
    from auth.identities where user_id = ${account.id} order by created_at`.execute(db);
  const times = Object.fromEntries(
    Object.entries({
      email_confirmed_at: account.email_confirmed_at,
      phone_confirmed_at: account.phone_confirmed_at,
      confirmed_at: account.confirmed_at,
      invited_at: account.invited_at,
      confirmation_sent_at: account.confirmation_sent_at,
      recovery_sent_at: account.recovery_sent_at,
      new_email: account.email_change,
      email_change_sent_at: account.email_change_sent_at,
      last_sign_in_at: account.last_sign_in_at,
      banned_until: account.banned_until,
    }).filter(([, value]) => value !== null && value !== ''),
  );
  return {
    id: account.id,
    aud: account.aud ?? 'authenticated',
    role: account.role ?? 'authenticated',
    email: account.email ?? '',
    phone: account.phone ?? '',
    ...times,
    app_metadata: account.raw_app_meta_data ?? {},
    user_metadata: account.raw_user_meta_data ?? {},
    identities: identities.rows,
    created_at: account.created_at,
    updated_at: account.updated_at,
    is_anonymous: account.is_anonymous,
  };
}
