import { createHash } from 'node:crypto';
import { parseDuration } from '../go-duration.ts';
import {
  admin,
  audit,
  confirmAccount,
  createAccount,
  createIdentity,
  findAccount,
  naming,
  noTokens,
  now,
  readAccount,
  updateAccount,
  type Account,
} from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import type { Exchange } from './exchange.ts';
import { parseEmail, readParams, type Params } from './params.ts';
import { checkPassword, hashPassword, unknownPassword } from './passwords.ts';
import { AuthRefused, emailExists, invalid } from './refused.ts';
import { describeAccount } from './sessions.ts';
import { endSessions } from './sign-out.ts';
import { isUuid } from './signed-in.ts';
import { merge, setPassword } from './update-user.ts';

/** `POST /admin/users`: makes an account with an admin's values. */
export async function createUser({ db }: Exchange, params: Params): Promise<object> {
  refusePhone(params);
  const text = params.text('email');
  if (text === '') throw invalid('Cannot create a user without either an email or phone');
  const email = parseEmail(text);
  if (await findAccount(db, 'email', email)) throw emailExists();
  const hashedPassword = await hashOf(params);
  const id = readId(params);
  const ban = readBan(params);
  const { aud, role } = { aud: params.text('aud'), role: params.text('role') };
  return naming('Database error creating new user', () =>
    db.transaction(async (transaction) => {
      let account = await createAccount(transaction, {
        email,
        hashedPassword,
        data: params.object('user_metadata') ?? {},
        ...(id === '' ? {} : { id }),
        ...(aud === '' ? {} : { aud }),
        ...(role === '' ? {} : { role }),
      });
      const traits = { user_id: account.id, user_email: email, provider: 'email' };
      await audit(transaction, admin, 'user_signedup', traits);
      account = await updateAccount(transaction, account.id, {
        raw_app_meta_data: merge(account.raw_app_meta_data, params.object('app_metadata') ?? {}),
        ...ban,
      });
      if (params.flag('email_confirm', false)) account = await confirmAccount(transaction, account);
      return describeAccount(transaction, account);
    }),
  );
}

/** `PUT /admin/users/:id`: changes an account to an admin's values. */
export async function updateUserAsAdmin(
  { db, settings }: Exchange,
  params: Params,
  before: Account,
): Promise<object> {
  refusePhone(params);
  const text = params.text('email');
  const email = text === '' ? '' : parseEmail(text);
  const ban = readBan(params);
  const password = params.text('password');
  if (params.has('password')) checkPassword(password, settings.minimumPasswordLength);
  const hashed = params.has('password') ? await hashPassword(password) : undefined;
  const isConfirmed = params.flag('email_confirm', false);
  return naming('Error updating user', () =>
    db.transaction(async (transaction) => {
      // reads the row again, under its lock: hashing took a while
      let account = await readAccount(transaction, before.id);
      if (isConfirmed) account = await confirmAccount(transaction, account);
      if (hashed !== undefined) account = await setPassword(transaction, account, hashed);
      if (email !== '') account = await setEmail(transaction, account, email, isConfirmed);
      const [app, user] = [params.object('app_metadata'), params.object('user_metadata')];
      const role = params.text('role').trim();
      account = await updateAccount(transaction, account.id, {
        ...(role === '' ? {} : { role }),
        ...(app ? { raw_app_meta_data: merge(account.raw_app_meta_data, app) } : {}),
        ...(user ? { raw_user_meta_data: merge(account.raw_user_meta_data, user) } : {}),
        ...ban,
      });
      const traits = { user_id: account.id, user_email: account.email };
      await audit(transaction, admin, 'user_modified', traits);
      return describeAccount(transaction, account);
    }),
  );
}

