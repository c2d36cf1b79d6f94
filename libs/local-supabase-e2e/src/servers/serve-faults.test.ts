import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { workspaceRoot } from '@parakeet/command-kit';
import { type Checkout, type RunningTool } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

// One small migration instead of the real ones, because this tests only the output of serve.
let checkout: Checkout;
let serving: RunningTool;
let key: string;
let printed = '';

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql':
      'create table public.notes (id int); grant select, insert on public.notes to anon;',
  });
  await succeeds(checkout.run('reset', ['--no-seed']));
  serving = checkout.start('serve');
  await serving.says('Ctrl-C ends it');
  serving.process.stderr?.on('data', (chunk: string) => (printed += chunk));
  const keys = await readFile(join(checkout.directory, '.parakeet/api-keys.json'), 'utf8');
  ({ publishableKey: key } = JSON.parse(keys) as { publishableKey: string });
});
beforeEach(() => {
  printed = '';
});
afterAll(async () => {
  serving?.process.kill('SIGKILL');
  await checkout.remove();
});

/** What serve has printed, once there is a whole line of it and a further request was answered. */
async function lines(): Promise<string[]> {
  await expect.poll(() => printed).toContain('\n');
  await ask('/rest/v1/notes');
  return printed.trimEnd().split('\n');
}

async function ask(path: string, init: RequestInit = {}): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${checkout.apiPort}${path}`, {
    ...init,
    headers: { apikey: key, 'Content-Type': 'application/json' },
  });
  await answer.text();
  return answer.status;
}

it('serve prints nothing for a request that goes well', async () => {
  expect(await ask('/rest/v1/notes')).toBe(200);
  await ask('/rest/v1/nosuch');
  expect(await lines()).toHaveLength(1);
});

it.each([
  ['a table that does not exist', '/rest/v1/nosuch', {}, '404 PGRST205 Could not find the table'],
  ['a filter that is none', '/rest/v1/notes?id=zz.3', {}, '400 PGRST100 "failed to parse filter'],
  ['a column that does not exist', '/rest/v1/notes?select=x', {}, '400 42703 column notes.x'],
  ['a path that is not encoded', '/rest/v1/%zz', {}, '404 PGRST205 Could not find the table'],
  [
    'a body that is no JSON',
    '/auth/v1/token?grant_type=password',
    { body: '{', method: 'POST' },
    '400 bad_json',
  ],
])('serve prints one line for %s, without the query', async (_, path, init, reason) => {
  await ask(path, init);
  const [line, ...others] = await lines();
  expect(others).toEqual([]);
  expect(line).toContain(`${path.split('?')[0]}: ${reason}`);
  expect(line).not.toContain('?');
});

it.each(['/rest/v1/notes', '/auth/v1/signup'])(
  'serve prints one line for a client that leaves in the middle of its request: %s',
  async (path) => {
    const socket = connect(checkout.apiPort, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\napikey: ${key}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"id":',
    );
    // its beginning has arrived
    await ask('/rest/v1/notes');
    socket.destroy();
    expect(await lines()).toEqual([`· POST ${path}: the client left before its answer`]);
  },
);

it('serve prints one line for a client of Realtime or Storage, however often it tries', async () => {
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await ask('/realtime/v1/websocket')).toBe(501);
    expect(await ask('/storage/v1/bucket')).toBe(501);
  }
  expect(await lines()).toEqual([
    expect.stringMatching(
      /^· GET \/realtime\/v1\/websocket: 501 not_here Realtime .* is not part of/,
    ),
    expect.stringMatching(/^· GET \/storage\/v1\/bucket: 501 not_here Storage .* is not part of/),
  ]);
});

it('serve prints one line for a request while the database is away', async () => {
  await succeeds(checkout.run('stop'));
  expect(await ask('/rest/v1/notes')).toBe(503);
  await succeeds(checkout.run('start'));
  const [line, ...others] = await lines();
  expect(others).toEqual([]);
  expect(line).toContain('503 PGRST000 Database connection error');
});

it('serve ends when the process that started it with a channel was killed (kill -9)', async () => {
  serving.process.kill('SIGTERM');
  await serving.outcome;
  const script = join(workspaceRoot, 'libs/schema-tools/src/commands/serve.ts');
  const child = `require('node:child_process').spawn(process.execPath,
    ['--conditions=parakeet-source', ${JSON.stringify(script)}],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })`;
  const parent = spawn(process.execPath, ['-e', child], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PARAKEET_WORKSPACE: checkout.directory,
      PARAKEET_DB_ENGINE: 'embedded',
      PARAKEET_DB_PORT: String(checkout.port),
      PARAKEET_API_PORT: String(checkout.apiPort),
    },
  });
  let output = '';
  parent.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  await expect.poll(() => output).toContain('Ctrl-C ends it');
  expect(await ask('/rest/v1/notes')).toBe(200);
  parent.kill('SIGKILL');
  // the child has the other end of the output: it closes when both have ended
  await once(parent, 'close');
  await expect(ask('/rest/v1/notes')).rejects.toThrow('fetch failed');
});
