import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { ToolError } from '@parakeet/command-kit';

/** Where the Supabase CLI's settings of a checkout are. */
function configFile(workspace: string): string {
  return join(workspace, 'supabase', 'config.toml');
}

/**
 * What supabase/config.toml of a checkout says, unchecked; an empty object if there is no file.
 *
 * @throws ToolError if it cannot be read or is not TOML
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

/** A value by the names of its tables and its own; undefined where the file does not have it. */
export function configValue(config: unknown, ...path: readonly string[]): unknown {
  let value = config;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(name);
  }
  return value;
}

/** The error for a value that the Supabase CLI would not take. */
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
