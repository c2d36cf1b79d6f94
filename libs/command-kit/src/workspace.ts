import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { upwards } from './upwards.ts';

/** The checkout with these tools. */
export const toolsRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The possible names of a project's config. */
export const configNames = ['ts', 'mts', 'js', 'mjs'].map(
  (ending) => `schema-tools.config.${ending}`,
);

/**
 * The folder of the project that the tools work on. From the working directory upwards it is the
 * nearest folder with a config, or else with a supabase folder; without any, it is the working
 * directory. `PARAKEET_WORKSPACE` overrides it, for tests of the tools.
 */
export const workspaceRoot = process.env['PARAKEET_WORKSPACE'] ?? findWorkspace(process.cwd());

/** The folder of the project around a folder: see `workspaceRoot`. */
export function findWorkspace(from: string): string {
  const folders = [...upwards(from)];
  const has = (names: readonly string[]) =>
    folders.find((folder) => names.some((name) => existsSync(join(folder, name))));
  return has(configNames) ?? has([join('supabase', 'config.toml')]) ?? from;
}

/** Reads `.env.local` of the checkout into the environment. Variables that are already set stay. */
export function loadLocalEnvironment(): void {
  const file = join(workspaceRoot, '.env.local');
  if (existsSync(file)) process.loadEnvFile(file);
}