/** Gives an account an address at once, with its identity. */
async function setEmail(
  db: Accounts,
  account: Account,
  email: string,
  isConfirmed: boolean,
): Promise<Account> {
  const data = { email, email_verified: isConfirmed };
  const updated = await db.run(sql`
    update auth.identities set identity_data = identity_data || ${data}, updated_at = now()
    where user_id = ${account.id} and provider = 'email' returning id`);
  if (updated.length === 0) await createIdentity(db, account.id, { sub: account.id, ...data });
  const isAnonymous = account.is_anonymous && !isConfirmed;
  return updateAccount(db, account.id, { email, is_anonymous: isAnonymous });
}

/**
 * `DELETE /admin/users/:id`: deletes an account, or with `should_soft_delete` all personal data.
 */
export async function deleteUser(
  { db }: Exchange,
  request: Request,
  account: Account,
): Promise<object> {
  const hasBody = (await request.clone().text()) !== '';
  const params = hasBody ? await readParams(request, 'adminUserDeleteParams') : undefined;
  const isSoft = params?.flag('should_soft_delete', false) ?? false;
  return naming('Database error deleting user', () =>
    db.transaction(async (transaction) => {
      const traits = { user_id: account.id, user_email: account.email };
      await audit(transaction, admin, 'user_deleted', traits);
      if (!isSoft) {
        await transaction.run(sql`delete from auth.users where id = ${account.id}`);
      } else if (account.deleted_at === null) {
        await forget(transaction, account);
      }
      return {};
    }),
  );
}

/** Keeps the row of an account, but erases everything that identifies its owner. */
async function forget(db: Accounts, { id, email, email_change }: Account): Promise<void> {
  const hidden = (text: string) =>
    createHash('sha256')
      .update(id + text)
      .digest('base64url');
  await updateAccount(db, id, {
    email: hidden(email ?? ''),
    phone: hidden('').slice(0, 15),
    email_change: hidden(email_change ?? ''),
    encrypted_password: null,
    ...noTokens,
    raw_user_meta_data: {},
    raw_app_meta_data: {},
    deleted_at: now(),
  });
  const identities = await db.run(sql<{ id: string; provider: string; provider_id: string }>`
    select id, provider, provider_id from auth.identities where user_id = ${id}`);
  for (const identity of identities) {
    const providerId = hidden(`${identity.provider}:${identity.provider_id}`);
    await db.run(sql`
      update auth.identities set identity_data = '{}', provider_id = ${providerId}
      where id = ${identity.id}`);
  }
  await endSessions(db, id);
}

function refusePhone(params: Params): void {
  if (params.text('phone') === '') return;
  const message = 'Phone numbers are not part of the local auth';
  throw new AuthRefused(400, 'phone_provider_disabled', message);
}

/** The hash of the password from an admin, or of a random one. */
async function hashOf(params: Params): Promise<string> {
  const [password, given] = [params.text('password'), params.text('password_hash')];
  if (params.has('password') && given !== '') {
    throw invalid('Only a password or a password hash should be provided');
  }
  if (given !== '') {
    if (/^\$2[aby]\$\d\d\$[./\w]{53}$/.test(given)) return given;
    throw new AuthRefused(500, 'unexpected_failure', 'Error creating user');
  }
  if (Buffer.byteLength(password) > 72) throw invalid('bcrypt: password length exceeds 72 bytes');
  return hashPassword(password === '' ? unknownPassword() : password);
}

function readId(params: Params): string {
  const id = params.text('id');
  if (id !== '' && !isUuid(id)) throw invalid('ID must conform to the uuid v4 format');
  if (/^[0-]+$/.test(id)) throw invalid('ID cannot be a nil uuid');
  return id;
}

/** The end of a ban: a duration from now. `none` lifts a ban. */
function readBan(params: Params): { banned_until?: string | null } {
  const text = params.text('ban_duration');
  if (text === '') return {};
  const seconds = text === 'none' ? 0 : parseDuration(text);
  if (seconds === undefined) {
    throw invalid(
      `invalid format for ban duration: time: invalid duration ${JSON.stringify(text)}`,
    );
  }
  return {
    banned_until: seconds === 0 ? null : now(seconds),
  };
}
