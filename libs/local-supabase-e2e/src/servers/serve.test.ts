import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, workspaceRoot } from '@parakeet/command-kit';
import { type Checkout, createCheckout, type RunningTool } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';

const serve = 'serve';
let checkout: Checkout;
let serving: RunningTool;
let key: string;

/** A client as an app has it, in which one of the seed's lifters has signed in. */
async function maya() {
  const client = createClient(`http://127.0.0.1:${checkout.apiPort}`, key, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await client.auth.signInWithPassword({
    email: 'maya@parakeet.test',
    password: 'parakeet-local',
  });
  expect(error).toBeNull();
  return client;
}

beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(async () => {
  serving?.process.kill('SIGKILL');
  await checkout.remove();
});

it('says how to make a database where there is none', async () => {
  const { code, stderr } = await checkout.run(serve);
  expect(code).toBe(3);
  expect(stderr).toContain('is empty so far');
  expect(stderr).toContain('npx nx run db-schema:reset');
});

it('its failure shows through Nx too, which hides that of continuous targets', async () => {
  const nx = promisify(execFile)(
    join(workspaceRoot, 'node_modules/.bin/nx'),
    ['run', 'db-schema:serve', '--port=70000'],
    {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false', PARAKEET_WORKSPACE: checkout.directory },
    },
  );
  await expect(nx).rejects.toMatchObject({ code: 1 });
});

it('starts the local Postgres, and serves at its address with its key', async () => {
  await succeeds(checkout.run('reset'));
  await succeeds(checkout.run('stop'));
  serving = checkout.start(serve);
  await serving.says('Ctrl-C ends it');
  const file = join(checkout.directory, '.parakeet/api-keys.json');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const keys: unknown = JSON.parse(await readFile(file, 'utf8'));
  expect(keys).toMatchObject({ publishableKey: expect.any(String), secretKey: expect.any(String) });
  ({ publishableKey: key } = keys as { publishableKey: string });
  const { data } = await (await maya()).from('programs').select('status');
  expect(data).toEqual([{ status: 'active' }]);
});

it('started again it says that it serves, shows the key, and the secret one when asked to', async () => {
  const { code, output } = await checkout.run(serve);
  expect(code).toBe(0);
  expect(output).toContain('are already served');
  expect(output).toContain(key);
  expect(output).not.toContain('sb_secret_');
  expect(output).not.toMatch(/:postgres@/);
  expect((await checkout.run(serve, ['--show-secret-key'])).output).toContain('sb_secret_');
});

it('says in one line of JSON what is served, for programs', async () => {
  const { output } = await checkout.run(serve, ['--output-format=json']);
  expect(JSON.parse(output)).toEqual({
    url: `http://127.0.0.1:${checkout.apiPort}`,
    publishableKey: key,
    servedBy: 'another',
  });
});

it('serves on while the database is reset, stopped and started', async () => {
  const client = await maya();
  const programs = () => client.from('programs').select('status').retry(false);
  await succeeds(checkout.run('reset'));
  // who was signed in is signed in: the seed has the same accounts
  expect((await programs()).data).toEqual([{ status: 'active' }]);
  await succeeds(checkout.run('stop'));
  expect(await programs()).toMatchObject({ status: 503, error: { code: 'PGRST000' } });
  await succeeds(checkout.run('start'));
  expect((await programs()).data).toEqual([{ status: 'active' }]);
});

it('ends by Ctrl-C with exit code 0, and leaves the database running', async () => {
  serving.process.kill('SIGINT');
  expect(await serving.outcome).toMatchObject({ code: 0 });
  await expect(fetch(`http://127.0.0.1:${checkout.apiPort}`)).rejects.toThrow('fetch failed');
  expect((await checkout.run('status')).code).toBe(0);
});

it('a port that another program has is named, with the way to choose another', async () => {
  const squatter = createServer((_, response) => response.end('hello'));
  squatter.listen(checkout.apiPort, '127.0.0.1');
  await once(squatter, 'listening');
  try {
    const { code, stderr } = await checkout.run(serve);
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${checkout.apiPort} is taken by another program`);
    expect(stderr).toContain(`--port=${checkout.apiPort + 100}`);
    const port = await freePort();
    const other = checkout.start(serve, [`--port=${port}`]);
    await other.says(`http://127.0.0.1:${port}`);
    other.process.kill('SIGTERM');
    expect((await other.outcome).code).toBe(0);
  } finally {
    squatter.close();
  }
});

it('a Supabase stack that answers there is used instead, and the command ends with 0', async () => {
  // the answer of its auth stands for a stack, which needs Docker
  const stack = createServer((_, response) => response.end('{"name":"GoTrue","version":"v2"}'));
  stack.listen(checkout.apiPort, '127.0.0.1');
  await once(stack, 'listening');
  try {
    const { code, output } = await checkout.run(serve);
    expect(code).toBe(0);
    expect(output).toContain('a `supabase start` stack answers');
    expect(output).toContain('npx supabase status');
  } finally {
    stack.close();
  }
});

it('has --help, and refuses an option or a port that cannot be meant', async () => {
  const help = await checkout.run(serve, ['--help']);
  expect(help.code).toBe(0);
  expect(help.output).toContain('npx nx run db-schema:serve');
  const wrong = await checkout.run(serve, ['--no-such-option']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain("'--no-such-option'");
  const port = await checkout.run(serve, ['--port=70000']);
  expect(port.code).toBe(1);
  expect(port.stderr).toContain('"70000"');
});
