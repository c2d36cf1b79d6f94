import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { withTemporaryFolder } from './temporary-folder.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'temporary folders '));
  vi.stubEnv('TMPDIR', parent);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(parent, { recursive: true });
});

it('is removed even if the work in it fails', async () => {
  let made = '';
  const failing = withTemporaryFolder('try', async (folder) => {
    made = folder;
    await mkdir(join(folder, 'inside'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(made).toContain(join(parent, `parakeet-try-${process.pid}-`));
  expect(existsSync(made)).toBe(false);
});

it('from a killed process is removed by the next one; others stay', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const left = join(parent, `parakeet-try-${pid}-x`);
  const others = [`parakeet-try-${process.ppid}-x`, `parakeet-other-${pid}-x`].map((name) =>
    join(parent, name),
  );
  for (const folder of [left, ...others]) await mkdir(folder);
  await withTemporaryFolder('try', async () => expect(existsSync(left)).toBe(false));
  expect(others.filter((folder) => !existsSync(folder))).toEqual([]);
});
