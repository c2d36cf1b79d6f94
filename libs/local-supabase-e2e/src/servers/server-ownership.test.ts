import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAlive } from '@parakeet/local-supabase';
import { type Checkout, checkoutAt, createCheckout } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';

// many whole commands in a row, on machines that may be busy
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let checkout: Checkout;
const made: Checkout[] = [];

beforeAll(async () => {
  checkout = await createCheckout();
  await succeeds(checkout.run('start'));
});
afterAll(async () => {
  for (const one of [...made, checkout]) await one.remove();
});

const dataOf = ({ directory }: Checkout) => join(directory, '.parakeet/postgres/data');
const pidFileOf = (of: Checkout) => join(dataOf(of), 'postmaster.pid');

async function pidOf(of: Checkout): Promise<number> {
  return Number((await readFile(pidFileOf(of), 'utf8')).split('\n')[0]);
}

/** The address that `status` tells of the server of a checkout. */
async function addressOf(of: Checkout): Promise<string> {
  const { output } = await of.run('status');
  return /address +(\S+)/.exec(output)?.[1] ?? output;
}

/** Copies a checkout with everything in it, its database included, as `cp -a` does. */
async function copyOf(original: Checkout): Promise<Checkout> {
  const directory = await mkdtemp(`${original.directory} copy `);
  const cpA = spawn('cp', ['-a', `${original.directory}/.`, directory], { stdio: 'inherit' });
  expect(await once(cpA, 'exit')).toEqual([0, null]);
  // its environment has the port of the original, as a copied .env.local has
  const copy = await checkoutAt(directory, original);
  made.push(copy);
  return copy;
}

