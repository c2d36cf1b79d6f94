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

/** The role that migrates in our own clusters. */
const owner = 'postgres';

/**
 * Makes a cluster's data directory as a copy of a template with the base, because initdb and the
 * base take longer than a copy. The template is made once for this machine, and is stored beside
 * the installation. Its name depends on the installation, the base and its owner.
 *
 * @param room a directory with enough space for the server that makes the template
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

/** Makes the template that others copy. */
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
      // every later run needs it, also after a power cut
      await run(binaries.initdb, ['--sync-only', `--pgdata=${beside}`], user);
    });
  } finally {
    await stop();
  }
}
