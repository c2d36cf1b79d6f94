import type { ApiSettings } from '../settings.ts';
import { createCode, hashCode, now, sentAt, updateAccount } from './accounts.ts';
import type { Account, TokenColumn } from './accounts.ts';
import type { Accounts, AccountsDatabase } from './database.ts';
import type { Mail } from './mailbox.ts';
import { AuthRefused } from './refused.ts';
import type { TokenMaker } from './sessions.ts';

/** One request to auth, with what its handlers work with. */
export interface Exchange {
  readonly db: AccountsDatabase;
  /** After `/auth/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly settings: ApiSettings;
  readonly maker: TokenMaker;
  /** Where links of mails lead in the end. */
  readonly redirectTo: string;
  /** The mails of this request: in the mailbox once the request has succeeded. */
  readonly mails: Mail[];
}

const subjects = {
  signup: 'Confirm your e-mail address',
  magiclink: 'Your magic link',
  recovery: 'Reset your password',
  email_change: 'Confirm your new e-mail address',
  invite: 'You are invited',
  reauthentication: 'Your code',
} as const;

/** Marks tokens whose link ends in a code for PKCE instead of in tokens. */
const pkcePrefix = 'pkce_';

/** Whether a token was asked for with PKCE. */
export function isPkceToken(token: string): boolean {
  return token.startsWith(pkcePrefix);
}

/** What is kept of a code: one of these, without or with PKCE. */
export function tokensOf(email: string, code: string): string[] {
  const token = hashCode(email, code);
  return [token, pkcePrefix + token];
}

/**
 * Makes a code for an account and the mail that carries it.
 *
 * @param to the address that the code is for; with the code it makes the token
 * @throws AuthRefused (429) so soon after the last mail of this kind
 */
export async function sendCode(
  exchange: Exchange,
  db: Accounts,
  account: Account,
  mail: { type: keyof typeof subjects; column: TokenColumn; to: string; isPkce: boolean },
): Promise<Account> {
  const { type, column, to, isPkce } = mail;
  if (type !== 'invite') refuseHaste(exchange, account, column);
  const code = createCode();
  const token = (isPkce ? pkcePrefix : '') + hashCode(to, code);
  const hasLink = type !== 'reauthentication';
  exchange.mails.push({
    to,
    subject: subjects[type],
    code,
    ...(hasLink ? { link: actionLink(exchange, token, type) } : {}),
  });
  return updateAccount(db, account.id, { [column]: token, [sentAt[column]]: now() });
}

/** Whether the code or the link of a mail is too old, or was never sent. */
export function isExpired(
  { otpExpiry }: Pick<ApiSettings, 'otpExpiry'>,
  account: Account,
  column: TokenColumn,
): boolean {
  const sent = account[sentAt[column]];
  return sent === null || Date.parse(sent) + otpExpiry * 1000 < Date.now();
}

/** The address that a mail's button opens. */
export function actionLink(exchange: Exchange, token: string, type: string): string {
  const query = new URLSearchParams({ token, type, redirect_to: exchange.redirectTo });
  return `${exchange.maker.issuer}/verify?${query.toString()}`;
}

/** Sends the mail that confirms the address of a new account. */
export function sendConfirmation(
  exchange: Exchange,
  db: Accounts,
  account: Account,
  isPkce: boolean,
): Promise<Account> {
  return sendCode(exchange, db, account, {
    type: 'signup',
    column: 'confirmation_token',
    to: account.email ?? '',
    isPkce,
  });
}

/** Sends the mails of an e-mail change: to the new address, and to the old one if so set. */
export async function sendEmailChange(
  exchange: Exchange,
  db: Accounts,
  account: Account,
  isPkce: boolean,
): Promise<Account> {
  const { email, email_change: to } = account;
  const sent = await sendCode(exchange, db, account, {
    type: 'email_change',
    column: 'email_change_token_new',
    to: to ?? '',
    isPkce,
  });
  if (!exchange.settings.doubleConfirmChanges || !email) return sent;
  return sendCode(exchange, db, sent, {
    type: 'email_change',
    column: 'email_change_token_current',
    to: email,
    isPkce,
  });
}

function refuseHaste({ settings }: Exchange, account: Account, column: TokenColumn): void {
  const sent = account[sentAt[column]];
  // an e-mail change sends two mails at once
  if (sent === null || column === 'email_change_token_current') return;
  const left = Date.parse(sent) / 1000 + settings.mailInterval - Date.now() / 1000;
  if (left <= 0) return;
  throw new AuthRefused(
    429,
    'over_email_send_rate_limit',
    `For security purposes, you can only request this after ${Math.ceil(left)} seconds.`,
  );
}
