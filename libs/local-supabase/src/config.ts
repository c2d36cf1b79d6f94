import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { ToolError } from '@parakeet/command-kit';

/** Where a checkout keeps the Supabase CLI's settings. */
function configFile(workspace: string): string {
  return join(workspace, 'supabase', 'config.toml');
}

/**
 * The unchecked content of a checkout's supabase/config.toml; an empty object without the file.
 *
 * @throws ToolError if the file is unreadable or not TOML
 */
export async function readConfig(workspace: string): Promise<unknown> {
  const file = configFile(workspace);
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return {};
    const wrong = code === undefined ? 'is not TOML' : 'cannot be read';
    throw new ToolError(`${file} ${wrong}: ${words.trim()}`, { cause });
  }
}

/** A value by the names of its tables and its key; undefined if the file lacks it. */
export function configValue(config: unknown, ...path: readonly string[]): unknown {
  let value = config;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(name);
  }
  return value;
}

/** The error for a value that the Supabase CLI refuses. */
export function wrongValue(
  workspace: string,
  path: readonly string[],
  wanted: string,
  value: unknown,
): ToolError {
  return new ToolError(
    `${configFile(workspace)}: ${path.join('.')} is ${JSON.stringify(value)}, and should be ${wanted}.`,
  );
}
