import { errors, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { ApiKeys } from './keys.ts';

const algorithm = 'ES256';

/** The public keys for access tokens, as `/.well-known/jwks.json` serves them. */
export function publicKeys(keys: ApiKeys): { keys: JWK[] } {
  const key = publicKeyOf(keys);
  return { keys: [{ ...key, alg: algorithm, ext: true, key_ops: ['verify'], use: 'sig' }] };
}

const publicHalves = new WeakMap<ApiKeys, JWK>();

/**
 * The public half of the signing key. It is always the same object, because jose caches imported
 * keys by it.
 */
function publicKeyOf(keys: ApiKeys): JWK {
  const known = publicHalves.get(keys);
  if (known) return known;
  const { d: _, ...key } = keys.signingKey;
  publicHalves.set(keys, key);
  return key;
}

/** Signs an access token with the key of the checkout (ES256). */
export function signToken(claims: JWTPayload, { signingKey }: ApiKeys): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, kid: signingKey.kid, typ: 'JWT' })
    .sign(signingKey);
}

/**
 * The claims of a token. Tokens of the older secret (HS256) are valid until they expire, as in a
 * hosted project after its change to signing keys.
 *
 * @param clockTolerance seconds by which clocks may differ
 * @throws an error of jose if the token is invalid
 */
export async function verifyToken(
  token: string,
  keys: ApiKeys,
  clockTolerance = 0,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    token,
    // the key determines the algorithm: a token cannot choose how it is verified
    ({ alg, kid }) => {
      if (alg === algorithm && kid === keys.signingKey.kid) return publicKeyOf(keys);
      if (alg === 'HS256' && kid === undefined) return new TextEncoder().encode(keys.jwtSecret);
      throw new errors.JWKSNoMatchingKey();
    },
    { algorithms: [algorithm, 'HS256'], clockTolerance },
  );
  return payload;
}
