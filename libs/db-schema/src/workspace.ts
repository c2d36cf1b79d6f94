import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these tools are part of. */
export const toolsRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * The checkout that they work on: their own, from whichever directory they are called.
 * `PARAKEET_WORKSPACE` names another one, for tests of the tools.
 */
export const workspaceRoot = process.env['PARAKEET_WORKSPACE'] ?? toolsRoot;

export const supabaseDirectory = join(workspaceRoot, 'supabase');
export const migrationsDirectory = join(supabaseDirectory, 'migrations');
export const seedFile = join(supabaseDirectory, 'seed.sql');

/** A path as a person in the checkout would write it. */
export function shortPath(path: string): string {
  return relative(workspaceRoot, path);
}

/** Reads `.env.local` of the checkout into the environment; what is set already stays. */
export function loadLocalEnvironment(): void {
  const file = join(workspaceRoot, '.env.local');
  if (existsSync(file)) process.loadEnvFile(file);
}
