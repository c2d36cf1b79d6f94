import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  randomUUID,
  sign,
  type JsonWebKey,
} from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { tokenOf, useApi } from './api-under-test.ts';

const api = useApi();
const password = 'a-long-enough-one';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function signUp() {
  const client = api.anon();
  const { data } = await client.auth.signUp({ email: `${randomUUID()}@parakeet.test`, password });
  return { client, id: data.user?.id ?? '', token: data.session?.access_token ?? '' };
}

/** The parts of a token, read. */
const read = (token: string) =>
  token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object);

const hmac = (content: string, secret: string | Buffer) =>
  `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;

describe('the access token', () => {
  it('has hosted’s claims, and names the key that signed it', async () => {
    const { token, id } = await signUp();
    const [header, claims] = read(token);
    expect(header).toEqual({ alg: 'ES256', kid: api.keys.signingKey.kid, typ: 'JWT' });
    expect(claims).toEqual({
      iss: `${api.url}/auth/v1`,
      sub: id,
      aud: 'authenticated',
      exp: expect.any(Number),
      iat: expect.any(Number),
      aal: 'aal1',
      amr: [{ method: 'password', timestamp: expect.any(Number) }],
      app_metadata: { provider: 'email', providers: ['email'] },
      email: expect.stringContaining('@parakeet.test'),
      is_anonymous: false,
      phone: '',
      role: 'authenticated',
      session_id: expect.stringMatching(/^[\da-f-]{36}$/),
      user_metadata: expect.objectContaining({ email_verified: true }),
    });
  });

  it('is checked by its public key, which is served without a key', async () => {
    const answer = await fetch(`${api.url}/auth/v1/.well-known/jwks.json`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=600');
    expect(await answer.json()).toEqual({
      keys: [
        {
          alg: 'ES256',
          crv: 'P-256',
          ext: true,
          key_ops: ['verify'],
          kid: api.keys.signingKey.kid,
          kty: 'EC',
          use: 'sig',
          x: api.keys.signingKey.x,
          y: api.keys.signingKey.y,
        },
      ],
    });
  });

  it('supabase-js checks it by itself (getClaims), and refuses a changed one', async () => {
    const { client, id, token } = await signUp();
    const asked = vi.spyOn(globalThis, 'fetch');
    const { data, error } = await client.auth.getClaims();
    expect(error).toBeNull();
    expect(data?.claims).toMatchObject({ sub: id, role: 'authenticated' });
    expect(data?.header).toMatchObject({ alg: 'ES256' });
    const paths = asked.mock.calls.map(([url]) =>
      typeof url === 'string' ? new URL(url).pathname : url,
    );
    expect(paths).toEqual(['/auth/v1/.well-known/jwks.json']);
    const [header, , signature] = token.split('.');
    const changed = encode({ ...read(token)[1], role: 'service_role' });
    const forged = await client.auth.getClaims(`${header}.${changed}.${signature}`);
    expect(forged.error?.message).toBe('Invalid JWT signature');
  });

  it('of the older secret is good until it expires, in both', async () => {
    const { token, id } = await signUp();
    const claims = read(token)[1];
    const older = (more: object) =>
      hmac(
        `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, ...more })}`,
        api.keys.jwtSecret,
      );
    const good = older({});
    expect((await api.anon().auth.getUser(good)).data.user).toMatchObject({ id });
    expect((await api.anon().auth.getClaims(good)).data?.claims).toMatchObject({ sub: id });
    const rest = (bearer: string) =>
      api.request('/rest/v1/profiles?select=id', {
        headers: { authorization: `Bearer ${bearer}` },
      });
    expect(await (await rest(good)).json()).toEqual([{ id }]);
    const expired = older({ exp: 1 });
    expect((await rest(expired)).status).toBe(401);
    expect((await api.anon().auth.getUser(expired)).error).toMatchObject({
      status: 403,
      code: 'bad_jwt',
    });
  });
});

describe('a forged token is refused, by the Data API (401) and by auth (403)', () => {
  const { signingKey, jwtSecret } = api.keys;
  const { d: _, ...publicKey } = signingKey;
  const own = { alg: 'ES256', kid: signingKey.kid, typ: 'JWT' };
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: randomUUID(),
    role: 'service_role',
    aud: 'authenticated',
    iat: now,
    exp: now + 3600,
  };
  const content = (header: object) => `${encode(header)}.${encode(claims)}`;
  const ecdsa = (header: object, key: JsonWebKey, hash = 'sha256') => {
    const signature = sign(hash, Buffer.from(content(header)), {
      key: createPrivateKey({ key, format: 'jwk' }),
      dsaEncoding: 'ieee-p1363',
    });
    return `${content(header)}.${signature.toString('base64url')}`;
  };
  const jwk = (namedCurve: string) =>
    generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' });
  const pem = createPrivateKey({ key: { ...signingKey }, format: 'jwk' });
  const good = ecdsa(own, { ...signingKey });
  const signature = Buffer.from(good.split('.')[2] ?? '', 'base64url');
  const ed = generateKeyPairSync('ed25519').privateKey;

  const forged: Record<string, string> = {
    'alg none, without a signature': `${content({ alg: 'none', typ: 'JWT' })}.`,
    'alg none, with our kid': `${content({ ...own, alg: 'none' })}.`,
    'alg None, with a good signature': `${content({ ...own, alg: 'None' })}.${good.split('.')[2]}`,
    'HS256 with the public key as its secret (JWK)': hmac(
      content({ ...own, alg: 'HS256' }),
      JSON.stringify(publicKey),
    ),
    'HS256 with the public key as its secret (x)': hmac(
      content({ ...own, alg: 'HS256' }),
      Buffer.from(signingKey.x, 'base64url'),
    ),
    'HS256 with the PEM as its secret, without a kid': hmac(
      content({ alg: 'HS256', typ: 'JWT' }),
      pem.export({ format: 'pem', type: 'pkcs8' }),
    ),
    'HS256 with an empty secret': hmac(content({ alg: 'HS256' }), ''),
    'HS256 of the older secret, under our kid': hmac(content({ ...own, alg: 'HS256' }), jwtSecret),
    'HS256 of the older secret, under another kid': hmac(
      content({ alg: 'HS256', kid: 'other' }),
      jwtSecret,
    ),
    'HS512 of the older secret': `${content({ alg: 'HS512' })}.${createHmac('sha512', jwtSecret)
      .update(content({ alg: 'HS512' }))
      .digest('base64url')}`,
    'our key, under another kid': ecdsa({ ...own, kid: randomUUID() }, signingKey),
    'our key, without a kid': ecdsa({ alg: 'ES256' }, { ...signingKey }),
    'a kid that is a path': ecdsa({ ...own, kid: '../../dev/null' }, signingKey),
    'another key, under our kid': ecdsa(own, jwk('P-256')),
    'another key, in the header': ecdsa({ ...own, jwk: publicKey }, jwk('P-256')),
    'another curve, under our kid (ES384)': ecdsa({ ...own, alg: 'ES384' }, jwk('P-384'), 'sha384'),
    'another curve, called ES256': ecdsa(own, jwk('P-384')),
    'secp256k1, called ES256': ecdsa(own, jwk('secp256k1')),
    'Ed25519, under our kid': `${content({ ...own, alg: 'EdDSA' })}.${sign(
      null,
      Buffer.from(content({ ...own, alg: 'EdDSA' })),
      ed,
    ).toString('base64url')}`,
    'a signature of zeros': `${content(own)}.${Buffer.alloc(64).toString('base64url')}`,
    'a signature in DER': `${content(own)}.${sign('sha256', Buffer.from(content(own)), pem).toString('base64url')}`,
    'a signature cut short': `${content(own)}.${signature.subarray(0, 63).toString('base64url')}`,
    'no signature': `${content(own)}.`,
    'a critical extension': ecdsa({ ...own, crit: ['b64'], b64: false }, signingKey),
  };

  it('but for the one of our key', async () => {
    const { data } = await api
      .as('authenticated', claims.sub)
      .from('profiles')
      .select('id')
      .throwOnError();
    expect(data).toEqual([]);
    const answer = await api.request('/rest/v1/profiles?select=id', {
      headers: { authorization: `Bearer ${good}` },
    });
    expect(answer.status).toBe(200);
  });

  it.each(Object.entries(forged))('%s', async (_name, token) => {
    const headers = { authorization: `Bearer ${token}` };
    const rest = await api.request('/rest/v1/profiles', { headers });
    expect(rest.status).toBe(401);
    expect(await rest.json()).toMatchObject({ code: 'PGRST301' });
    for (const path of ['/auth/v1/user', '/auth/v1/admin/users']) {
      const auth = await api.request(path, { headers });
      expect(auth.status, path).toBe(403);
      expect(await auth.json()).toMatchObject({ error_code: 'bad_jwt' });
    }
  });
});

it('a token of somebody who is not there is nobody for auth (403)', async () => {
  const { error } = await api.anon().auth.getUser(tokenOf(randomUUID(), api.keys));
  expect(error).toMatchObject({ status: 403, code: 'user_not_found' });
});
