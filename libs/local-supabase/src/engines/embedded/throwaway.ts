import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { postgresUser } from '../operating-system-user.ts';
import type { ThrowawayServer } from '../engine.ts';
import { findBinaries } from './binaries.ts';
import { copyCluster } from './cluster-template.ts';
import { launchThrowaway } from './launch-throwaway.ts';

/**
 * Starts a cluster for one run, in memory if it fits. A keeper process ends it and removes its
 * files when this process ends for any reason.
 */
export async function startThrowaway(report: (step: string) => void): Promise<ThrowawayServer> {
  const binaries = await findBinaries();
  const user = postgresUser();
  const parent = await roomyDirectory();
  report('starting a throwaway PostgreSQL');
  const { server, stop } = await launchThrowaway({
    binaries,
    user,
    parent,
    makeCluster: (data) => copyCluster(binaries, data, user, parent),
  });
  return { ...server, databaseName: (name) => name, stop };
}

/** The least room a run needs: a cluster, its clones and their log. */
const roomNeeded = 1024 ** 3;

/** The place with the most space for temporary files: memory if possible. */
export async function roomyDirectory(): Promise<string> {
  const memory = '/dev/shm';
  try {
    const { bavail, bsize } = await statfs(memory);
    if (bavail * bsize >= roomNeeded) return memory;
  } catch {
    // outside Linux the directory does not exist
  }
  return tmpdir();
}
