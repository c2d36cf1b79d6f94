import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@parakeet/command-kit';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';

let checkout: Checkout;
const pending = () => join(checkout.directory, 'supabase/migrations/20300101000000_pending.sql');

beforeAll(async () => {
  checkout = await createCheckout();
  await succeeds(checkout.run('reset'));
});
afterEach(() => rm(pending(), { force: true }));
afterAll(() => checkout.remove());

describe('the local server', () => {
  it('a port that another program has is named, with the way to choose another', async () => {
    const other = await createCheckout();
    const squatter = createServer();
    squatter.listen(other.port, '127.0.0.1');
    await once(squatter, 'listening');
    try {
      const { code, stderr } = await other.run('reset');
      expect(code).toBe(1);
      expect(stderr).toContain(`127.0.0.1:${other.port} is taken by another program`);
      expect(stderr).toContain(`--port=${other.port + 100}`);
      expect(stderr).toContain('PARAKEET_DB_PORT');
      const port = await freePort();
      await succeeds(other.run('reset', [`--port=${port}`]));
    } finally {
      squatter.close();
      await other.remove();
    }
  });

  it('stops, tells that it is stopped, and starts again with its data', async () => {
    await mark(checkout);
    await succeeds(checkout.run('stop'));
    const stopped = await checkout.run('status');
    expect(stopped.code).toBe(1);
    expect(stopped.output).toContain('not running');
    expect((await checkout.run('stop')).output).toContain('was not running');
    await succeeds(checkout.run('start'));
    expect(await isMarked(checkout)).toBe(true);
    const running = await checkout.run('status');
    expect(running.code, running.stderr).toBe(0);
    expect(running.output).toContain(`127.0.0.1:${checkout.port}`);
  });

  it('status tells which migrations are not applied yet', async () => {
    await writeFile(pending(), 'select 1;');
    const { code, output } = await checkout.run('status');
    expect(code).toBe(1);
    expect(output).toContain('pending: 20300101000000_pending');
  });

  it('comes back after its processes were killed (kill -9)', async () => {
    await mark(checkout);
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
    const server = stdout
      .split('\n')
      .find((line) => line.includes(checkout.directory) && /bin\/postgres/.test(line));
    process.kill(Number(server?.trim().split(' ')[0]), 'SIGKILL');
    await succeeds(checkout.run('start'));
    expect(await isMarked(checkout)).toBe(true);
  });

  // root keeps its own directories to itself, and Postgres does not run as root
  const isRoot = process.getuid?.() === 0;
  it.skipIf(!isRoot)(
    `runs for root in a directory that only root may enter${isRoot ? '' : ' (skipped: we are not root)'}`,
    async () => {
      const closed = await createCheckout(0o700);
      try {
        const { code, stderr } = await closed.run('reset');
        expect(code, stderr).toBe(0);
        expect((await closed.run('status')).output).toContain('/var/lib/parakeet/checkouts/');
      } finally {
        await closed.remove();
      }
    },
  );
});

describe('every command', () => {
  it.each([
    'reset',
    'start',
    'stop',
    'status',
    'new',
    'push',
    'generate',
    'contracts',
    'audit',
    'db-schema:volume',
  ])(
    '%s has --help, and refuses an option that it does not know with exit code 2',
    async (command) => {
      const help = await checkout.run(command, ['--help']);
      expect(help.code).toBe(0);
      expect(help.output).toContain(`npx nx run db-schema:${command.replace(/^db-schema:/, '')}`);
      const wrong = await checkout.run(command, ['--no-such-option']);
      expect(wrong.code).toBe(2);
      expect(wrong.stderr).toContain("'--no-such-option'");
      expect(wrong.stderr).toContain('--help');
    },
  );

  it('names an impossible engine or port, with the possible ones', async () => {
    const engine = await checkout.run('status', ['--engine=docker']);
    expect(engine.code).toBe(1);
    expect(engine.stderr).toContain('There is no engine "docker"');
    expect(engine.stderr).toContain('embedded, container, url');
    const port = await checkout.run('start', ['--port=70000']);
    expect(port.code).toBe(1);
    expect(port.stderr).toContain('"70000"');
  });

  it('new makes a migration, and refuses an invalid name', async () => {
    const refused = await checkout.run('new', ['--name=Bad Name']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('"Bad Name"');
    const { code, output } = await checkout.run('new', ['--name=add_training_notes']);
    expect(code).toBe(0);
    const made = /supabase\/migrations\/\d{14}_add_training_notes\.sql/.exec(output)?.[0];
    expect(made).toBeDefined();
    await rm(join(checkout.directory, made ?? ''));
  });
});
