import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ToolError } from '@parakeet/command-kit';

/** An executable PostgREST. */
export interface PostgrestProgram {
  readonly path: string;
  /** The version in its own words, such as `PostgREST 14.17`. */
  readonly version: string;
}

/**
 * The PostgREST that replaces our own Data API: the one in the option or in `PARAKEET_POSTGREST`,
 * otherwise `postgrest` on the PATH. An empty name means none.
 *
 * @throws ToolError if the named program does not run
 */
export async function choosePostgrest(
  option: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PostgrestProgram | undefined> {
  const named = option ?? environment['PARAKEET_POSTGREST'];
  if (named === '') return undefined;
  const path = named ?? (await onPath('postgrest', environment['PATH'] ?? ''));
  if (path === undefined) return undefined;
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
    return { path, version: stdout.trim().split('\n')[0] ?? '' };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError(`${path} is not a working PostgREST: ${words}`, {
      cause,
      next: 'Name another with PARAKEET_POSTGREST, or leave it empty: then our own Data API answers.',
    });
  }
}

async function onPath(name: string, path: string): Promise<string | undefined> {
  for (const directory of path.split(delimiter).filter(Boolean)) {
    const file = join(directory, name);
    try {
      await access(file, constants.X_OK);
      // a directory has the same permission bit
      if ((await stat(file)).isFile()) return file;
    } catch {
      // missing, or not executable for us
    }
  }
  return undefined;
}
