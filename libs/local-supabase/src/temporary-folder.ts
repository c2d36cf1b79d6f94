import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftovers } from './engines/embedded/processes.ts';

/**
 * Makes a temporary folder, which only the user can read, and removes it whatever happens. Those
 * that killed processes left are removed by the next one of the same name.
 *
 * @param name what it is for: `push`
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
