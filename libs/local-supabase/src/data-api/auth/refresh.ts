import { audit, isBanned, readAccount, type Account } from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import type { Exchange } from './exchange.ts';
import type { Params } from './params.ts';
import { AuthRefused, invalid } from './refused.ts';
import { describeSession, issueRefreshToken } from './sessions.ts';

/** A row of auth.refresh_tokens. */
interface RefreshToken {
  readonly id: number;
  readonly token: string;
  readonly parent: string | null;
  readonly user_id: string;
  readonly session_id: string;
  readonly revoked: boolean;
  readonly updated_at: string;
}

/**
 * `POST /token?grant_type=refresh_token`: new tokens for a session. A refresh token works once. If
 * it comes again later, it was copied, and the session's tokens end.
 */
export async function refresh(exchange: Exchange, params: Params): Promise<object> {
  const { db, maker } = exchange;
  const text = params.text('refresh_token');
  if (!/^[a-z\d]{12}$/.test(text)) throw invalid('Refresh token is not valid');
  const answer = await db.transaction(async (transaction) => {
    const token = await lockToken(transaction, text);
    const account = await readAccount(transaction, token.user_id);
    if (isBanned(account)) {
      throw new AuthRefused(400, 'user_banned', 'Invalid Refresh Token: User Banned');
    }
    const issued = await nextToken(exchange, transaction, account, token);
    // returned, not thrown: the revocation must be committed
    if (issued instanceof AuthRefused) return issued;
    await transaction.run(sql`
      update auth.sessions set refreshed_at = now(), updated_at = now()
      where id = ${token.session_id}`);
    return describeSession(transaction, account, token.session_id, issued, maker);
  });
  if (answer instanceof AuthRefused) throw answer;
  return answer;
}

/** Finds a token and locks its session, so refreshes of a session run one after another. */
async function lockToken(db: Accounts, text: string): Promise<RefreshToken> {
  await db.run(sql`
    select from auth.sessions
    where id = (select session_id from auth.refresh_tokens where token = ${text})
    for no key update`);
  const [token] = await db.run(sql<RefreshToken>`
    select * from auth.refresh_tokens where token = ${text}`);
  if (token) return token;
  const message = 'Invalid Refresh Token: Refresh Token Not Found';
  throw new AuthRefused(400, 'refresh_token_not_found', message);
}

/** The next token, or the refusal of a token that was used before. */
async function nextToken(
  { settings }: Exchange,
  db: Accounts,
  account: Account,
  token: RefreshToken,
): Promise<string | AuthRefused> {
  if (token.revoked) {
    const [active] = await db.run(sql<RefreshToken>`
      select * from auth.refresh_tokens
      where session_id = ${token.session_id} and not revoked order by id desc limit 1`);
    // the client missed the answer to its last refresh, or sent two at once
    if (active?.parent === token.token) {
      await audit(db, account, 'token_refreshed');
      return active.token;
    }
    const reuseUntil = Date.parse(token.updated_at) + settings.refreshReuseInterval * 1000;
    if (reuseUntil < Date.now()) {
      if (settings.enableRefreshRotation) {
        await db.run(sql`
          update auth.refresh_tokens set revoked = true, updated_at = now()
          where session_id = ${token.session_id} and not revoked`);
      }
      const message = 'Invalid Refresh Token: Already Used';
      return new AuthRefused(400, 'refresh_token_already_used', message);
    }
  }
  await audit(db, account, 'token_refreshed');
  await audit(db, account, 'token_revoked');
  await db.run(sql`
    update auth.refresh_tokens set revoked = true, updated_at = now() where id = ${token.id}`);
  return issueRefreshToken(db, account.id, token.session_id, token.token);
}
