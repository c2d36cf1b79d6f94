import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request as send } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { atDatabase, isAlive, withClient } from '@parakeet/local-supabase';
import { type Checkout, type RunningTool } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

// A stand-in replaces PostgREST, which is not on npm: the tests are about starting, calling and
// ending it. The conformance cases can ask a real one.
const serve = 'serve';
let checkout: Checkout;
let serving: RunningTool;
let program: string;
let key: string;
let printed = '';

interface Told {
  readonly claims: unknown;
  readonly pid: number;
  readonly reloads: number;
}

/** Starts serve, and returns what it says in JSON. */
async function start(parameters: readonly string[] = [], environment = {}): Promise<unknown> {
  serving = checkout.start(serve, ['--output-format=json', ...parameters], { environment });
  printed = '';
  let output = '';
  serving.process.stdout?.on('data', (chunk: string) => (output += chunk));
  serving.process.stderr?.on('data', (chunk: string) => (printed += chunk));
  await serving.says('}\n');
  return JSON.parse(output);
}

const url = () => `http://127.0.0.1:${checkout.apiPort}`;
const ask = (path: string, init: RequestInit = {}) =>
  fetch(url() + path, {
    ...init,
    headers: { apikey: key, ...Object.fromEntries(new Headers(init.headers)) },
  });
const told = async (path = '/rest/v1/notes', init: RequestInit = {}) =>
  (await (await ask(path, init)).json()) as Told;

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql': 'create table public.notes (id int);',
  });
  await succeeds(checkout.run('reset', ['--no-seed']));
  program = join(checkout.directory, 'postgrest');
  const script = fileURLToPath(new URL('stand-in-postgrest.ts', import.meta.url));
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`);
  await chmod(program, 0o755);
});
afterAll(async () => {
  serving?.process.kill('SIGKILL');
  await checkout.remove();
});

it('serves with the program that PARAKEET_POSTGREST names, and says so', async () => {
  const line = await start([], { PARAKEET_POSTGREST: program });
  expect(line).toMatchObject({ dataApi: 'PostgREST 14.0 (stand-in)' });
  ({ publishableKey: key } = line as { publishableKey: string });
});

it('hears of a migration before the first request', async () => {
  await withClient(checkout.url, (client) => client.query('alter table public.notes add b int'));
  expect((await told()).reloads).toBe(1);
});

it('the program gets the settings of config.toml, and logs in as authenticator', async () => {
  expect(await told()).toMatchObject({
    schemas: 'public',
    maxRows: '1000',
    extraSearchPath: 'public,extensions',
    anonRole: 'anon',
    user: 'authenticator',
  });
  // a setting for programs of Node alone
  expect(await told()).not.toHaveProperty('compileCache');
});

it('a request reaches it as it is, without the key in the address, and its answer comes back', async () => {
  const path = '/rest/v1/notes?select=a%2Cb&apikey=x&%61pikey=y&or=(a.eq."ž, %25",b.is.null)';
  const answer = await ask(path, { method: 'PATCH', body: '{"a":1}', headers: { prefer: 'x=y' } });
  expect(answer.status).toBe(207);
  expect(answer.headers.get('content-range')).toBe('0-1/2');
  // what pages may read is the gateway's matter
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(await answer.json()).toMatchObject({
    method: 'PATCH',
    url: '/notes?select=a%2Cb&or=(a.eq.%22%C5%BE,%20%25%22,b.is.null)',
    prefer: 'x=y',
    body: '{"a":1}',
  });
});

it('a request without a body promises none, whatever length its client named', async () => {
  const headers = { apikey: key, 'content-length': 5 };
  const sent = send(`${url()}/rest/v1/notes`, { headers }).end('hello');
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(207);
  answer.destroy();
});

it('gets the identity, and no request without a key or with a forged token', async () => {
  expect(await told()).toMatchObject({ claims: { role: 'anon' } });
  const sent = { email: 'a@parakeet.test', password: 'a-long-enough-one' };
  const signUp = await ask('/auth/v1/signup', { method: 'POST', body: JSON.stringify(sent) });
  const { access_token: token } = (await signUp.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}` };
  expect(await told('/rest/v1/notes', { headers })).toMatchObject({
    claims: { role: 'authenticated', email: sent.email, aud: 'authenticated' },
  });
  const forged = { authorization: `Bearer ${token.slice(0, -4)}AAAA` };
  expect((await ask('/rest/v1/notes', { headers: forged })).status).toBe(401);
  expect((await ask('/rest/v1/notes', { headers: { apikey: 'wrong' } })).status).toBe(401);
});

it('hears of a migration before the next request, also where several come at once', async () => {
  const { reloads } = await told();
  await withClient(checkout.url, (client) => client.query('alter table public.notes add a int'));
  const answers = await Promise.all(Array.from({ length: 40 }, () => told()));
  expect(answers.map((answer) => answer.reloads)).toEqual(answers.map(() => reloads + 1));
});

it('does not blame PostgREST for an unreachable database', async () => {
  const answer = await withClient(
    atDatabase(checkout.url, { database: 'postgres', user: 'supabase_admin' }),
    async (client) => {
      await client.query('alter role postgres connection limit 0');
      await client.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'postgres'`,
      );
      try {
        return await ask('/rest/v1/notes');
      } finally {
        await client.query('alter role postgres connection limit -1');
      }
    },
  );
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: 'PGRST000',
    message: 'Database connection error. Retrying the connection.',
    details: 'too many connections for role "postgres"',
  });
  expect((await ask('/rest/v1/notes')).status).toBe(207);
});

it('when it ends by itself, the terminal says so, and it is started again', async () => {
  const { pid } = await told();
  // one that ends at once is not started again and again
  await sleep(2000);
  expect((await ask('/rest/v1/exit')).status).toBe(503);
  await expect.poll(() => printed).toContain('PostgREST has ended (3): the stand-in was told to');
  expect(printed).toContain('it is started again');
  await expect.poll(async () => (await ask('/rest/v1/notes')).status).toBe(207);
  expect((await told()).pid).not.toBe(pid);
});

it('ends with serve, by Ctrl-C and by kill -9', async () => {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    const { pid } = await told();
    serving.process.kill(signal);
    await serving.outcome;
    await expect.poll(() => isAlive(pid)).toBe(false);
    if (signal === 'SIGINT') await start([`--postgrest=${program}`]);
  }
});

it('an empty name leaves the Data API to us', async () => {
  expect(await start(['--postgrest='], { PARAKEET_POSTGREST: program })).toMatchObject({
    dataApi: 'own',
  });
  serving.process.kill('SIGINT');
  expect((await serving.outcome).code).toBe(0);
});

it('names a program that does not run, with the next step', async () => {
  const broken = join(checkout.directory, 'broken');
  await writeFile(broken, '#!/bin/sh\n[ "$1" = --version ] && echo PostgREST 14 && exit\nexit 7\n');
  await chmod(broken, 0o755);
  for (const [name, words] of [
    ['/no/such/postgrest', '/no/such/postgrest is not a working PostgREST'],
    [broken, 'does not answer'],
  ] as const) {
    const { code, stderr } = await checkout.run(serve, [`--postgrest=${name}`]);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr).toContain('our own Data API answers');
  }
});
