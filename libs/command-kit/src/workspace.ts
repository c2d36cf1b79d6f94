import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { upwards } from './upwards.ts';

/** The checkout that these tools are part of. */
export const toolsRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The names that the config of a project may have. */
export const configNames = ['ts', 'mts', 'js', 'mjs'].map(
  (ending) => `schema-tools.config.${ending}`,
);

/**
 * The folder of the project that the tools work on: the nearest one, from the working directory
 * upwards, with a config, or else with a supabase folder; the working directory if there is none.
 * `PARAKEET_WORKSPACE` names another one, for tests of the tools.
 */
export const workspaceRoot = process.env['PARAKEET_WORKSPACE'] ?? findWorkspace(process.cwd());

/** The folder of the project that a folder is in: see `workspaceRoot`. */
export function findWorkspace(from: string): string {
  const folders = [...upwards(from)];
  const has = (names: readonly string[]) =>
    folders.find((folder) => names.some((name) => existsSync(join(folder, name))));
  return has(configNames) ?? has([join('supabase', 'config.toml')]) ?? from;
}

/** Reads `.env.local` of the checkout into the environment; what is set already stays. */
export function loadLocalEnvironment(): void {
  const file = join(workspaceRoot, '.env.local');
  if (existsSync(file)) process.loadEnvFile(file);
}