describe('a copy of a checkout whose server runs', () => {
  it('is not running, stops nothing, and starts and resets a server of its own', async () => {
    await mark(checkout);
    const pid = await pidOf(checkout);
    const copy = await copyOf(checkout);
    expect((await copy.run('status')).output).toContain('not running');
    expect((await copy.run('stop')).output).toContain('was not running');
    const { code, stderr, output } = await copy.run('reset', ['--no-seed']);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(`127.0.0.1:${checkout.port} is taken by the server of`);
    expect(stderr).toContain(`using port ${checkout.port + 100}`);
    expect(output).toContain(`127.0.0.1:${checkout.port + 100}/postgres`);
    // the commands after it find the server where it is
    expect(await addressOf(copy)).toContain(`127.0.0.1:${checkout.port + 100}/postgres`);
    await succeeds(copy.run('stop'));

    expect(await isMarked(checkout)).toBe(true);
    expect(await pidOf(checkout)).toBe(pid);
    expect(await addressOf(checkout)).toContain(`127.0.0.1:${checkout.port}/postgres`);
  });

  it('refuses the port of the original when that is asked for by --port', async () => {
    const copy = await copyOf(checkout);
    const { code, stderr } = await copy.run('start', [`--port=${checkout.port}`]);
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${checkout.port} is taken by another program`);
  });
});

describe('a checkout that was moved while its server runs', () => {
  it('finds its server, resets it, and stops it', async () => {
    const before = await createCheckout();
    await succeeds(before.run('start'));
    await mark(before);
    const pid = await pidOf(before);
    const directory = `${before.directory} moved`;
    await rename(before.directory, directory);
    const moved = await checkoutAt(directory, before);
    made.push(moved);
    // what takes the old place is another checkout, and must not be written to by the old server
    await cp(join(directory, 'supabase'), join(before.directory, 'supabase'), { recursive: true });
    expect((await before.run('status')).output).toContain('not running');

    const { code, stderr } = await moved.run('start');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('the checkout was moved');
    expect(await isAlive(pid)).toBe(false);
    expect(await addressOf(moved)).toContain(`127.0.0.1:${before.port}/postgres`);
    expect(await isMarked(moved)).toBe(true);
    await succeeds(moved.run('reset', ['--no-seed']));
    expect(await isMarked(moved)).toBe(false);
    await succeeds(moved.run('stop'));
    expect((await moved.run('stop')).output).toContain('was not running');
    await rm(before.directory, { recursive: true });
  });

  it('stops its server without a trace at the former path, which another checkout has now', async () => {
    const before = await createCheckout();
    await succeeds(before.run('start'));
    await mark(before);
    const pid = await pidOf(before);
    const directory = `${before.directory} moved`;
    await rename(before.directory, directory);
    const moved = await checkoutAt(directory, before);
    made.push(moved, before);
    await cp(directory, before.directory, { recursive: true });
    const refused = await before.run('start');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`PostgreSQL (process ${pid})`);

    const control = () => readFile(join(dataOf(before), 'global/pg_control'));
    const untouched = await control();
    expect((await moved.run('stop')).output).toContain('stopped');
    expect(await isAlive(pid)).toBe(false);
    expect((await control()).equals(untouched)).toBe(true);
    await succeeds(moved.run('start'));
    expect(await isMarked(moved)).toBe(true);
  });

  it('is the same checkout by a symbolic link', async () => {
    const link = `${checkout.directory} link`;
    await symlink(checkout.directory, link);
    const linked = await checkoutAt(link, checkout);
    expect(await addressOf(linked)).toContain(`127.0.0.1:${checkout.port}/postgres`);
    await rm(link);
  });
});

describe('a pid file that a killed server left', () => {
  it.each(['a program of ours', 'the shell that asks'])(
    'whose number %s has now is known at once, stops nobody, and start works',
    async (whose) => {
      await mark(checkout);
      process.kill(await pidOf(checkout), 'SIGKILL');
      const sleeper = spawn('sleep', ['600'], { stdio: 'ignore' });
      const pid = whose === 'a program of ours' ? sleeper.pid : process.pid;
      const text = await readFile(pidFileOf(checkout), 'utf8');
      await writeFile(pidFileOf(checkout), text.replace(/^\d+/, String(pid)));
      try {
        const status = await checkout.run('status');
        expect(status.output, status.stderr).toContain('not running');
        expect((await checkout.run('stop')).output).toContain('was not running');
        expect(sleeper.exitCode ?? sleeper.signalCode).toBe(null);
        await succeeds(checkout.run('start'));
        expect(await isMarked(checkout)).toBe(true);
      } finally {
        sleeper.kill();
      }
    },
  );

  // Postgres refuses to start only where the process is of its own user
  const isRoot = process.getuid?.() === 0;
  it.skipIf(!isRoot)(
    `whose number a process of Postgres's own user has${isRoot ? '' : ' (skipped: as above)'}`,
    async () => {
      process.kill(await pidOf(checkout), 'SIGKILL');
      const user = { uid: 65_534, gid: 65_534 };
      const sleeper = spawn('sleep', ['600'], { stdio: 'ignore', cwd: '/', ...user });
      const text = await readFile(pidFileOf(checkout), 'utf8');
      await writeFile(pidFileOf(checkout), text.replace(/^\d+/, String(sleeper.pid)));
      try {
        await succeeds(checkout.run('start'));
        expect(sleeper.exitCode ?? sleeper.signalCode).toBe(null);
      } finally {
        sleeper.kill();
      }
    },
  );

  it('that was removed while the server runs does not hide the server', async () => {
    await rm(pidFileOf(checkout));
    expect(await addressOf(checkout)).toContain(`127.0.0.1:${checkout.port}/postgres`);
    await succeeds(checkout.run('stop'));
    await succeeds(checkout.run('start'));
  });
});

it('two starts at once after a kill are one server', async () => {
  process.kill(await pidOf(checkout), 'SIGKILL');
  const outcomes = await Promise.all([1, 2, 3].map(() => checkout.run('start')));
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(outcomes.map(({ stderr }) => stderr).join('')).not.toContain('is taken');
});
