import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these tools are part of. */
export const toolsRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The names that the config of a project may have. */
export const configNames = ['ts', 'mts', 'js', 'mjs'].map(
  (ending) => `schema-tools.config.${ending}`,
);

/** What a project's folder is known by, the surest first. */
const marks = [...configNames, join('supabase', 'config.toml')];

/**
 * The folder of the project that the tools work on: the nearest one, from the working directory
 * upwards, with a config, or else with a supabase folder; the working directory if there is none.
 * `PARAKEET_WORKSPACE` names another one, for tests of the tools.
 */
export const workspaceRoot = process.env['PARAKEET_WORKSPACE'] ?? findWorkspace(process.cwd());

function findWorkspace(from: string): string {
  for (const mark of marks) {
    for (let folder = from; ; folder = dirname(folder)) {
      if (existsSync(join(folder, mark))) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return from;
}

/** Reads `.env.local` of the checkout into the environment; what is set already stays. */
export function loadLocalEnvironment(): void {
  const file = join(workspaceRoot, '.env.local');
  if (existsSync(file)) process.loadEnvFile(file);
}
