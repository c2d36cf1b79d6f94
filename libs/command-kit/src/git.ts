import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace.ts';

/**
 * Runs git in the workspace, and returns its output.
 *
 * @throws if git is not installed, or its exit code is not 0
 */
export async function git(parameters: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', [...parameters], {
    cwd: workspaceRoot,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
