import { sql } from 'kysely';
import { audit, findAccount, isBanned, readAccount, updateAccount } from './accounts.ts';
import { sendEmailChange, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import { keepChallenge, readChallenge, redeemCode } from './pkce.ts';
import { AuthRefused, invalid } from './refused.ts';
import { createSession, describeAccount } from './sessions.ts';
import { changeEmail } from './verify.ts';

/** `POST /token?grant_type=password`: a session by e-mail address and password. */
export async function signIn(exchange: Exchange, params: Params): Promise<object> {
  const { db, maker } = exchange;
  const email = params.text('email');
  if (email === '') throw invalid('missing email or phone');
  const found = await findAccount(db, 'email', email.toLowerCase());
  const isRight = await isPassword(params.text('password'), found?.encrypted_password ?? null);
  if (!found || !isRight) {
    throw new AuthRefused(400, 'invalid_credentials', 'Invalid login credentials');
  }
  if (isBanned(found)) {
    throw new AuthRefused(400, 'user_banned', 'User is banned');
  }
  if (found.email_confirmed_at === null) {
    throw new AuthRefused(400, 'email_not_confirmed', 'Email not confirmed');
  }
  return db.transaction().execute(async (transaction) => {
    await audit(transaction, found, 'login', 'account');
    return createSession(transaction, found, 'password', maker);
  });
}

/** `POST /token?grant_type=pkce`: a session by the code at the end of a link. */
export function exchangeCode({ db, maker }: Exchange, params: Params): Promise<object> {
  return db
    .transaction()
    .execute(async (transaction) =>
      createSession(transaction, await redeemCode(transaction, params), 'otp', maker),
    );
}

/** `PUT /user`: changes the account that is signed in. Its other sessions end with its password. */
export async function updateUser(
  exchange: Exchange,
  params: Params,
  signedIn: { accountId: string; sessionId: string },
): Promise<object> {
  const { db, settings } = exchange;
  const text = params.text('email');
  const email = text === '' ? '' : parseEmail(text);
  const password = params.text('password');
  const data = params.object('data');
  const challenge = readChallenge(params);
  if (params.has('password')) checkPassword(password, settings.minimumPasswordLength);
  const before = await readAccount(db, signedIn.accountId);
  if (before.is_anonymous && password !== '' && email === '') {
    const message =
      'Updating password of an anonymous user without an email or phone is not allowed';
    throw new AuthRefused(422, 'validation_failed', message);
  }
  if (password !== '' && (await isPassword(password, before.encrypted_password))) {
    const message = 'New password should be different from the old password.';
    throw new AuthRefused(422, 'same_password', message);
  }
  const hashed = password === '' ? undefined : await hashPassword(password);
  return db.transaction().execute(async (transaction) => {
    let account = await readAccount(transaction, before.id);
    if (hashed !== undefined) {
      account = await updateAccount(transaction, account.id, {
        encrypted_password: hashed,
        recovery_token: '',
      });
      await sql`
        delete from auth.sessions
        where user_id = ${account.id} and id <> ${signedIn.sessionId}`.execute(transaction);
      await audit(transaction, account, 'user_updated_password', 'user');
    }
    if (data) {
      const merged = Object.entries({ ...account.raw_user_meta_data, ...data });
      // null takes a member away
      const raw = Object.fromEntries(merged.filter(([, value]) => value !== null));
      account = await updateAccount(transaction, account.id, { raw_user_meta_data: raw });
    }
    if (email !== '' && email !== account.email) {
      if (await findAccount(transaction, 'email', email)) {
        const message = 'A user with this email address has already been registered';
        throw new AuthRefused(422, 'email_exists', message);
      }
      account = await updateAccount(transaction, account.id, {
        email_change: email,
        email_change_confirm_status: 0,
      });
      if (account.is_anonymous && !settings.enableConfirmations) {
        account = await changeEmail(transaction, account);
      } else {
        if (challenge) await keepChallenge(transaction, account, 'email_change', challenge);
        const isPkce = challenge !== undefined;
        account = await sendEmailChange(exchange, transaction, account, isPkce);
      }
    }
    await audit(transaction, account, 'user_modified', 'user');
    return describeAccount(transaction, account);
  });
}
