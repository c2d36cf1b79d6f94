import { createHash, randomInt, randomUUID } from 'node:crypto';
import { isUnreachable } from '../refusal.ts';
import { column, list, sql, type Accounts } from './database.ts';
import { AuthRefused, DatabaseFailed } from './refused.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A row of auth.users, with times as GoTrue writes them. */
export interface Account {
  readonly id: string;
  readonly aud: string | null;
  readonly role: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly encrypted_password: string | null;
  readonly email_confirmed_at: string | null;
  readonly phone_confirmed_at: string | null;
  readonly confirmed_at: string | null;
  readonly invited_at: string | null;
  readonly confirmation_token: string | null;
  readonly confirmation_sent_at: string | null;
  readonly recovery_token: string | null;
  readonly recovery_sent_at: string | null;
  readonly email_change: string | null;
  readonly email_change_token_new: string | null;
  readonly email_change_token_current: string | null;
  readonly email_change_sent_at: string | null;
  readonly email_change_confirm_status: number;
  readonly reauthentication_token: string | null;
  readonly reauthentication_sent_at: string | null;
  readonly last_sign_in_at: string | null;
  readonly raw_app_meta_data: Json | null;
  readonly raw_user_meta_data: Json | null;
  readonly banned_until: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deleted_at: string | null;
  readonly is_anonymous: boolean;
}

/** The `instance_id` that GoTrue always writes. */
export const instanceId = '00000000-0000-0000-0000-000000000000';

export function isBanned({ banned_until: until }: Account): boolean {
  // a value that is not a time is `infinity`
  return until !== null && !(Date.parse(until) <= Date.now());
}

/** The columns for tokens in mails, each with the time of the last mail. */
export const sentAt = {
  confirmation_token: 'confirmation_sent_at',
  recovery_token: 'recovery_sent_at',
  email_change_token_new: 'email_change_sent_at',
  email_change_token_current: 'email_change_sent_at',
  reauthentication_token: 'reauthentication_sent_at',
} as const;
export type TokenColumn = keyof typeof sentAt;

/** The changes that invalidate all codes and links in an account's mails. */
export const noTokens = Object.fromEntries(Object.keys(sentAt).map((name) => [name, '']));

/** The changes that forget the times of an account's mails. */
export const nothingSent = Object.fromEntries(Object.values(sentAt).map((name) => [name, null]));

/** The metadata of an account with an e-mail address: how it signs in. */
export const emailProvider = { provider: 'email', providers: ['email'] } as const;

/** The account with a value in a column. In a transaction, the row stays locked until the end. */
export async function findAccount(
  db: Accounts,
  by: 'id' | 'email' | TokenColumn,
  value: string,
): Promise<Account | undefined> {
  const [account] = await db.run(sql<Account>`
    select * from auth.users
    where ${column(by)} = ${value} and not is_sso_user
    ${db.lock}`);
  return account;
}

/**
 * The account with an id.
 *
 * @throws AuthRefused (403) if there is none
 */
export async function readAccount(db: Accounts, id: string): Promise<Account> {
  const account = await findAccount(db, 'id', id);
  if (account) return account;
  throw new AuthRefused(403, 'user_not_found', 'User from sub claim in JWT does not exist');
}

/** Sets columns of an account, and returns the row after its triggers. */
export async function updateAccount(
  db: Accounts,
  id: string,
  changes: Partial<Record<keyof Account, string | number | boolean | null | object>>,
): Promise<Account> {
  const pairs = Object.entries({ ...changes, updated_at: now() }).map(
    ([name, value]) => sql`${column(name)} = ${value}`,
  );
  await db.run(sql`update auth.users set ${list(pairs)} where id = ${id}`);
  return readAccount(db, id);
}

/** A new account. */
export interface NewAccount {
  /** An admin may choose it; otherwise it is random. */
  readonly id?: string;
  /** Not set for an anonymous account. */
  readonly email?: string;
  readonly hashedPassword?: string;
  readonly data: Json;
  /** Whether the user's metadata also has the address and its state, as after a sign-up. */
  readonly claimsInData?: boolean;
  readonly aud?: string;
  readonly role?: string;
}

