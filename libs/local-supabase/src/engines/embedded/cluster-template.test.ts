import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postgresUser } from '../operating-system-user.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { copyCluster } from './cluster-template.ts';

const user = postgresUser();
/** Stands for the directory with installations; the template is beside them. */
let home: string;
let room: string;
let binaries: Binaries;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'parakeet-template-'));
  await chmod(home, 0o755);
  room = join(home, 'room');
  await mkdir(room);
  await chmod(room, 0o777);
  binaries = { ...(await findBinaries()), installation: join(home, 'installation') };
});
afterAll(() => rm(home, { recursive: true, force: true }));

const templates = async () => (await readdir(home)).filter((name) => name.startsWith('cluster-'));

/** Copies a cluster, and returns whether the copy is whole. */
async function copyIsWhole(name: string): Promise<boolean> {
  const data = join(room, name);
  await copyCluster(binaries, data, user, room);
  return existsSync(join(data, 'PG_VERSION'));
}

// there is no template on Windows
it.skipIf(process.platform === 'win32')(
  'a run that was killed while making the template does not harm later ones',
  async () => {
    expect(await copyIsWhole('first')).toBe(true);
    const [template = ''] = await templates();
    await rm(join(home, template), { recursive: true });
    // the system reuses process numbers, also the killed run's
    await mkdir(join(home, `${template}.${process.pid}`));
    // no process has this number
    const other = `${template}.${2 ** 22 + 1}`;
    await mkdir(join(home, other));
    expect(await copyIsWhole('second')).toBe(true);
    expect(existsSync(join(home, template, 'PG_VERSION'))).toBe(true);
    expect(await templates()).not.toContain(other);
  },
);
