import type { ApiSettings } from '../settings.ts';
import { createCode, hashCode, now, sentAt, updateAccount } from './accounts.ts';
import type { Account, TokenColumn } from './accounts.ts';
import type { Accounts, AccountsDatabase } from './database.ts';
import type { Mail } from './mailbox.ts';
import { AuthRefused } from './refused.ts';
import type { TokenMaker } from './sessions.ts';

/** One request to auth, with everything that its handlers need. */
export interface Exchange {
  readonly db: AccountsDatabase;
  /** The path after `/auth/v1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly settings: ApiSettings;
  readonly maker: TokenMaker;
  /** The final target of links in mails. */
  readonly redirectTo: string;
  /** The mails of this request. They reach the mailbox when the request has succeeded. */
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

/** The prefix of tokens whose link ends in a PKCE code instead of tokens. */
const pkcePrefix = 'pkce_';

/** Whether the client asked for a token with PKCE. */
export function isPkceToken(token: string): boolean {
  return token.startsWith(pkcePrefix);
}

/** The stored form of a code: one of these, without or with PKCE. */
export function tokensOf(email: string, code: string): string[] {
  const token = hashCode(email, code);
  return [token, pkcePrefix + token];
}

/**
 * Makes a code for an account, and the mail with it.
 *
 * @param to the address for the code; the token is made from both
 * @throws AuthRefused (429) if the last mail of this kind is too recent
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

/** Whether the code or link of a mail has expired, or was never sent. */
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

/**
 * Sends the mails of an e-mail change: to the new address and, if so configured, to the old one.
 */
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
