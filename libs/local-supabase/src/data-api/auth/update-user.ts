import {
  audit,
  findAccount,
  noTokens,
  nothingSent,
  readAccount,
  updateAccount,
  type Account,
} from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import { sendEmailChange, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import { keepChallenge, readChallenge, type Challenge } from './pkce.ts';
import { redeemNonce } from './reauthenticate.ts';
import { AuthRefused, emailExists } from './refused.ts';
import { describeAccount } from './sessions.ts';
import { endSessions } from './sign-out.ts';
import type { SignedIn } from './signed-in.ts';
import { changeEmail } from './verify.ts';

/** `PUT /user`: changes the signed-in account. A new password ends its other sessions. */
export async function updateUser(
  exchange: Exchange,
  params: Params,
  signedIn: SignedIn,
): Promise<object> {
  const { db, settings } = exchange;
  const { account: before, sessionId } = signedIn;
  const text = params.text('email');
  const email = text === '' ? '' : parseEmail(text);
  const password = params.text('password');
  const data = params.object('data');
  const challenge = readChallenge(params);
  if (params.has('password')) checkPassword(password, settings.minimumPasswordLength);
  if (params.object('app_metadata')) {
    const message = 'Updating app_metadata requires admin privileges';
    throw new AuthRefused(403, 'not_admin', message);
  }
  if (before.is_anonymous && password !== '' && email === '') {
    const message =
      'Updating password of an anonymous user without an email or phone is not allowed';
    throw new AuthRefused(422, 'validation_failed', message);
  }
  const isNewEmail = email !== '' && email !== before.email;
  if (isNewEmail && (await findAccount(db, 'email', email))) throw emailExists();
  if (params.has('password')) await requireFresh(exchange, signedIn, params.text('nonce'));
  if (password !== '' && (await isPassword(password, before.encrypted_password))) {
    const message = 'New password should be different from the old password.';
    throw new AuthRefused(422, 'same_password', message);
  }
  const hashed = password === '' ? undefined : await hashPassword(password);
  return db.transaction(async (transaction) => {
    let account = await readAccount(transaction, before.id);
    if (hashed !== undefined) {
      account = await setPassword(transaction, account, hashed, sessionId);
      await audit(transaction, account, 'user_updated_password');
    }
    if (data) {
      account = await updateAccount(transaction, account.id, {
        raw_user_meta_data: merge(account.raw_user_meta_data, data),
      });
    }
    if (isNewEmail) account = await askForEmail(exchange, transaction, account, email, challenge);
    await audit(transaction, account, 'user_modified');
    return describeAccount(transaction, account);
  });
}

/** Requires a new proof of identity after a day, if config.toml asks for it. */
async function requireFresh(
  exchange: Exchange,
  { account, sessionId }: SignedIn,
  nonce: string,
): Promise<void> {
  if (!exchange.settings.securePasswordChange) return;
  const [recent] = await exchange.db.run(sql`
    select from auth.sessions
    where id = ${sessionId} and created_at > now() - interval '24 hours'`);
  if (!recent) await redeemNonce(exchange, exchange.db, account, nonce);
}

/** Sets a password. This ends the codes of mails, and all sessions but one. */
export async function setPassword(
  db: Accounts,
  account: Account,
  hashedPassword: string,
  except?: string,
): Promise<Account> {
  await endSessions(db, account.id, except);
  return updateAccount(db, account.id, {
    encrypted_password: hashedPassword,
    ...noTokens,
    ...nothingSent,
  });
}

/** Merges changes into metadata; null removes a member. */
export function merge(before: object | null, changes: object): Record<string, unknown> {
  const merged = Object.entries({ ...before, ...changes });
  return Object.fromEntries(merged.filter(([, value]: [string, unknown]) => value !== null));
}

/** Sends the mails that confirm a new address. An anonymous account may get it at once. */
async function askForEmail(
  exchange: Exchange,
  db: Accounts,
  before: Account,
  email: string,
  challenge: Challenge | undefined,
): Promise<Account> {
  const account = await updateAccount(db, before.id, {
    email_change: email,
    email_change_confirm_status: 0,
  });
  if (account.is_anonymous && !exchange.settings.enableConfirmations) {
    return changeEmail(db, account);
  }
  if (challenge) await keepChallenge(db, account, 'email_change', challenge);
  return sendEmailChange(exchange, db, account, challenge !== undefined);
}
