import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attemptsOf, encryptionOf } from './encryption.ts';

// any file will do: its content is not parsed
const file = fileURLToPath(import.meta.url);
const of = (query: string, host = 'db.example.test') =>
  encryptionOf(new URL(`postgresql://u@${host}/d${query}`));

describe('encryptionOf', () => {
  it('requires encryption to other machines, and prefers none on this one', () => {
    expect(of('')).toEqual({ mode: 'require' });
    expect(of('', '127.0.0.1')).toEqual({ mode: 'allow' });
    expect(of('?sslmode=disable')).toEqual({ mode: 'disable' });
  });

  it('checks the chain with require too if there is a root certificate, as libpq does', () => {
    expect(of(`?sslmode=require&sslrootcert=${encodeURIComponent(file)}`)).toEqual({
      mode: 'verify-ca',
      rootCertificate: file,
    });
    expect(of(`?sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`).mode).toBe(
      'verify-full',
    );
  });

  it.each([
    ['?sslmode=no-verify', 'sslmode=no-verify, which is not known'],
    [
      '?sslmode=verify-ca&sslrootcert=/no/such/file',
      'sslrootcert=/no/such/file, which is not a file',
    ],
  ])('refuses %s', (query, message) => {
    expect(() => of(query)).toThrow(message);
  });
});

describe('attemptsOf', () => {
  const unchecked = { rejectUnauthorized: false };
  it('tries in libpq’s order', () => {
    expect(attemptsOf({ mode: 'disable' })).toEqual([false]);
    expect(attemptsOf({ mode: 'allow' })).toEqual([false, unchecked]);
    expect(attemptsOf({ mode: 'prefer' })).toEqual([unchecked, false]);
    expect(attemptsOf({ mode: 'require' })).toEqual([unchecked]);
  });

  it('only verify-ca does not check the name of the host', () => {
    const [ca] = attemptsOf({ mode: 'verify-ca', rootCertificate: file });
    const [full] = attemptsOf({ mode: 'verify-full', rootCertificate: file });
    expect(ca).toMatchObject({ rejectUnauthorized: true, checkServerIdentity: expect.anything() });
    expect(full).toMatchObject({ rejectUnauthorized: true });
    expect(full).not.toHaveProperty('checkServerIdentity');
  });
});
