import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { atDatabase } from '@parakeet/local-supabase';
import { project } from '@parakeet/schema-tools';
import {
  checkoutAt,
  type Checkout,
  makeCheckoutDirectory,
  useContractsOfWorkspace,
} from './checkout.ts';
import { testServer } from './test-server.ts';

/**
 * Makes a checkout with a small schema instead of the real one, so the cost of a command's test
 * does not grow with the migrations. It has the real config.toml and contracts. All of its
 * migrations count as landed.
 *
 * @param files their texts by their paths in supabase/, such as `migrations/001_notes.sql`
 */
export async function createSmallCheckout(
  files: Readonly<Record<string, string>>,
): Promise<Checkout> {
  const directory = await makeCheckoutDirectory();
  const supabase = join(directory, 'supabase');
  const config = await readFile(join(project().supabase, 'config.toml'), 'utf8');
  await writeFiles(supabase, { 'config.toml': config, ...files });
  await mkdir(join(supabase, 'routines'), { recursive: true });
  const migrations = Object.entries(files).filter(([file]) => file.startsWith('migrations/'));
  const record = migrations.map(([file, text]) => {
    const digest = createHash('sha256').update(text).digest('hex');
    return `${digest}  migrations/${basename(file)}\n`;
  });
  await writeFile(join(supabase, 'migrations.sha256'), record.join(''));
  await useContractsOfWorkspace(directory);
  return checkoutAt(directory);
}

/** Makes a checkout like another team's: these files in supabase/, and nothing of ours. */
export async function createBareCheckout(
  files: Readonly<Record<string, string>>,
): Promise<Checkout> {
  const directory = await makeCheckoutDirectory();
  await writeFiles(join(directory, 'supabase'), files);
  return checkoutAt(directory);
}

async function writeFiles(
  supabase: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(join(supabase, 'migrations'), { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(join(supabase, dirname(file)), { recursive: true });
    await writeFile(join(supabase, file), text);
  }
}

/**
 * The environment of a command that needs a throwaway server. The command creates its databases on
 * the run's server instead of starting one. With other engines it starts an embedded one, as
 * always.
 */
export function onServerOfTheRun(): Readonly<Record<string, string>> {
  const { engine, adminUrl } = testServer();
  return engine === 'embedded'
    ? {
        PARAKEET_DB_ENGINE: 'url',
        PARAKEET_DB_URL: atDatabase(adminUrl, { database: 'postgres' }),
      }
    : {};
}
