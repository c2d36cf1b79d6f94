import { randomUUID } from 'node:crypto';
import {
  audit,
  confirmAccount,
  createAccount,
  emailProvider,
  findAccount,
  now,
} from './accounts.ts';
import { sendConfirmation, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { keepChallenge, readChallenge, type Challenge } from './pkce.ts';
import { AuthRefused, invalid } from './refused.ts';
import { createSession, describeAccount } from './sessions.ts';

/**
 * `POST /signup`: an account with e-mail address and password, or an anonymous one without them.
 */
export async function signUp(exchange: Exchange, params: Params): Promise<object> {
  const { db, settings, maker } = exchange;
  const email = params.text('email');
  const hasPhone = params.text('phone') !== '';
  const data = params.object('data') ?? {};
  if (email === '' && !hasPhone) {
    if (!settings.enableAnonymousSignIns) {
      const message = 'Anonymous sign-ins are disabled';
      throw new AuthRefused(422, 'anonymous_provider_disabled', message);
    }
    refuseClosed(exchange);
    return db.transaction(async (transaction) => {
      const account = await createAccount(transaction, { data });
      return createSession(transaction, account, 'anonymous', maker);
    });
  }
  refuseClosed(exchange);
  if (email === '') {
    throw new AuthRefused(400, 'phone_provider_disabled', 'Phone signups are disabled');
  }
  const password = params.text('password');
  if (password === '') throw invalid('Signup requires a valid password');
  checkPassword(password, settings.minimumPasswordLength);
  if (hasPhone) {
    throw invalid('Only an email address or phone number should be provided on signup.');
  }
  const challenge = readChallenge(params);
  return signUpByEmail(exchange, { email: parseEmail(email), password, data, challenge });
}

/** Makes an account, and signs it in or sends the confirmation mail. */
export async function signUpByEmail(
  exchange: Exchange,
  wanted: { email: string; password: string; data: object; challenge: Challenge | undefined },
): Promise<object> {
  const { db, settings, maker } = exchange;
  const { email, data, challenge } = wanted;
  // outside the transaction: hashing takes longer than all of its statements
  const hashedPassword = await hashPassword(wanted.password);
  const answer = await db.transaction(async (transaction) => {
    const found = await findAccount(transaction, 'email', email);
    if (found && found.email_confirmed_at !== null) {
      await audit(transaction, found, 'user_repeated_signup');
      if (settings.enableConfirmations) return disguise(email, data);
      // returned, not thrown: the audit entry must be committed
      return new AuthRefused(422, 'user_already_exists', 'User already registered');
    }
    const account =
      found ??
      (await createAccount(transaction, {
        email,
        hashedPassword,
        data: { ...data },
        claimsInData: true,
      }));
    if (settings.enableConfirmations) {
      await audit(transaction, account, 'user_confirmation_requested');
      if (challenge) await keepChallenge(transaction, account, 'email/signup', challenge);
      return describeAccount(
        transaction,
        await sendConfirmation(exchange, transaction, account, challenge !== undefined),
      );
    }
    const confirmed = await confirmAccount(transaction, account);
    await audit(transaction, confirmed, 'user_signedup');
    await audit(transaction, confirmed, 'login');
    return createSession(transaction, confirmed, 'password', maker);
  });
  if (answer instanceof AuthRefused) throw answer;
  return answer;
}

/** The answer for an address with an account. It looks like the answer for a new one. */
function disguise(email: string, data: object): object {
  const time = now();
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: '',
    email,
    phone: '',
    confirmation_sent_at: time,
    app_metadata: emailProvider,
    user_metadata: data,
    identities: [],
    created_at: time,
    updated_at: time,
    is_anonymous: false,
  };
}

/** Refuses if supabase/config.toml turns sign-ups off. */
export function refuseClosed({ settings }: Exchange): void {
  if (settings.enableSignup) return;
  throw new AuthRefused(422, 'signup_disabled', 'Signups not allowed for this instance');
}
