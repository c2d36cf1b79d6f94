import { randomInt, randomUUID } from 'node:crypto';
import type { ApiKeys } from '../keys.ts';
import { signToken } from '../tokens.ts';
import { instanceId, now, updateAccount, type Account } from './accounts.ts';
import { sql, type Accounts } from './database.ts';

/** How the user signed in, as in the claim `amr`. */
export type SignInMethod = 'password' | 'otp' | 'anonymous';

/** The inputs of access tokens. */
export interface TokenMaker {
  readonly keys: ApiKeys;
  /** Seconds for which a token is valid. */
  readonly expiry: number;
  /** The address of auth: the claim `iss`. */
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
  await db.run(sql`
    insert into auth.sessions (id, user_id, aal, created_at, updated_at)
    values (${id}, ${account.id}, 'aal1', now(), now())`);
  await db.run(sql`
    insert into auth.mfa_amr_claims
      (id, session_id, authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${id}, ${method}, now(), now())`);
  const token = await issueRefreshToken(db, account.id, id);
  const signedIn = await updateAccount(db, account.id, { last_sign_in_at: now() });
  return describeSession(db, signedIn, id, token, maker);
}

/** Makes a refresh token of a session, in GoTrue's format. */
export async function issueRefreshToken(
  db: Accounts,
  accountId: string,
  sessionId: string,
  parent?: string,
): Promise<string> {
  const digit = () => randomInt(36).toString(36);
  const token = Array.from({ length: 12 }, digit).join('');
  await db.run(sql`
    insert into auth.refresh_tokens
      (instance_id, token, user_id, session_id, parent, revoked, created_at, updated_at)
    values
      (${instanceId}, ${token}, ${accountId}, ${sessionId}, ${parent}, false, now(), now())`);
  return token;
}

/** GoTrue's answer to a sign-in or a refresh: the tokens and the account. */
export async function describeSession(
  db: Accounts,
  account: Account,
  sessionId: string,
  refreshToken: string,
  maker: TokenMaker,
): Promise<Record<string, unknown>> {
  const amr = await db.run(sql<{ method: string; timestamp: number }>`
    select authentication_method as method, extract(epoch from created_at)::bigint as timestamp
    from auth.mfa_amr_claims where session_id = ${sessionId}`);
  const issued = Math.floor(Date.now() / 1000);
  const claims = {
    iss: maker.issuer,
    sub: account.id,
    aud: account.aud ?? 'authenticated',
    exp: issued + maker.expiry,
    iat: issued,
    aal: 'aal1',
    amr,
    app_metadata: account.raw_app_meta_data ?? {},
    email: account.email ?? '',
    is_anonymous: account.is_anonymous,
    phone: account.phone ?? '',
    role: account.role ?? 'authenticated',
    session_id: sessionId,
    user_metadata: account.raw_user_meta_data ?? {},
  };
  return {
    access_token: await signToken(claims, maker.keys),
    token_type: 'bearer',
    expires_in: maker.expiry,
    expires_at: issued + maker.expiry,
    refresh_token: refreshToken,
    user: await describeAccount(db, account),
  };
}

/** An account as GoTrue shows it. */
export async function describeAccount(
  db: Accounts,
  account: Account,
): Promise<Record<string, unknown>> {
  const [described = {}] = await describeAccounts(db, [account]);
  return described;
}

/** Accounts as GoTrue shows them. */
export async function describeAccounts(
  db: Accounts,
  accounts: readonly Account[],
): Promise<Record<string, unknown>[]> {
  const ids = accounts.map(({ id }) => id);
  const identities = await db.run(sql<Record<string, unknown>>`
    select id as identity_id, provider_id as id, user_id, identity_data, provider,
      last_sign_in_at, created_at, updated_at, email
    from auth.identities
    where user_id in (select value::uuid from json_array_elements_text(${ids}))
    order by created_at`);
  return accounts.map((account) =>
    describe(
      account,
      identities.filter((one) => one['user_id'] === account.id),
    ),
  );
}

/** Omits times that are not set. */
function describe(account: Account, identities: readonly object[]): Record<string, unknown> {
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
      reauthentication_sent_at: account.reauthentication_sent_at,
      last_sign_in_at: account.last_sign_in_at,
      deleted_at: account.deleted_at,
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
    identities,
    created_at: account.created_at,
    updated_at: account.updated_at,
    is_anonymous: account.is_anonymous,
  };
}
