import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a process runs. One that has ended and that nobody has asked how does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !(await isZombie(pid));
}

/**
 * Whether a process has ended and nobody has asked how: in a container without an init
 * process a killed server stays one for ever.
 */
export async function isZombie(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return /^\d+ \(.*\) Z /s.test(stat);
}

/**
 * Removes what runs that were killed left in a directory: entries named with a prefix and
 * the number of a process that is no more.
 */
export async function removeLeftovers(directory: string, prefix: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!pid || (await isAlive(pid))) continue;
    // somebody else's stays: theirs to remove
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
