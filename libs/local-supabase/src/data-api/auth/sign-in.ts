import { audit, findAccount, isBanned } from './accounts.ts';
import type { Exchange } from './exchange.ts';
import type { Params } from './params.ts';
import { isPassword, weaknessOf } from './passwords.ts';
import { redeemCode } from './pkce.ts';
import { AuthRefused, invalid } from './refused.ts';
import { createSession } from './sessions.ts';

/** `POST /token?grant_type=password`: a session by e-mail address and password. */
export async function signIn(exchange: Exchange, params: Params): Promise<object> {
  const { db, maker, settings } = exchange;
  const email = params.text('email');
  const hasPhone = params.text('phone') !== '';
  const password = params.text('password');
  if (email !== '' && hasPhone) {
    throw invalid('Only an email address or phone number should be provided on login.');
  }
  if (hasPhone) {
    throw new AuthRefused(422, 'phone_provider_disabled', 'Phone logins are disabled');
  }
  if (email === '') throw invalid('missing email or phone');
  const found = await findAccount(db, 'email', email.toLowerCase());
  if (found?.encrypted_password && isBanned(found)) {
    throw new AuthRefused(400, 'user_banned', 'User is banned');
  }
  if (!found || !(await isPassword(password, found.encrypted_password))) {
    throw new AuthRefused(400, 'invalid_credentials', 'Invalid login credentials');
  }
  if (found.email_confirmed_at === null) {
    throw new AuthRefused(400, 'email_not_confirmed', 'Email not confirmed');
  }
  const weakness = weaknessOf(password, settings.minimumPasswordLength);
  const session = await db.transaction(async (transaction) => {
    await audit(transaction, found, 'login');
    return createSession(transaction, found, 'password', maker);
  });
  // a password that predates a higher minimum still signs in
  return weakness ? { ...session, weak_password: weakness } : session;
}

/** `POST /token?grant_type=pkce`: a session for the code at the end of a link. */
export function exchangeCode({ db, maker }: Exchange, params: Params): Promise<object> {
  return db.transaction(async (transaction) =>
    createSession(transaction, await redeemCode(transaction, params), 'otp', maker),
  );
}
