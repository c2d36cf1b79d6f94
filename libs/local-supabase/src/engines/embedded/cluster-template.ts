import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { baseStamp } from '../../base/base.ts';
import type { OperatingSystemUser } from '../operating-system-user.ts';
import type { Binaries } from './binaries.ts';
import { createCluster, run } from './cluster.ts';
import { markUsed } from './installation.ts';
import { launchThrowaway } from './launch-throwaway.ts';
import { makeOnce } from './make-once.ts';

/** The role that migrates in a cluster of ours. */
const owner = 'postgres';

/**
 * Makes a cluster's data directory as a copy of one that was made once for this machine, with the
 * base in it: initdb and the base take longer than a copy. It is kept beside the installation,
 * and is known by what it is made from: the installation, the base, and the user that it belongs
 * to.
 *
 * @param room where there is room for the server that makes the first one
 */
export async function copyCluster(
  binaries: Binaries,
  data: string,
  user: OperatingSystemUser | undefined,
  room: string,
): Promise<void> {
  // there is no `cp` on Windows
  if (process.platform === 'win32') return createCluster(binaries, data, user);
  const home = dirname(binaries.installation);
  const key = createHash('sha256').update(binaries.installation).update(baseStamp(owner));
  const name = `cluster-${user?.uid ?? process.getuid?.() ?? ''}-${key.digest('hex').slice(0, 12)}`;
  const template = join(home, name);
  if (!existsSync(template)) await makeTemplate(binaries, template, user, room);
  await markUsed(template);
  await run('cp', ['-R', template, data], user);
}

/** Makes the cluster that others are copied from. */
async function makeTemplate(
  binaries: Binaries,
  template: string,
  user: OperatingSystemUser | undefined,
  room: string,
): Promise<void> {
  const { data, shutDown, stop } = await launchThrowaway({
    binaries,
    user,
    parent: room,
    makeCluster: (directory) => createCluster(binaries, directory, user),
  });
  try {
    await shutDown();
    await makeOnce(template, async (beside) => {
      // as ourselves: another user may not write there
      await run('cp', ['-Rp', data, beside], undefined);
      // every later run relies on it, also after a power cut
      await run(binaries.initdb, ['--sync-only', `--pgdata=${beside}`], user);
    });
  } finally {
    await stop();
  }
}
