import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';
import { identify, roleOfKey } from './identity.ts';
import { createKeys } from './keys.ts';

const keys = createKeys();
const request = (headers: Record<string, string>, path = '/rest/v1/x') =>
  new Request(`http://localhost${path}`, { headers });

/** The role of the request's key. */
function roleOf(headers: Record<string, string>, path?: string): string | Response {
  const one = request(headers, path);
  return roleOfKey(one, parseAddress(one.url), keys);
}

function token(claims: Record<string, unknown>, secret = keys.jwtSecret): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

/** The code and message of a refusal, or the identity. */
async function whoIs(authorization: string, keyRole = 'anon'): Promise<unknown> {
  const one = request({ apikey: keys.publishableKey, authorization });
  const found = await identify(one, keyRole, keys);
  if (!(found instanceof Response)) return found;
  const body: unknown = await found.json();
  return { status: found.status, ...(typeof body === 'object' ? body : {}) };
}

describe('a key', () => {
  it('gives a role, in a header or in the address', () => {
    expect(roleOf({ apikey: keys.publishableKey })).toBe('anon');
    expect(roleOf({ apikey: keys.secretKey })).toBe('service_role');
    expect(roleOf({}, `/rest/v1/x?apikey=${keys.publishableKey}`)).toBe('anon');
  });

  it.each([
    {},
    { apikey: '' },
    { apikey: 'sb_publishable_' },
    { authorization: `Bearer ${keys.secretKey}` },
    { apikey: keys.jwtSecret },
    { apikey: keys.secretKey, 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)' },
  ])('that is invalid, unknown, or a secret in a browser is refused: %j', (headers) => {
    const answer = roleOf(headers);
    expect(answer).toBeInstanceOf(Response);
    expect(answer).toMatchObject({ status: 401 });
  });
});

describe('a token', () => {
  const later = Math.floor(Date.now() / 1000) + 3600;

  it('gives the identity of a request', async () => {
    const claims = { sub: 'a', role: 'authenticated', exp: later };
    expect(await whoIs(`Bearer ${await token(claims)}`)).toEqual({ role: 'authenticated', claims });
    expect(await whoIs(`bearer  ${await token(claims)}`, 'service_role')).toMatchObject({
      role: 'authenticated',
    });
  });

  it('without a role is anon’s, whatever the key', async () => {
    expect(
      await whoIs(`Bearer ${await token({ sub: 'a', exp: later })}`, 'service_role'),
    ).toMatchObject({
      role: 'anon',
    });
  });

  it('that is the key itself, as supabase-js sends it, or is missing, gives the role of the key', async () => {
    for (const authorization of [
      `Bearer ${keys.publishableKey}`,
      'Basic abc',
      'Bearer sb_secret_x',
    ]) {
      expect(await whoIs(authorization)).toEqual({ role: 'anon', claims: { role: 'anon' } });
    }
  });

  it.each([
    ['Bearer x', 'PGRST301'],
    ['Bearer a.b.c', 'PGRST301'],
    ['Bearer a.b', 'PGRST301'],
  ])('that is invalid is refused: %s (%s)', async (authorization, code) => {
    expect(await whoIs(authorization)).toMatchObject({ status: 401, code });
  });

  it('with a foreign signature, or none, is refused (PGRST301)', async () => {
    const claims = { role: 'service_role', exp: later };
    const unsigned = [{ alg: 'none', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    for (const bad of [await token(claims, 'x'.repeat(64)), `${unsigned}.`, `${unsigned}.x`]) {
      expect(await whoIs(`Bearer ${bad}`, 'anon')).toMatchObject({ status: 401, code: 'PGRST301' });
    }
  });

  it.each([
    [{ exp: 1 }, 'JWT expired'],
    [{ exp: later, nbf: later }, 'JWT not yet valid'],
    [{ exp: later, iat: later }, 'JWT issued at future'],
  ])('with the times %j is refused (PGRST303)', async (times, message) => {
    expect(await whoIs(`Bearer ${await token({ role: 'authenticated', ...times })}`)).toMatchObject(
      {
        status: 401,
        code: 'PGRST303',
        message,
      },
    );
  });
});
