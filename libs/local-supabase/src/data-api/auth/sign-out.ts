import { audit } from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import type { Exchange } from './exchange.ts';
import { invalid } from './refused.ts';
import type { SignedIn } from './signed-in.ts';

/** `POST /logout`: ends this session (`local`), the account's others, or all (`global`). */
export async function signOut(
  { db, query }: Exchange,
  { account, sessionId }: SignedIn,
): Promise<void> {
  const scope = query.get('scope') ?? '';
  if (!['', 'global', 'local', 'others'].includes(scope)) {
    throw invalid(`Unsupported logout scope ${JSON.stringify(scope)}`);
  }
  await db.transaction(async (transaction) => {
    await audit(transaction, account, 'logout');
    if (scope === 'local' && sessionId !== undefined) {
      await transaction.run(sql`delete from auth.sessions where id = ${sessionId}`);
    } else {
      await endSessions(transaction, account.id, scope === 'others' ? sessionId : undefined);
    }
  });
}

/** Ends the sessions of an account, except one. Their refresh tokens end too. */
export async function endSessions(db: Accounts, accountId: string, except?: string): Promise<void> {
  await db.run(sql`
    delete from auth.sessions
    where user_id = ${accountId} and id is distinct from ${except}::uuid`);
}
