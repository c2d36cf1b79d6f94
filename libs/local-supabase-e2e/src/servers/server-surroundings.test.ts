import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { workspaceRoot } from '@parakeet/command-kit';
import { type Checkout, checkoutAt, createCheckout } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';

// many whole commands in a row, on machines that may be busy
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const made: Checkout[] = [];
const parents: string[] = [];
afterEach(async () => {
  for (const one of made.splice(0)) await one.remove();
  for (const one of parents.splice(0)) await rm(one, { recursive: true });
});

async function newCheckout(...parameters: Parameters<typeof createCheckout>): Promise<Checkout> {
  const checkout = await createCheckout(...parameters);
  made.push(checkout);
  return checkout;
}

/** A directory of this name in one of its own, open to every user. */
async function newDirectory(name: string): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'parakeet-'));
  parents.push(parent);
  await chmod(parent, 0o755);
  await mkdir(join(parent, name), { mode: 0o755 });
  return join(parent, name);
}

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? '' : ' (skipped: we are not root)';

/** A user that may enter this repository; undefined where none can be had. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (!isRoot) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'daemon'], { encoding: 'utf8' }));
  const user = { uid: id('-u'), gid: id('-g') };
  try {
    execFileSync(process.execPath, ['--version'], { ...user, cwd: workspaceRoot, stdio: 'ignore' });
    return user;
  } catch {
    return undefined;
  }
}

const user = ordinaryUser();
/** For the tests that are skipped without one. */
const someUser = user ?? { uid: 0, gid: 0 };
const asUser = user ? '' : ' (skipped: we are not root, or the user daemon cannot enter here)';

it('the shell may be set up for another database, another project and a proxy', async () => {
  const checkout = await newCheckout();
  const environment = {
    PGSSLMODE: 'require',
    PGHOST: '192.0.2.1',
    PGPORT: '1',
    PGOPTIONS: '-c default_transaction_read_only=on',
    PGDATABASE: 'elsewhere',
    PGUSER: 'somebody',
    PGPASSWORD: 'wrong',
    PGDATA: '/nowhere',
    PGCLIENTENCODING: 'LATIN1',
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    ALL_PROXY: 'http://127.0.0.1:9',
    SUPABASE_ACCESS_TOKEN: 'sbp_0000000000000000000000000000000000000000',
    SUPABASE_DB_PASSWORD: 'wrong',
    SUPABASE_WORKDIR: '/nowhere',
  };
  for (const command of ['reset', 'stop', 'start', 'status', 'stop']) {
    const { code, stderr } = await checkout.run(command, [], { environment });
    expect({ command, code }, stderr).toEqual({ command, code: 0 });
  }
});

describe('a path of the checkout', () => {
  it('may have every character in it that a shell or an address reads as its own', async () => {
    const name = `-rf $HOME $(id) 'single' "double" back\\slash \`tick\` Größe 100% #1?`;
    const checkout = await newCheckout(0o755, await newDirectory(name));
    for (const command of ['reset', 'status', 'stop']) {
      const { code, stderr } = await checkout.run(command);
      expect({ command, code }, stderr).toEqual({ command, code: 0 });
    }
  });

  it('with a line break is refused in a sentence, since a pid file cannot name it', async () => {
    const checkout = await newCheckout(0o755, await newDirectory('two\nlines'));
    const { code, stderr } = await checkout.run('start');
    expect(code).toBe(1);
    expect(stderr).toContain('the path has a line break');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('root', () => {
  it.skipIf(!isRoot)(`starts under umask 077, and after it under 022${asRoot}`, async () => {
    const checkout = await newCheckout();
    const before = process.umask(0o077);
    const start = checkout.start('start');
    process.umask(before);
    await succeeds(start.outcome);
    await succeeds(checkout.run('stop'));
    expect(await checkout.run('start')).toMatchObject({ code: 0 });
  });

  it.skipIf(!user)(`in the checkout of a user starts the user's own server${asUser}`, async () => {
    const checkout = await newCheckout();
    execFileSync('chown', ['-R', `${user?.uid}:${user?.gid}`, checkout.directory]);
    await succeeds(checkout.run('start'));
    const options = { user: someUser, environment: { HOME: checkout.directory } };
    await succeeds(checkout.run('reset', ['--no-seed'], options));
    await succeeds(checkout.run('stop', [], options));
    await succeeds(checkout.run('start', [], options));
    await succeeds(checkout.run('stop'));
    const { uid } = await stat(join(checkout.directory, '.parakeet/postgres/postgres.log'));
    expect(uid).toBe(user?.uid);
  });

  it.skipIf(!user)(
    `what it left in the checkout of a user is named, with the way to take it back${asUser}`,
    async () => {
      const checkout = await newCheckout();
      await chown(checkout.directory, someUser.uid, someUser.gid);
      await mkdir(join(checkout.directory, '.parakeet/postgres'), { recursive: true });
      const options = { user: someUser, environment: { HOME: checkout.directory } };
      const { code, stderr } = await checkout.run('start', [], options);
      expect(code).toBe(1);
      expect(stderr).toContain('belongs to another user (uid 0)');
      expect(stderr).toContain('sudo chown -R');
      expect(stderr).not.toMatch(/^ +at /m);
    },
  );

  it.skipIf(!user)(`a log that belongs to nobody is replaced${asUser}`, async () => {
    const checkout = await newCheckout();
    execFileSync('chown', ['-R', `${user?.uid}:${user?.gid}`, checkout.directory]);
    const options = { user: someUser, environment: { HOME: checkout.directory } };
    await succeeds(checkout.run('start', [], options));
    await succeeds(checkout.run('stop', [], options));
    await chown(join(checkout.directory, '.parakeet/postgres/postgres.log'), 65_534, 65_534);
    expect(await checkout.run('start', [], options)).toMatchObject({ code: 0 });
  });
});

describe('a checkout that only root may enter', () => {
  /** Where `status` says that the data is. */
  async function homeOf(checkout: Checkout): Promise<string> {
    const { output } = await checkout.run('status');
    return /(\/var\/lib\/parakeet\/checkouts\/[^/]+)\/data/.exec(output)?.[1] ?? output;
  }

  it.skipIf(!isRoot)(`keeps its data when it is moved${asRoot}`, async () => {
    const before = await createCheckout(0o700);
    await succeeds(before.run('start'));
    await mark(before);
    const home = await homeOf(before);
    const directory = `${before.directory} moved`;
    await rename(before.directory, directory);

    // another checkout's start does not consider it abandoned, and reports it
    const other = await newCheckout(0o700);
    const { code, stderr } = await other.run('start');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(home);

    const moved = await checkoutAt(directory, before);
    expect(await homeOf(moved)).toBe(home);
    await succeeds(moved.run('start'));
    expect(await isMarked(moved)).toBe(true);
    expect(await readFile(join(home, 'checkout'), 'utf8')).toContain('moved');
    await moved.remove();
  });

  it.skipIf(!isRoot)(`shares no data with a copy of it${asRoot}`, async () => {
    const checkout = await newCheckout(0o700);
    await succeeds(checkout.run('start'));
    await mark(checkout);
    const directory = `${checkout.directory} copy`;
    execFileSync('cp', ['-a', checkout.directory, directory]);
    const copy = await checkoutAt(directory, checkout);
    made.push(copy);
    expect((await copy.run('stop')).output).toContain('was not running');
    await succeeds(copy.run('start'));
    expect(await homeOf(copy)).not.toBe(await homeOf(checkout));
    expect(await isMarked(checkout)).toBe(true);
    expect(existsSync(await homeOf(checkout))).toBe(true);
  });
});
