import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that these tools are part of. */
export const toolsRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/**
 * The checkout that they work on: their own, from whichever directory they are called.
 * `PARAKEET_WORKSPACE` names another one, for tests of the tools.
 */
export const workspaceRoot = process.env['PARAKEET_WORKSPACE'] ?? toolsRoot;

/** Reads `.env.local` of the checkout into the environment; what is set already stays. */
export function loadLocalEnvironment(): void {
  const file = join(workspaceRoot, '.env.local');
  if (existsSync(file)) process.loadEnvFile(file);
}
