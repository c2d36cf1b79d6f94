import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { postgresUser } from '../operating-system-user.ts';
import { findBinaries } from './binaries.ts';
import { isInstalledIn } from './installation.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet-home-'));
  await chmod(directory, 0o755);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

// on Windows only npm's own files exist
it.skipIf(process.platform === 'win32')(
  'Postgres reports the same path of its installation as we do, even if the home is a link',
  async () => {
    const user = postgresUser();
    await mkdir(join(directory, 'real'));
    await symlink(join(directory, 'real'), join(directory, 'link'));
    vi.stubEnv('HOME', join(directory, 'link'));
    // root's installation is not in its home directory
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const { initdb, installation } = await findBinaries();
    expect(installation).toContain('/.cache/parakeet/');
    const { stderr } = await promisify(execFile)(initdb, ['--show', '-D', '/no/such/directory'], {
      ...user,
      cwd: '/',
    });
    const share = /^share_path=(.*)$/m.exec(stderr)?.[1] ?? '';
    expect(share).not.toBe('');
    expect(isInstalledIn(share, installation), `${share}, ${installation}`).toBe(true);
  },
);
