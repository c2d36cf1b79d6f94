import { audit, findAccount } from './accounts.ts';
import { sendCode, sendConfirmation, sendEmailChange, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { unknownPassword } from './passwords.ts';
import { keepChallenge, readChallenge, type Challenge } from './pkce.ts';
import { AuthRefused, invalid } from './refused.ts';
import { refuseClosed, signUpByEmail } from './sign-up.ts';

/** `POST /otp` and `/magiclink`: sends a link and a code. An unknown address gets an account. */
export async function sendMagicLink(exchange: Exchange, params: Params): Promise<object> {
  const { db, settings } = exchange;
  const text = params.text('email');
  const hasPhone = params.text('phone') !== '';
  if (text !== '' && hasPhone) {
    throw invalid('Only an email address or phone number should be provided');
  }
  if (text !== '' && params.text('channel') !== '') {
    throw invalid('Channel should only be specified with Phone OTP');
  }
  if (hasPhone) {
    throw new AuthRefused(400, 'phone_provider_disabled', 'Unsupported phone provider');
  }
  if (text === '') throw invalid('One of email or phone must be set');
  const email = parseEmail(text);
  const challenge = readChallenge(params);
  const data = params.object('data') ?? {};
  const mayCreate = params.flag('create_user', true);
  const found = await findAccount(db, 'email', email);
  if (!found && !mayCreate) {
    throw new AuthRefused(422, 'otp_disabled', 'Signups not allowed for otp');
  }
  if (!found || found.email_confirmed_at === null) {
    refuseClosed(exchange);
    const password = unknownPassword();
    if (!found || settings.enableConfirmations) {
      await signUpByEmail(exchange, { email, password, data, challenge });
    }
    // the confirmation mail also signs in
    if (settings.enableConfirmations) return {};
  }
  await mailTo(exchange, email, 'magiclink', challenge);
  return {};
}

/** `POST /recover`: sends a mail for a sign-in without the password. */
export async function recover(exchange: Exchange, params: Params): Promise<object> {
  const text = params.text('email');
  if (text === '') throw invalid('Password recovery requires an email');
  await mailTo(exchange, parseEmail(text), 'recovery', readChallenge(params));
  return {};
}

/** Sends a mail to the account of an address. The answer is the same for an unknown address. */
async function mailTo(
  exchange: Exchange,
  email: string,
  type: 'magiclink' | 'recovery',
  challenge: Challenge | undefined,
): Promise<void> {
  await exchange.db.transaction(async (transaction) => {
    const account = await findAccount(transaction, 'email', email);
    if (!account) return;
    await audit(transaction, account, 'user_recovery_requested');
    if (challenge) await keepChallenge(transaction, account, type, challenge);
    await sendCode(exchange, transaction, account, {
      type,
      column: 'recovery_token',
      to: email,
      isPkce: challenge !== undefined,
    });
  });
}

/** `POST /resend`: sends the mail of a sign-up or an e-mail change again. */
export async function resend(exchange: Exchange, params: Params): Promise<object> {
  const type = params.text('type');
  if (!['signup', 'email_change', 'sms', 'phone_change'].includes(type)) {
    throw invalid('Missing one of these types: signup, email_change, sms, phone_change');
  }
  const text = params.text('email');
  const hasPhone = params.text('phone') !== '';
  if (text === '' && type === 'signup') throw invalid('Type provided requires an email address');
  if (!hasPhone && type === 'sms') throw invalid('Type provided requires a phone number');
  if (text !== '' && hasPhone) {
    throw invalid('Only an email address or phone number should be provided.');
  }
  if (hasPhone) {
    throw new AuthRefused(400, 'phone_provider_disabled', 'Phone logins are disabled');
  }
  if (text === '') throw invalid('Missing email address or phone number');
  const email = parseEmail(text);
  await exchange.db.transaction(async (transaction) => {
    const account = await findAccount(transaction, 'email', email);
    if (!account) return;
    if (type === 'email_change') {
      if (account.email_change) await sendEmailChange(exchange, transaction, account, false);
    } else if (account.email_confirmed_at === null) {
      await audit(transaction, account, 'user_confirmation_requested');
      await sendConfirmation(exchange, transaction, account, false);
    }
  });
  return {};
}
