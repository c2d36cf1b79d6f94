import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { first, second, withPushTarget, type PushTarget } from './target.ts';

const password = 'correct-horse battery/staple@home';

/** The address of a role of its own, which owns the database and has a password to look for. */
async function withPassword(target: PushTarget): Promise<URL> {
  const role = `keeper_of_${target.database.name}`;
  await target.query(`create role ${role} login bypassrls password '${password}'`);
  await target.query(`grant ${target.owner} to ${role}`);
  await target.query(`grant create on database ${target.database.name} to ${role}`);
  const address = new URL(target.database.ownerUrl);
  address.username = role;
  address.password = encodeURIComponent(password);
  return address;
}

async function dropRole(target: PushTarget, { username }: URL): Promise<void> {
  await target.query(`drop owned by ${username} cascade; drop role ${username}`);
}

/** Every argument list of the machine that has one of the texts in it. */
async function argumentsWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (texts.some((text) => command.includes(text))) found.push(command);
  }
  return found;
}

// elsewhere than on Linux there is no /proc to read the argument lists from
it.skipIf(process.platform !== 'linux')(
  'while a push runs, its password is in no argument list of the machine',
  async () => {
    await withPushTarget(async (target) => {
      const address = await withPassword(target);
      try {
        await target.write(first, 'select pg_sleep(1);');
        await target.write(second, 'select pg_sleep(0.5);');
        const running = target.start(['--yes'], { PROD_DB_URL: address.toString() });
        let ended = false;
        void running.outcome.then(() => (ended = true));
        let samples = 0;
        let seen = 0;
        while (!ended) {
          expect(await argumentsWith([password, encodeURIComponent(password)])).toEqual([]);
          seen += (await argumentsWith([`/${target.database.name}?`])).length;
          samples += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const { code, output, stderr } = await running.outcome;
        expect(code, stderr).toBe(0);
        expect(output + stderr).not.toContain('horse');
        // the CLI was there to be seen
        expect(seen).toBeGreaterThan(5);
        expect(samples).toBeGreaterThan(10);
      } finally {
        await dropRole(target, address);
      }
    });
  },
);

it('takes a password that the address leaves out from PGPASSWORD and from a .pgpass file', async () => {
  await withPushTarget(async (target) => {
    const address = await withPassword(target);
    const { hostname, port, username } = address;
    const plain = new URL(address);
    plain.password = '';
    try {
      await target.write(first, 'create table public.a (id int);');
      const without = await target.start(['--yes'], { PROD_DB_URL: plain.toString() }).outcome;
      expect(without.code).toBe(1);
      expect(without.stderr).toContain('it asks for a password, and none was given');
      expect(without.stderr).toContain('in PGPASSWORD or in ~/.pgpass');

      const option = [`--db-url=${plain.toString()}`, '--yes'];
      const given = await target.checkout.run('push', option, {
        environment: { PGPASSWORD: password },
      });
      expect(given.code, given.stderr).toBe(0);
      expect(await target.history()).toEqual([first]);

      const file = join(target.checkout.directory, 'pgpass');
      await writeFile(file, `${hostname}:${port}:*:${username}:${password}\n`);
      await chmod(file, 0o600);
      await target.write(second, 'create table public.b (id int);');
      const kept = await target.checkout.run('push', option, { environment: { PGPASSFILE: file } });
      expect(kept.code, kept.stderr).toBe(0);
      expect(await target.history()).toEqual([first, second]);
    } finally {
      await dropRole(target, address);
    }
  });
});

it('a wrong password is not repeated', async () => {
  await withPushTarget(async ({ checkout, database }) => {
    const wrong = new URL(database.ownerUrl);
    wrong.password = 'correct-horse-battery';
    const { code, output, stderr } = await checkout.run('push', [
      '--dry-run',
      `--db-url=${wrong.toString()}`,
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('does not answer');
    expect(output + stderr).not.toContain('horse');
  });
});

it('prints nothing of an address whose password is not percent-encoded', async () => {
  await withPushTarget(async ({ start }) => {
    for (const address of [
      'postgresql://postgres:2024/hunter2secret@db.example.test/postgres',
      'postgresql://postgres:p@ss?word99@db.example.test/postgres',
    ]) {
      const { code, output, stderr } = await start(['--yes'], { PROD_DB_URL: address }).outcome;
      expect(code).toBe(1);
      expect(stderr).toContain('PROD_DB_URL is not a clear address');
      expect(stderr).toContain('Percent-encode special characters');
      expect(output + stderr).not.toMatch(/hunter|word99|2024|p@ss|db\.example/);
    }
  });
});
