import { createHash, randomUUID } from 'node:crypto';
import { readAccount, type Account } from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import type { Params } from './params.ts';
import { AuthRefused, invalid } from './refused.ts';

/** The PKCE challenge of an app: the hash of a secret that stays in the app. */
export interface Challenge {
  readonly challenge: string;
  readonly method: 's256' | 'plain';
}

/** Seconds for which the code at the end of a link is valid. */
const lifetime = 300;

/**
 * Reads the challenge of a request; undefined without PKCE.
 *
 * @throws AuthRefused (400) for an incomplete challenge, or one that RFC 7636 forbids
 */
export function readChallenge(params: Params): Challenge | undefined {
  const challenge = params.text('code_challenge');
  const method = params.text('code_challenge_method').toLowerCase();
  if (challenge === '' && method === '') return undefined;
  if (challenge === '' || method === '') {
    throw invalid('PKCE flow requires code_challenge_method and code_challenge');
  }
  if (challenge.length < 43 || challenge.length > 128) {
    throw invalid('code challenge has to be between 43 and 128 characters');
  }
  if (!/^[\w.~-]+$/.test(challenge)) {
    throw invalid(
      'code challenge can only contain alphanumeric characters, hyphens, periods, underscores ' +
        'and tildes',
    );
  }
  if (method !== 's256' && method !== 'plain') throw invalid('Invalid code_challenge_method');
  return { challenge, method };
}

/** Keeps the challenge of an account until somebody opens its link. */
export async function keepChallenge(
  db: Accounts,
  account: Account,
  kind: string,
  { challenge, method }: Challenge,
): Promise<void> {
  await db.run(sql`
    insert into auth.flow_state
      (id, user_id, auth_code, code_challenge_method, code_challenge, provider_type,
       authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${account.id}, ${randomUUID()}, ${method}, ${challenge}, ${kind},
      ${kind}, now(), now())`);
}

/** The code at the end of a link, from the account's last challenge of a kind. */
export async function issueCode(db: Accounts, account: Account, kind: string): Promise<string> {
  const [flow] = await db.run(sql<{ auth_code: string }>`
    update auth.flow_state set auth_code_issued_at = now(), updated_at = now()
    where id = (
      select id from auth.flow_state
      where user_id = ${account.id} and authentication_method = ${kind}
      order by created_at desc limit 1
    )
    returning auth_code`);
  if (flow) return flow.auth_code;
  throw unknownFlow();
}

/**
 * Exchanges the code at the end of a link for its account, once.
 *
 * @throws AuthRefused if the code is unknown or expired, or the verifier does not match
 */
export async function redeemCode(db: Accounts, params: Params): Promise<Account> {
  const code = params.text('auth_code');
  const verifier = params.text('code_verifier');
  if (code === '' || verifier === '') {
    throw invalid('invalid request: both auth code and code verifier should be non-empty');
  }
  const [flow] = await db.run(sql<{
    id: string;
    user_id: string;
    challenge: string;
    method: string;
    age: number;
  }>`
    select id, user_id, code_challenge as challenge, code_challenge_method::text as method,
      extract(epoch from now() - coalesce(auth_code_issued_at, created_at)) as age
    from auth.flow_state where auth_code = ${code} for update`);
  if (!flow) throw unknownFlow();
  if (flow.age > lifetime) {
    const message = 'invalid flow state, flow state has expired';
    throw new AuthRefused(422, 'flow_state_expired', message);
  }
  const hashed =
    flow.method === 's256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (hashed !== flow.challenge) {
    const message = 'code challenge does not match previously saved code verifier';
    throw new AuthRefused(400, 'bad_code_verifier', message);
  }
  await db.run(sql`delete from auth.flow_state where id = ${flow.id}`);
  return readAccount(db, flow.user_id);
}

function unknownFlow(): AuthRefused {
  const message = 'invalid flow state, no valid flow state found';
  return new AuthRefused(404, 'flow_state_not_found', message);
}
