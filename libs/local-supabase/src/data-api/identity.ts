import { errors, type JWTPayload } from 'jose';
import { errorAnswer } from './answers.ts';
import type { Address } from './address.ts';
import type { ApiKeys } from './keys.ts';
import { verifyToken } from './tokens.ts';

/** The identity behind a request: the role, and the claims that `auth.uid()` and policies read. */
export interface Identity {
  readonly role: string;
  readonly claims: Readonly<JWTPayload>;
}

/** Seconds by which the clocks of two machines may differ, as in PostgREST. */
const clockTolerance = 30;

/**
 * Checks the key of a request, as the gateway of a hosted project does. Returns the role of the key
 * alone, or the refusal.
 */
export function roleOfKey(request: Request, address: Address, keys: ApiKeys): string | Response {
  const key = keyOf(request, address);
  if (key === null) {
    return gatewayAnswer('UNAUTHORIZED_MISSING_API_KEY', {
      message: 'No API key found in request',
      hint: 'No `apikey` request header or url param was found.',
    });
  }
  if (key === keys.publishableKey) return 'anon';
  if (key !== keys.secretKey) {
    return gatewayAnswer('UNAUTHORIZED_INVALID_API_KEY', {
      message: 'Invalid API key',
      hint: 'Double check your Supabase `apikey`',
    });
  }
  if (/^\s*Mozilla\/5\.0/i.test(request.headers.get('user-agent') ?? '')) {
    return gatewayAnswer('UNAUTHORIZED_INVALID_API_KEY_TYPE', {
      message: 'Forbidden use of secret API key in browser',
    });
  }
  return 'service_role';
}

/**
 * The identity of a request to the Data API: from its token or, without one, from its key. For an
 * invalid token it is PostgREST's answer.
 *
 * @param keyRole the role of the key alone
 */
export async function identify(
  request: Request,
  keyRole: string,
  keys: ApiKeys,
): Promise<Identity | Response> {
  const token = bearerOf(request);
  if (token === undefined) return { role: keyRole, claims: { role: keyRole } };
  const parts = token.split('.').length;
  if (token === '') return badToken('Empty JWT is sent in Authorization header');
  if (parts !== 3) return badToken(`Expected 3 parts in JWT; got ${parts}`);
  try {
    const payload = await verifyToken(token, keys, clockTolerance);
    const now = Date.now() / 1000;
    if (payload.iat !== undefined && payload.iat > now + clockTolerance) {
      return badClaim('JWT issued at future');
    }
    const { role } = payload;
    return { role: typeof role === 'string' ? role : 'anon', claims: payload };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return badClaim('JWT expired');
    if (error instanceof errors.JWTClaimValidationFailed) return badClaim('JWT not yet valid');
    return badToken(
      'No suitable key or wrong key type',
      'None of the keys was able to decode the JWT',
    );
  }
}

/**
 * The token of a request. Undefined if there is none, or if it is the key: supabase-js sends that
 * while nobody is signed in.
 */
export function bearerOf(request: Request): string | undefined {
  const authorization = request.headers.get('authorization') ?? '';
  const token = /^bearer\s+(.*)$/is.exec(authorization)?.[1]?.trim();
  return token?.startsWith('sb_') ? undefined : token;
}

function keyOf(request: Request, { parameters }: Address): string | null {
  const named = parameters.find(([name]) => name === 'apikey');
  return request.headers.get('apikey') ?? named?.[1] ?? null;
}

function gatewayAnswer(code: string, body: { message: string; hint?: string }): Response {
  return Response.json(body, { status: 401, headers: { 'sb-error-code': code } });
}

function badToken(message: string, details?: string, code = 'PGRST301'): Response {
  const answer = errorAnswer(401, { code, message, details });
  const reason = `error="invalid_token", error_description="${message}"`;
  answer.headers.set('WWW-Authenticate', `Bearer ${reason}`);
  return answer;
}

const badClaim = (message: string) => badToken(message, undefined, 'PGRST303');
