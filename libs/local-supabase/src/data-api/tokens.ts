import { errors, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { ApiKeys } from './keys.ts';

const algorithm = 'ES256';

/** The keys that clients check access tokens with: what `/.well-known/jwks.json` serves. */
export function publicKeys(keys: ApiKeys): { keys: JWK[] } {
  const key = publicKeyOf(keys);
  return { keys: [{ ...key, alg: algorithm, ext: true, key_ops: ['verify'], use: 'sig' }] };
}

const publicHalves = new WeakMap<ApiKeys, JWK>();

/** The public half of the signing key. Always one object: by it jose knows what it has imported. */
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
 * The claims of a token. Tokens that the older secret signed (HS256) are good until they expire,
 * as in a hosted project that has changed over to signing keys.
 *
 * @param clockTolerance how far clocks may be apart, in seconds
 * @throws an error of jose where the token is not good
 */
export async function verifyToken(
  token: string,
  keys: ApiKeys,
  clockTolerance = 0,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    token,
    // the algorithm is bound to the key: no token chooses how it is checked
    ({ alg, kid }) => {
      if (alg === algorithm && kid === keys.signingKey.kid) return publicKeyOf(keys);
      if (alg === 'HS256' && kid === undefined) return new TextEncoder().encode(keys.jwtSecret);
      throw new errors.JWKSNoMatchingKey();
    },
    { algorithms: [algorithm, 'HS256'], clockTolerance },
  );
  return payload;
}
