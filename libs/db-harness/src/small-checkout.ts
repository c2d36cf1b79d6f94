import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkoutAt, createCheckout, type Checkout } from './checkout.ts';
import { testServer } from './test-server.ts';

/**
 * Makes a checkout with a small schema in place of the real one: for tests of a command, whose cost
 * then does not grow with the migrations. All of its migrations have landed.
 *
 * @param files their text by their path in supabase/, such as `migrations/001_notes.sql`
 */
export async function createSmallCheckout(
  files: Readonly<Record<string, string>>,
): Promise<Checkout> {
  const whole = await createCheckout();
  const directory = join(whole.directory, 'supabase');
  for (const folder of ['migrations', 'routines']) {
    await rm(join(directory, folder), { recursive: true });
    await mkdir(join(directory, folder));
  }
  const record: string[] = [];
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(directory, dirname(file)), { recursive: true });
    await writeFile(join(directory, file), text);
    if (!file.startsWith('migrations/')) continue;
    const digest = createHash('sha256').update(text).digest('hex');
    record.push(`${digest}  migrations/${basename(file)}\n`);
  }
  await writeFile(join(directory, 'migrations.sha256'), record.join(''));
  return checkoutAt(whole.directory, whole);
}

/**
 * The environment of a command that needs a throwaway server: it makes its databases on the server
 * of the run instead of starting one. On other engines it starts an embedded one, as always.
 */
export function onServerOfTheRun(): Readonly<Record<string, string>> {
  const { engine, adminUrl } = testServer();
  return engine === 'embedded'
    ? { PARAKEET_DB_ENGINE: 'url', PARAKEET_DB_URL: adminUrl.replace(/\/template1$/, '/postgres') }
    : {};
}
