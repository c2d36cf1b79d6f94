import { execFile } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ToolError } from '@parakeet/command-kit';

/** A PostgREST that can be run. */
export interface PostgrestProgram {
  readonly path: string;
  /** As it says it, such as `PostgREST 14.17`. */
  readonly version: string;
}

/**
 * The PostgREST that serves the Data API in the place of ours: the one that the option or
 * `PARAKEET_POSTGREST` names, otherwise `postgrest` on the PATH. An empty name means none.
 *
 * @throws ToolError where the one that was named does not run
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
      // a directory may be entered by the same right
      if ((await stat(file)).isFile()) return file;
    } catch {
      // not there, or not for us to run
    }
  }
  return undefined;
}