/** Makes an account with an unconfirmed address, and its identity unless it is anonymous. */
export async function createAccount(db: Accounts, made: NewAccount): Promise<Account> {
  const { id = randomUUID(), email, hashedPassword = '', data, claimsInData = false } = made;
  const { aud = 'authenticated', role = 'authenticated' } = made;
  const hasEmail = email !== undefined;
  const app = hasEmail ? emailProvider : {};
  const claims = { sub: id, email, email_verified: false, phone_verified: false };
  const userData = claimsInData ? { ...data, ...claims } : data;
  await naming('Database error saving new user', () =>
    db.run(sql`
      insert into auth.users
        (instance_id, id, aud, role, email, encrypted_password, is_anonymous, created_at,
         updated_at, raw_app_meta_data, raw_user_meta_data, confirmation_token, recovery_token,
         email_change, email_change_token_new)
      values
        (${instanceId}, ${id}, ${aud}, ${role},
         ${email}, ${hashedPassword}, ${!hasEmail}, now(), now(),
         ${app}, ${userData}, '', '', '', '')
    `),
  );
  if (hasEmail) await createIdentity(db, id, claimsInData ? userData : claims);
  return readAccount(db, id);
}

/** Gives an account the identity `email`. */
export async function createIdentity(db: Accounts, id: string, data: Json): Promise<void> {
  await naming('Database error saving new user', () =>
    db.run(sql`
      insert into auth.identities
        (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
      values (${id}, ${id}, ${data}, 'email', now(), now(), now())
    `),
  );
}

/** Marks the e-mail address of an account as confirmed. */
export async function confirmAccount(db: Accounts, account: Account): Promise<Account> {
  await db.run(sql`
    update auth.identities
    set identity_data = identity_data || '{"email_verified": true}', updated_at = now()
    where user_id = ${account.id} and provider = 'email'`);
  return naming('Database error updating user', () =>
    updateAccount(db, account.id, {
      confirmation_token: '',
      email_confirmed_at: now(),
      raw_user_meta_data: { ...account.raw_user_meta_data, email_verified: true },
    }),
  );
}

/** GoTrue's audit trail: the name of an action, and its kind. */
const auditKinds = {
  login: 'account',
  logout: 'account',
  user_signedup: 'team',
  user_invited: 'team',
  user_deleted: 'team',
  token_revoked: 'token',
  token_refreshed: 'token',
  user_modified: 'user',
  user_recovery_requested: 'user',
  user_reauthenticate_requested: 'user',
  user_confirmation_requested: 'user',
  user_repeated_signup: 'user',
  user_updated_password: 'user',
} as const;

/** The actor of an admin's action: a role instead of an account. */
export const admin = { id: instanceId, email: 'service_role' } as const;

/** Writes an entry of GoTrue's audit trail. */
export async function audit(
  db: Accounts,
  actor: Pick<Account, 'id' | 'email'>,
  action: keyof typeof auditKinds,
  traits?: Json,
): Promise<void> {
  const payload = {
    action,
    actor_id: actor.id,
    actor_username: actor.email ?? '',
    actor_via_sso: false,
    log_type: auditKinds[action],
    ...(traits ? { traits } : {}),
  };
  await db.run(sql`
    insert into auth.audit_log_entries (instance_id, id, payload, created_at)
    values (${instanceId}, ${randomUUID()}, ${payload}, now())
  `);
}

/** Runs work on the database. If it fails, the client gets GoTrue's message (500). */
export async function naming<Result>(
  message: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AuthRefused || isUnreachable(cause)) throw cause;
    throw new DatabaseFailed(message, { cause });
  }
}

/** A six-digit code for a mail. */
export function createCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** The stored form of a code: GoTrue's hash of the address and the code. */
export function hashCode(email: string, code: string): string {
  return createHash('sha224')
    .update(email + code)
    .digest('hex');
}

/** The current time as Postgres reads it, or some seconds later. */
export function now(later = 0): string {
  return new Date(Date.now() + later * 1000).toISOString();
}
