import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Checkout, createCheckout, type Outcome } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';

// many whole commands in a row, on machines that may be busy
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function newCheckout(parent?: string): Promise<Checkout> {
  const checkout = await createCheckout(0o755, parent);
  cleanUps.push(() => checkout.remove());
  return checkout;
}

/** A small disk of its own. */
async function smallDisk(megabytes: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parakeet disk '));
  await chmod(directory, 0o755);
  mount(['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', directory]);
  cleanUps.push(async () => {
    execFileSync('umount', ['--lazy', directory]);
    await rm(directory, { recursive: true });
  });
  return directory;
}

function mount(parameters: readonly string[]): void {
  execFileSync('mount', parameters, { stdio: 'pipe' });
}

/** Whether we may mount: root may, but not in every container. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], {
      stdio: 'ignore',
    });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const canMount = mayMount();
const asMount = canMount ? '' : ' (skipped: mounting is refused here)';

/** The output of a command after a foreseeable failure: in words, without a stack. */
function failure({ code, stderr }: Outcome): string {
  expect(code, stderr).toBe(1);
  expect(stderr).not.toMatch(/^ +at .*[:(]/m);
  return stderr;
}

describe('a full disk', () => {
  it.skipIf(!canMount)(`is named when there is no room for a cluster${asMount}`, async () => {
    const checkout = await newCheckout(await smallDisk(20));
    expect(failure(await checkout.run('reset'))).toMatch(/No space left on device|disk is full/);
  });

  it.skipIf(!canMount)(`is named by a reset, and the old database stays${asMount}`, async () => {
    const disk = await smallDisk(150);
    const checkout = await newCheckout(disk);
    await succeeds(checkout.run('reset', ['--no-seed']));
    await mark(checkout);
    const filler = join(disk, 'filler');
    // what is left must not do for a second database
    execFileSync('sh', [
      '-c',
      'dd if=/dev/zero of="$1" bs=1M 2>/dev/null; truncate -s -3M "$1"',
      '-',
      filler,
    ]);
    const outcome = await checkout.run('reset', ['--no-seed']);
    expect(failure(outcome)).toMatch(/disk is full|No space left on device|went away/);
    expect(outcome.stderr).not.toContain('Fix');
    await rm(filler);
    await succeeds(checkout.run('start'));
    expect(await isMarked(checkout)).toBe(true);
    await succeeds(checkout.run('reset', ['--no-seed']));
  });
});

it.skipIf(!canMount)(`a read-only checkout is named, by every command${asMount}`, async () => {
  const disk = await smallDisk(150);
  const checkout = await newCheckout(disk);
  mount(['-o', 'remount,ro', disk]);
  try {
    expect((await checkout.run('status')).output).toContain('not running');
    expect((await checkout.run('stop')).output).toContain('was not running');
    expect(failure(await checkout.run('start'))).toMatch(/read-only: .*\.parakeet/);
    expect(failure(await checkout.run('reset'))).toMatch(/read-only: .*\.parakeet/);
  } finally {
    mount(['-o', 'remount,rw', disk]);
  }
});

it('a stop during a reset is told by the reset, and the old database stays', async () => {
  const checkout = await newCheckout();
  await succeeds(checkout.run('reset', ['--no-seed']));
  await mark(checkout);
  const slow = join(checkout.directory, 'supabase/migrations/20300101000000_slow.sql');
  await writeFile(slow, 'select pg_sleep(60);\n');
  const reset = checkout.start('reset', ['--no-seed']);
  await reset.says('applying 20300101000000_slow.sql');
  await succeeds(checkout.run('stop'));
  const outcome = await reset.outcome;
  expect(failure(outcome)).toMatch(/went away during the reset: it was stopped/);
  expect(outcome.stderr).toContain('is as it was');
  expect(outcome.stderr).not.toContain('Fix');
  await rm(slow);
  await succeeds(checkout.run('start'));
  expect(await isMarked(checkout)).toBe(true);
  await succeeds(checkout.run('reset', ['--no-seed']));
});

it('a server that is killed during a reset is told by the reset', async () => {
  const checkout = await newCheckout();
  const slow = join(checkout.directory, 'supabase/migrations/20300101000000_slow.sql');
  await writeFile(slow, 'select pg_sleep(60);\n');
  const reset = checkout.start('reset', ['--no-seed']);
  await reset.says('applying 20300101000000_slow.sql');
  const server = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .find((line) => line.includes(checkout.directory) && /bin\/postgres/.test(line));
  process.kill(Number(server?.trim().split(' ')[0]), 'SIGKILL');
  expect(failure(await reset.outcome)).toMatch(/went away during the reset/);
});

it('a supabase folder that is missing is named', async () => {
  const checkout = await newCheckout();
  await rm(join(checkout.directory, 'supabase'), { recursive: true });
  expect(failure(await checkout.run('reset'))).toMatch(/supabase\/migrations/);
});
