import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { removeLeftovers } from './processes.ts';

/**
 * Makes a directory under another name, and renames it. So two runs at once, or a killed one, leave
 * a complete directory or none.
 *
 * @param make creates it at the given path, which does not exist yet
 * @param proof a path that exists once another run has made it
 */
export async function makeOnce(
  target: string,
  make: (beside: string) => Promise<void>,
  proof = target,
): Promise<void> {
  await removeLeftovers(dirname(target), `${basename(target)}.`);
  // the system reuses process numbers, so the number alone could match the files of a killed run
  const beside = `${target}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await make(beside);
    await rename(beside, target);
  } catch (error) {
    // another run was faster
    if (!existsSync(proof)) throw error;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
