import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { removeLeftovers } from './processes.ts';

/**
 * Makes a directory beside its place, and renames it in: two runs at once, or one that is killed,
 * leave a whole one or none.
 *
 * @param make makes it at the path that it is given, where nothing is yet
 * @param proof a path that exists once another run has made it
 */
export async function makeOnce(
  target: string,
  make: (beside: string) => Promise<void>,
  proof = target,
): Promise<void> {
  await removeLeftovers(dirname(target), `${basename(target)}.`);
  // a process number alone comes back, and with it what a killed run left
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
