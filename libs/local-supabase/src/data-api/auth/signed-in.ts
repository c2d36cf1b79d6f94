import type { JWTPayload } from 'jose';
import { errors } from 'jose';
import { bearerOf } from '../identity.ts';
import type { ApiKeys } from '../keys.ts';
import { verifyToken } from '../tokens.ts';
import { isBanned, readAccount, type Account } from './accounts.ts';
import { sql, type Accounts } from './database.ts';
import { AuthRefused } from './refused.ts';

/** The user and the session of a request. */
export interface SignedIn {
  readonly account: Account;
  /** Not set if no sign-in made the token. */
  readonly sessionId: string | undefined;
}

/**
 * The claims of a request: those of its token, or the role of its key if there is no token.
 *
 * @throws AuthRefused (403 bad_jwt) for an invalid token, or (401) without a Bearer token
 */
export async function claimsOf(
  request: Request,
  keyRole: string,
  keys: ApiKeys,
): Promise<JWTPayload> {
  const token = bearerOf(request);
  if (token === undefined && !/^(bearer sb_|$)/i.test(request.headers.get('authorization') ?? '')) {
    const message = 'This endpoint requires a valid Bearer token';
    throw new AuthRefused(401, 'no_authorization', message);
  }
  if (token === undefined) return { role: keyRole };
  try {
    return await verifyToken(token, keys);
  } catch (error) {
    throw badToken(`invalid JWT: unable to parse or verify signature, ${reasonOf(error, token)}`);
  }
}

/** Why a token is invalid, in the words of GoTrue's library. */
function reasonOf(error: unknown, token: string): string {
  if (token.split('.').length !== 3) {
    return 'token is malformed: token contains an invalid number of segments';
  }
  if (error instanceof errors.JWTExpired) return 'token has invalid claims: token is expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return 'token has invalid claims: token is not valid yet';
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return 'token signature is invalid: signing method is invalid';
  }
  if (error instanceof errors.JWKSNoMatchingKey) return 'token is unverifiable: unknown key';
  return error instanceof errors.JWSSignatureVerificationFailed
    ? 'token signature is invalid: signature is invalid'
    : 'token is malformed: could not be decoded';
}

/**
 * The account and the session of some claims.
 *
 * @throws AuthRefused if one of them does not exist, or the account is banned
 */
export async function requireSignedIn(db: Accounts, claims: JWTPayload): Promise<SignedIn> {
  const { sub, session_id: session } = claims;
  if (!sub) throw badToken('invalid claim: missing sub claim');
  if (!isUuid(sub)) {
    throw new AuthRefused(400, 'bad_jwt', 'invalid claim: sub claim must be a UUID');
  }
  const account = await readAccount(db, sub);
  const sessionId = typeof session === 'string' && session !== '' ? session : undefined;
  if (sessionId !== undefined) await requireSession(db, sessionId);
  if (isBanned(account)) throw new AuthRefused(403, 'user_banned', 'User is banned');
  return { account, sessionId };
}

async function requireSession(db: Accounts, id: string): Promise<void> {
  if (!isUuid(id)) throw badToken('invalid claim: session_id claim must be a UUID');
  const [session] = await db.run(sql`select from auth.sessions where id = ${id}`);
  if (session) return;
  const message = 'Session from session_id claim in JWT does not exist';
  throw new AuthRefused(403, 'session_not_found', message);
}

/** Refuses claims that are not an admin's (403). The secret key has an admin's claims. */
export function requireAdmin({ role }: JWTPayload): void {
  if (role === 'service_role' || role === 'supabase_admin') return;
  throw new AuthRefused(403, 'not_admin', 'User not allowed');
}

/** Whether a text is a UUID in Postgres's form. */
export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

const badToken = (message: string) => new AuthRefused(403, 'bad_jwt', message);
