/**
 * The tests' own stack: a copy of supabase/, its database, its Data API and the built app, each on
 * a free port. The developer's own database is not touched.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@parakeet/command-kit';
import { checkoutAt, createCheckout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { readServed } from '../tools/served.ts';
import { chromiumPath } from '@parakeet/db-harness/browser/chromium';
import { days, seedOf, today } from './days.ts';

const app = fileURLToPath(new URL('..', import.meta.url));

/** What a test needs to know about the stack. */
export interface Stack {
  /** Address of the app. */
  readonly app: string;
  readonly directory: string;
  /** Of the database. */
  readonly port: number;
  /** Of the Data API. */
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
  const checkout = await createCheckout();
  const { directory, port, apiPort } = checkout;
  const seedFile = join(directory, 'supabase/seed.sql');
  const seed = await readFile(seedFile, 'utf8');
  const seeds = [seedOf(seed, today), ...days.map((day) => seedOf(seed, day, day))];
  await writeFile(seedFile, seeds.join('\n'));
  const outDir = join(directory, 'app');
  try {
    await succeeds(checkout.run('reset'));
    const api = await serveApi(checkout);
    process.env['VITE_SUPABASE_URL'] = `http://127.0.0.1:${apiPort}`;
    process.env['VITE_SUPABASE_KEY'] = api.key;
    // the NODE_ENV of tests would build React for development
    const mode = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    await build({ root: app, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    process.env['NODE_ENV'] = mode;
    const served = await serveApp(outDir);
    project.provide('stack', { app: served.url, directory, port, apiPort });
    return async () => {
      await served.stop();
      await api.stop();
      await checkout.remove();
    };
  } catch (error) {
    await checkout.remove();
    throw error;
  }
}

/** Serves a built app. */
export async function serveApp(
  outDir: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const served = await preview({
    root: app,
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: await freePort(), strictPort: true },
  });
  const url = served.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('vite preview has no address');
  return { url, stop: () => served.close() };
}

/** Starts the Data API, and resolves when it serves. */
async function serveApi(
  stack: Omit<Stack, 'app'>,
): Promise<{ key: string; stop: () => Promise<void> }> {
  const checkout = await checkoutAt(stack.directory, stack);
  const api = checkout.start('serve', ['--output-format=json']);
  let output = '';
  api.process.stdout?.on('data', (chunk: string) => (output += chunk));
  await api.says('\n');
  const { publishableKey: key = '' } = readServed(output);
  return {
    key,
    async stop() {
      api.process.kill('SIGTERM');
      await api.outcome;
    },
  };
}
