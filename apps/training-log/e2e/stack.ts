/**
 * A stack of the tests' own: a copy of supabase/ in a directory of its own, its database, its
 * Data API and the built app, each on a free port. The developer's own database is left alone.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { chromiumPath } from './chromium.ts';
import { days, seedOf, today } from './days.ts';

const app = fileURLToPath(new URL('..', import.meta.url));
const workspace = join(app, '../..');

/** What a test needs to know of the stack. */
export interface Stack {
  /** Address of the app. */
  readonly app: string;
  readonly directory: string;
  readonly databasePort: number;
  readonly apiPort: number;
}

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Stack | null;
  }
}

export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | void> {
  if (chromiumPath === undefined) {
    process.stdout.write('skipped: there is no Chromium here; Debian has it as `chromium`\n');
    project.provide('stack', null);
    return;
  }
  const directory = await mkdtemp(join(tmpdir(), 'parakeet-e2e-'));
  await cp(join(workspace, 'supabase'), join(directory, 'supabase'), { recursive: true });
  const seed = await readFile(join(directory, 'supabase/seed.sql'), 'utf8');
  const seeds = [seedOf(seed, today), ...days.map((day) => seedOf(seed, day, day))];
  await writeFile(join(directory, 'supabase/seed.sql'), seeds.join('\n'));
  await chmod(directory, 0o755);
  const ports = { databasePort: await freePort(), apiPort: await freePort() };
  const checkout = { directory, ...ports };
  const outDir = join(directory, 'app');
  const remove = async () => {
    await run(checkout, 'db-schema', 'stop');
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await run(checkout, 'db-schema', 'reset');
    const api = await serveApi(checkout);
    process.env['VITE_SUPABASE_URL'] = `http://127.0.0.1:${ports.apiPort}`;
    process.env['VITE_SUPABASE_KEY'] = api.key;
    // that of the tests would build React as developers have it
    const mode = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    await build({ root: app, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    process.env['NODE_ENV'] = mode;
    await api.stop();
    const served = await preview({
      root: app,
      logLevel: 'warn',
      build: { outDir },
      preview: { host: '127.0.0.1', port: await freePort(), strictPort: true },
    });
    const url = served.resolvedUrls?.local[0];
    if (url === undefined) throw new Error('vite preview has no address');
    project.provide('stack', { app: url, ...checkout });
    return async () => {
      await served.close();
      await remove();
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

type Checkout = Pick<Stack, 'directory' | 'databasePort' | 'apiPort'>;

/** Starts the Data API, and ends with it serving. */
export async function serveApi(
  checkout: Checkout,
): Promise<{ key: string; stop: () => Promise<void> }> {
  const child = start(checkout, 'local-supabase', 'serve');
  let said = '';
  const key = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: unknown) => {
      said += String(chunk);
      const found = /(sb_publishable_[\w-]+)[^]*Ctrl-C ends it/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', () => reject(new Error(`the Data API did not start:\n${said}`)));
  });
  return {
    key,
    async stop() {
      if (child.exitCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function run(checkout: Checkout, project: string, command: string): Promise<void> {
  const child = start(checkout, project, command);
  let said = '';
  child.stdout?.resume();
  child.stderr?.on('data', (chunk: unknown) => (said += String(chunk)));
  await once(child, 'close');
  if (child.exitCode !== 0) throw new Error(`${project}:${command} failed:\n${said}`);
}

/** As the Nx target does it, on another checkout. */
function start(checkout: Checkout, project: string, command: string): ChildProcess {
  const script = join(workspace, 'libs', project, 'src/commands', `${command}.ts`);
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(PARAKEET_|VITEST|VITE_|NODE_OPTIONS|NODE_ENV|FORCE_COLOR)/.test(name),
  );
  return spawn(process.execPath, ['--conditions=parakeet-source', script], {
    cwd: checkout.directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(own),
      NO_COLOR: '1',
      PARAKEET_WORKSPACE: checkout.directory,
      PARAKEET_DB_ENGINE: 'embedded',
      PARAKEET_DB_PORT: String(checkout.databasePort),
      PARAKEET_API_PORT: String(checkout.apiPort),
    },
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address: AddressInfo | string | null = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
