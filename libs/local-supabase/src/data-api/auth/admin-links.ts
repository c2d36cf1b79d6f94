import {
  admin,
  audit,
  createAccount,
  createCode,
  findAccount,
  hashCode,
  now,
  sentAt,
  updateAccount,
  type Account,
  type TokenColumn,
} from './accounts.ts';
import type { Accounts } from './database.ts';
import { actionLink, sendCode, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { checkPassword, hashPassword, unknownPassword } from './passwords.ts';
import { allowedRedirect } from './redirects.ts';
import { AuthRefused, emailExists, invalid } from './refused.ts';
import { describeAccount } from './sessions.ts';
import { merge } from './update-user.ts';

/** `POST /invite`: makes an account without a password, and sends a confirmation mail. */
export async function invite(exchange: Exchange, params: Params): Promise<object> {
  const email = parseEmail(params.text('email'));
  const data = params.object('data') ?? {};
  return exchange.db.transaction(async (transaction) => {
    const account = await invited(transaction, email, data);
    const mail = { type: 'invite', column: 'confirmation_token', to: email } as const;
    await sendCode(exchange, transaction, account, { ...mail, isPkce: false });
    return describeAccount(
      transaction,
      await updateAccount(transaction, account.id, { invited_at: now() }),
    );
  });
}

/** The account of an invited address. It is created if missing. */
async function invited(db: Accounts, email: string, data: Record<string, unknown>) {
  const found = await findAccount(db, 'email', email);
  if (found && found.email_confirmed_at !== null) throw emailExists();
  const account = found ?? (await createAccount(db, { email, data }));
  await audit(db, admin, 'user_invited', { user_id: account.id, user_email: email });
  return account;
}

/** The kinds of link. Each has the column of its token, and its type in the link. */
const kinds = new Map<string, [column: TokenColumn, type: string]>([
  ['signup', ['confirmation_token', 'signup']],
  ['invite', ['confirmation_token', 'invite']],
  ['magiclink', ['recovery_token', 'magiclink']],
  ['recovery', ['recovery_token', 'recovery']],
  ['email_change_current', ['email_change_token_current', 'email_change']],
  ['email_change_new', ['email_change_token_new', 'email_change']],
]);

/** `POST /admin/generate_link`: the link and the code of a mail, for an admin who sends it. */
export async function generateLink(exchange: Exchange, params: Params): Promise<object> {
  const email = parseEmail(params.text('email'));
  const found = await findAccount(exchange.db, 'email', email);
  const type = readType(params.text('type'), found);
  const [column, linkType] = kinds.get(type) ?? [];
  if (column === undefined || linkType === undefined) {
    throw invalid(`Invalid email action link type requested: ${type}`);
  }
  const hashedPassword = found || type !== 'signup' ? '' : await passwordOf(exchange, params);
  const wanted = params.text('redirect_to');
  const to = {
    ...exchange,
    redirectTo: wanted === '' ? exchange.redirectTo : allowedRedirect(wanted, exchange.settings),
  };
  const code = createCode();
  return exchange.db.transaction(async (transaction) => {
    const account = await prepare(exchange, transaction, { type, email, hashedPassword, params });
    const address = type === 'email_change_new' ? (account.email_change ?? '') : email;
    const token = hashCode(address, code);
    const changed = await updateAccount(transaction, account.id, {
      [column]: token,
      [sentAt[column]]: now(),
    });
    return {
      ...(await describeAccount(transaction, changed)),
      action_link: actionLink(to, token, linkType),
      email_otp: code,
      hashed_token: hashCode(email, code),
      verification_type: type,
      redirect_to: to.redirectTo,
    };
  });
}

/** The resulting kind of link: a magic link for an unknown address becomes a sign-up. */
function readType(type: string, found: Account | undefined): string {
  if (found) return type;
  if (type === 'magiclink') return 'signup';
  if (['recovery', 'email_change_current', 'email_change_new'].includes(type)) {
    throw new AuthRefused(404, 'user_not_found', 'User with this email not found');
  }
  return type;
}

async function passwordOf({ settings }: Exchange, params: Params): Promise<string> {
  if (params.text('type') === 'magiclink') return hashPassword(unknownPassword());
  const password = params.text('password');
  if (password === '') throw invalid('Signup requires a valid password');
  checkPassword(password, settings.minimumPasswordLength);
  return hashPassword(password);
}

/** The account for a link, in the state that this kind of link requires. */
async function prepare(
  { settings }: Exchange,
  db: Accounts,
  wanted: { type: string; email: string; hashedPassword: string; params: Params },
): Promise<Account> {
  const { type, email, hashedPassword, params } = wanted;
  const data = params.object('data') ?? {};
  if (type === 'invite') {
    const account = await invited(db, email, data);
    return updateAccount(db, account.id, { invited_at: now() });
  }
  const found = await findAccount(db, 'email', email);
  if (type === 'signup') {
    if (!found) return createAccount(db, { email, hashedPassword, data });
    if (found.email_confirmed_at !== null) throw emailExists();
    const raw_user_meta_data = merge(found.raw_user_meta_data, data);
    return updateAccount(db, found.id, { raw_user_meta_data });
  }
  if (!found) throw new AuthRefused(404, 'user_not_found', 'User with this email not found');
  if (type === 'magiclink' || type === 'recovery') {
    await audit(db, found, 'user_recovery_requested');
    return found;
  }
  if (type === 'email_change_current' && !settings.doubleConfirmChanges) {
    throw invalid('Enable secure email change to generate link for current email');
  }
  const newEmail = parseEmail(params.text('new_email'));
  const other = await findAccount(db, 'email', newEmail);
  if (other && other.id !== found.id) throw emailExists();
  return updateAccount(db, found.id, { email_change: newEmail, email_change_confirm_status: 0 });
}
