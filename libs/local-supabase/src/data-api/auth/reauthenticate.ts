import { audit, hashCode, updateAccount, type Account } from './accounts.ts';
import type { Accounts } from './database.ts';
import { isExpired, sendCode, type Exchange } from './exchange.ts';
import { AuthRefused, invalid } from './refused.ts';

/** `GET /reauthenticate`: sends a code. With it the signed-in user proves the identity again. */
export async function reauthenticate(exchange: Exchange, account: Account): Promise<object> {
  if (!account.email) {
    throw invalid('Reauthentication requires the user to have an email or a phone number');
  }
  if (account.email_confirmed_at === null) {
    throw new AuthRefused(422, 'email_not_confirmed', 'Please verify your email first.');
  }
  const to = account.email;
  await exchange.db.transaction(async (transaction) => {
    await audit(transaction, account, 'user_reauthenticate_requested');
    const mail = { type: 'reauthentication', column: 'reauthentication_token', to } as const;
    await sendCode(exchange, transaction, account, { ...mail, isPkce: false });
  });
  return {};
}

/** Accepts the code of that mail, once. */
export async function redeemNonce(
  { settings }: Exchange,
  db: Accounts,
  account: Account,
  nonce: string,
): Promise<void> {
  if (nonce === '') {
    const message = 'Password update requires reauthentication';
    throw new AuthRefused(400, 'reauthentication_needed', message);
  }
  const isRight = account.reauthentication_token === hashCode(account.email ?? '', nonce);
  if (!isRight || isExpired(settings, account, 'reauthentication_token')) {
    const message = 'Nonce has expired or is invalid';
    throw new AuthRefused(422, 'reauthentication_not_valid', message);
  }
  await updateAccount(db, account.id, { reauthentication_token: '' });
}
