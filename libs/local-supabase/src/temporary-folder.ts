import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers } from './engines/embedded/processes.ts';

/**
 * Makes a temporary folder that only the user can read, and always removes it. Folders of killed
 * processes are removed by the next call with the same name.
 *
 * @param name its purpose: `push`
 */
export async function withTemporaryFolder<Result>(
  name: string,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const prefix = `parakeet-${name}-`;
  await removeLeftovers(tmpdir(), prefix);
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
