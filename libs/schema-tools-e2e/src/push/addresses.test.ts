import { describe, expect, it } from 'vitest';
import { first, withPushTarget } from './target.ts';
import { hasOpenssl, withEncryptedServer } from './tls.ts';

const openssl = await hasOpenssl();
if (!openssl)
  process.stdout.write('skipped: sslmode needs certificates, and there is no openssl\n');

describe.skipIf(!openssl)('sslmode means what libpq says, to push and to the Supabase CLI', () => {
  it('encrypts or refuses, and checks as much of the certificate as the mode says', async () => {
    await withPushTarget(async (target) => {
      await withEncryptedServer(target.database.ownerUrl, async ({ url, authority, stranger }) => {
        const byAddress = url.replace('localhost', '127.0.0.1');
        const attempt = async (address: string, query: string) => {
          const { code, output, stderr } = await target.start(['--dry-run'], {
            PROD_DB_URL: `${address}${query}`,
          }).outcome;
          expect([0, 1], stderr).toContain(code);
          return code === 0 ? /connection +(.*)/.exec(output)?.[1] : stderr;
        };
        const trusting = `&sslrootcert=${encodeURIComponent(authority)}`;
        const mistaken = `&sslrootcert=${encodeURIComponent(stranger)}`;
        expect(await attempt(url, '?sslmode=disable')).toContain('does not answer');
        expect(await attempt(url, '?sslmode=prefer')).toBe('encrypted');
        expect(await attempt(url, '?sslmode=require')).toBe('encrypted');
        expect(await attempt(url, `?sslmode=require${mistaken}`)).toContain('sslrootcert=');
        expect(await attempt(url, `?sslmode=verify-ca${trusting}`)).toBe('encrypted');
        expect(await attempt(url, `?sslmode=verify-ca${mistaken}`)).toContain('does not answer');
        expect(await attempt(byAddress, `?sslmode=verify-ca${trusting}`)).toBe('encrypted');
        expect(await attempt(url, `?sslmode=verify-full${trusting}`)).toBe('encrypted');
        expect(await attempt(byAddress, `?sslmode=verify-full${trusting}`)).toContain(
          'does not answer',
        );
        expect(await attempt(url, '?sslmode=verify-full')).toContain(
          'sslmode=verify-full needs the certificate of the server',
        );
        expect(await attempt(url, '?sslmode=no-verify')).toContain('which is not known');

        // the CLI is given the same
        await target.write(first, 'create table public.a (id int);');
        const pushed = await target.start(['--yes'], {
          PROD_DB_URL: `${url}?sslmode=verify-full${trusting}`,
        }).outcome;
        expect(pushed.code, pushed.stderr).toBe(0);
        expect(await target.history()).toEqual([first]);
      });
    });
  });

  it('an address on this machine that says nothing is encrypted where the server asks for it', async () => {
    await withPushTarget(async (target) => {
      await target.write(first, 'create table public.a (id int);');
      await withEncryptedServer(target.database.ownerUrl, async ({ url }) => {
        const { code, stderr } = await target.start(['--yes'], {
          PROD_DB_URL: `${url}?sslmode=prefer`,
        }).outcome;
        expect(code, stderr).toBe(0);
        expect(await target.history()).toEqual([first]);
      });
    });
  });
});

it('refuses an address that is not to be used, and says why', async () => {
  await withPushTarget(async ({ checkout }) => {
    for (const [address, message] of [
      [undefined, 'There is no address to push to'],
      ['https://project.supabase.co', 'is not the address of a Postgres'],
      ['postgresql://u:p@h:6543/d', 'is a pooler in transaction mode (port 6543)'],
    ]) {
      const { code, stderr } = await checkout.run('push', ['--yes'], {
        environment: address === undefined ? {} : { PROD_DB_URL: address },
      });
      expect(code).toBe(1);
      expect(stderr).toContain(message);
    }
  });
});
