import {
  audit,
  confirmAccount,
  createIdentity,
  emailProvider,
  findAccount,
  isBanned,
  updateAccount,
  type Account,
  type TokenColumn,
} from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import { isExpired, isPkceToken, tokensOf, type Exchange } from './exchange.ts';
import { parseEmail, type Params } from './params.ts';
import { issueCode } from './pkce.ts';
import { AuthRefused, expired, invalid } from './refused.ts';
import { createSession } from './sessions.ts';

/** The purpose of a link or a code. */
interface Proof {
  readonly account: Account;
  readonly column: TokenColumn;
}

/** GoTrue's message after the first of the two mails of an e-mail change. */
const acceptedOnce =
  'Confirmation link accepted. Please proceed to confirm link sent to the other email';

const linkExpired = 'Email link is invalid or has expired';

/** The columns with the token of a type, by the names that clients use. */
const columnsOf = new Map<string, readonly TokenColumn[]>([
  ['signup', ['confirmation_token']],
  ['invite', ['confirmation_token']],
  ['magiclink', ['recovery_token']],
  ['recovery', ['recovery_token']],
  ['email', ['confirmation_token', 'recovery_token']],
  ['email_change', ['email_change_token_current', 'email_change_token_new']],
]);

/** `POST /verify`: signs in with the code or the token of a mail. */
export async function verify(exchange: Exchange, params: Params): Promise<object> {
  const { db, maker } = exchange;
  const type = params.text('type');
  const code = params.text('token');
  const token = params.text('token_hash');
  if (type === '') throw invalid('Verify requires a verification type');
  if ((code === '') === (token === '')) {
    throw invalid('Verify requires either a token or a token hash');
  }
  const text = params.text('email');
  if (token === '' && (type === 'sms' || type === 'phone_change')) refusePhone(params);
  const columns = readColumns(type);
  if (token !== '' && text !== '') {
    throw invalid('Only the token_hash and type should be provided');
  }
  if (token === '' && text === '') {
    throw invalid('Only an email address or phone number should be provided on verify');
  }
  // the hash of a code includes the address, so it is enough to find the account
  const tokens = token === '' ? tokensOf(parseVerified(text), code) : [token];
  return db.transaction(async (transaction) => {
    const proof = await findProof(transaction, columns, tokens);
    if (!proof) throw token === '' ? expired() : expired(linkExpired);
    const account = await accept(exchange, transaction, proof);
    return account
      ? createSession(transaction, account, 'otp', maker)
      : { msg: acceptedOnce, code: '200' };
  });
}

/** Accounts have no phone number here, so a code for one matches none. */
function refusePhone(params: Params): never {
  if (/^[1-9]\d{1,14}$/.test(params.text('phone').replaceAll(/[+ ]/g, ''))) throw expired();
  throw invalid('Invalid phone number format (E.164 required)');
}

function parseVerified(text: string): string {
  try {
    return parseEmail(text);
  } catch {
    throw new AuthRefused(422, 'validation_failed', 'Invalid email format');
  }
}

/** `GET /verify`: the target of a link in a mail, with tokens, a PKCE code or the refusal. */
export async function openLink(exchange: Exchange): Promise<Response> {
  const { db, maker, query, redirectTo } = exchange;
  const type = query.get('type') ?? '';
  const token = query.get('token') ?? '';
  if (token === '') throw invalid('Verify requires a token or a token hash');
  if (type === '') throw invalid('Verify requires a verification type');
  const columns = readColumns(type);
  const target = new URL(redirectTo);
  try {
    await db.transaction(async (transaction) => {
      const proof = await findProof(transaction, columns, [token]);
      if (!proof) throw expired(linkExpired);
      const account = await accept(exchange, transaction, proof);
      if (!account) {
        if (isPkceToken(token)) target.searchParams.set('message', acceptedOnce);
        target.hash = fragment({ message: acceptedOnce });
      } else if (isPkceToken(token)) {
        const kind = proof.column === 'confirmation_token' ? 'email/signup' : type;
        target.searchParams.set('code', await issueCode(transaction, account, kind));
      } else {
        const { user: _, ...session } = await createSession(transaction, account, 'otp', maker);
        target.hash = fragment({ ...session, type });
      }
    });
  } catch (error) {
    if (!(error instanceof AuthRefused)) throw error;
    const refusal = {
      ...(error.status === 403 ? { error: 'access_denied' } : {}),
      error_code: error.code,
      error_description: error.message,
    };
    if (isPkceToken(token)) {
      for (const [name, value] of Object.entries(refusal)) target.searchParams.set(name, value);
    }
    target.hash = fragment(refusal);
  }
  return new Response(null, { status: 303, headers: { Location: target.href } });
}

/** The fragment after the # of an address. `sb` tells clients that auth wrote it. */
function fragment(members: Readonly<Record<string, unknown>>): string {
  const parameters = new URLSearchParams({ sb: '' });
  for (const [name, value] of Object.entries(members)) parameters.set(name, String(value));
  parameters.sort();
  return parameters.toString();
}

function readColumns(type: string): readonly TokenColumn[] {
  const columns = columnsOf.get(type);
  if (columns) return columns;
  throw invalid('Invalid email verification type');
}

/** The account with one of these tokens in one of these columns. */
async function findProof(
  db: Accounts,
  columns: readonly TokenColumn[],
  tokens: readonly string[],
): Promise<Proof | undefined> {
  for (const column of columns) {
    for (const token of tokens) {
      const account = await findAccount(db, column, token);
      if (account) return { account, column };
    }
  }
  return undefined;
}

/**
 * Uses up a token that was found: it works once. Returns the account, or undefined until the other
 * mail of an e-mail change is confirmed.
 */
async function accept(
  { settings }: Exchange,
  db: Accounts,
  { account, column }: Proof,
): Promise<Account | undefined> {
  if (isBanned(account)) {
    throw new AuthRefused(403, 'user_banned', 'User is banned');
  }
  if (isExpired(settings, account, column)) throw expired(linkExpired);
  const used = await updateAccount(db, account.id, { [column]: '' });
  if (column === 'email_change_token_current' || column === 'email_change_token_new') {
    const needsBoth = settings.doubleConfirmChanges && settings.enableConfirmations;
    if (needsBoth && used.email && used.email_change_confirm_status === 0) {
      await updateAccount(db, used.id, { email_change_confirm_status: 1 });
      return undefined;
    }
    return changeEmail(db, used);
  }
  const isNew = used.email_confirmed_at === null;
  await audit(db, used, isNew ? 'user_signedup' : 'login');
  return isNew ? confirmAccount(db, used) : used;
}

/** Gives an account its requested address. An anonymous account becomes a permanent one. */
export async function changeEmail(db: Accounts, account: Account): Promise<Account> {
  const email = account.email_change ?? '';
  if (account.is_anonymous) {
    await createIdentity(db, account.id, { sub: account.id, email });
  } else {
    await db.run(sql`
      update auth.identities
      set identity_data = identity_data || jsonb_build_object('email', ${email}::text)
      where user_id = ${account.id} and provider = 'email'`);
  }
  const changed = await updateAccount(db, account.id, {
    email,
    is_anonymous: false,
    email_change: '',
    email_change_token_current: '',
    email_change_token_new: '',
    email_change_confirm_status: 0,
    raw_user_meta_data: { ...account.raw_user_meta_data, email },
    ...(account.is_anonymous ? { raw_app_meta_data: emailProvider } : {}),
  });
  await audit(db, changed, 'user_modified');
  return confirmAccount(db, changed);
}
