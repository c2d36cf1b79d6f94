import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace.ts';

/**
 * What git says of the workspace.
 *
 * @throws if git ends with another exit code than 0, or is not installed
 */
export async function git(parameters: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', [...parameters], {
    cwd: workspaceRoot,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
