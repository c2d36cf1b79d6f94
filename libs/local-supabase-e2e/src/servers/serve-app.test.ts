import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, workspaceRoot } from '@parakeet/command-kit';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

// One small migration instead of the real ones: what is tried here is training-log:serve.
let checkout: Checkout;
let serving: ChildProcess;
let printed: string;

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql': 'create table public.notes ();',
    'seed.sql': 'insert into public.notes default values;',
  });
});
afterAll(async () => {
  serving?.kill('SIGKILL');
  await checkout.remove();
});

/** Starts the app, and ends with it served. */
async function serve(): Promise<void> {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(PARAKEET_|VITE_|VITEST|NODE_ENV|NODE_OPTIONS|FORCE_COLOR)/.test(name),
  );
  printed = '';
  serving = spawn(
    process.execPath,
    [join(workspaceRoot, 'apps/training-log/tools/serve.ts'), `--port=${await freePort()}`],
    {
      cwd: join(workspaceRoot, 'apps/training-log'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...Object.fromEntries(others),
        NO_COLOR: '1',
        PARAKEET_WORKSPACE: checkout.directory,
        PARAKEET_DB_ENGINE: 'embedded',
        PARAKEET_DB_PORT: String(checkout.port),
        PARAKEET_API_PORT: String(checkout.apiPort),
      },
    },
  );
  serving.stdout?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  serving.stderr?.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  await says('Parakeet at');
}

async function says(text: string): Promise<void> {
  await expect.poll(() => printed, { timeout: 90_000 }).toContain(text);
}

/** The process id of the Data API that it started. */
async function findApi(): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,ppid,args']);
  const line = stdout
    .split('\n')
    .map((one) => one.trim().split(/\s+/))
    .find(
      ([, parent, ...words]) => parent === String(serving.pid) && /serve\.ts/.test(words.join(' ')),
    );
  if (!line?.[0]) throw new Error(`there is no Data API:\n${printed}`);
  return Number(line[0]);
}

const askApi = () => fetch(`http://127.0.0.1:${checkout.apiPort}/`);

it('training-log:serve starts a Data API again that was killed, and says so in two lines', async () => {
  await serve();
  const before = printed.length;
  process.kill(await findApi(), 'SIGKILL');
  await says('the Data API serves again');
  expect(printed.slice(before).trimEnd().split('\n')).toEqual([
    '■ the Data API ended by SIGKILL; starting it again in 0.25 s',
    '■ the Data API serves again',
  ]);
  expect((await askApi()).status).toBe(200);
});

it('training-log:serve gives up with a sentence when the Data API does not start again', async () => {
  const keys = join(checkout.directory, '.parakeet/api-keys.json');
  const good = await readFile(keys, 'utf8');
  await writeFile(keys, '{');
  const closed = once(serving, 'close');
  try {
    process.kill(await findApi(), 'SIGKILL');
    await closed;
  } finally {
    await writeFile(keys, good);
  }
  expect(serving.exitCode).toBe(1);
  expect(printed).toContain('api-keys.json does not hold the keys of the Data API');
  expect(printed).toMatch(/✘ .*and 5 restarts failed/);
  expect(printed).not.toMatch(/^ +at /m);
});

it('the Data API ends with training-log:serve, also when that was killed (kill -9)', async () => {
  await serve();
  expect((await askApi()).status).toBe(200);
  serving.kill('SIGKILL');
  await expect.poll(() => askApi().catch(String)).toContain('fetch failed');
});

it('training-log:serve starts a Data API in the place of one that was served elsewhere', async () => {
  const elsewhere = checkout.start('serve');
  await elsewhere.says('Ctrl-C ends it');
  await serve();
  elsewhere.process.kill('SIGKILL');
  await says('the Data API ended in the other terminal; starting it again in 0.25 s');
  await says('the Data API serves again');
  expect((await askApi()).status).toBe(200);
  const closed = once(serving, 'close');
  serving.kill('SIGINT');
  await closed;
  expect(serving.exitCode).toBe(0);
  await expect(askApi()).rejects.toThrow('fetch failed');
});
