import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keysFile, readKeys } from './keys.ts';

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'parakeet-keys-'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

it('are made once, for their owner alone', async () => {
  const keys = await readKeys(workspace);
  expect(keys.publishableKey).toMatch(/^sb_publishable_[\w-]{32}$/);
  expect(keys.secretKey).toMatch(/^sb_secret_[\w-]{32}$/);
  expect(keys.jwtSecret).toMatch(/^[\w-]{64}$/);
  expect(await modeOf(keysFile(workspace))).toBe(0o600);
  expect(await readKeys(workspace)).toEqual(keys);
  await chmod(keysFile(workspace), 0o644);
  await readKeys(workspace);
  expect(await modeOf(keysFile(workspace))).toBe(0o600);
});

it('are the same for two that ask at the same moment', async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, () => readKeys(workspace)));
  expect(new Set(asked.map(({ secretKey }) => secretKey)).size).toBe(1);
});

it.each(['', '{}', '{"publishableKey":"x","secretKey":"y","jwtSecret":"z"}', 'null'])(
  'a file that holds %j is named, and left as it is',
  async (text) => {
    await readKeys(workspace);
    await writeFile(keysFile(workspace), text);
    await expect(readKeys(workspace)).rejects.toMatchObject({
      message: `${keysFile(workspace)} does not hold the keys of the Data API.`,
      next: expect.stringContaining('Delete it'),
    });
    expect(await readFile(keysFile(workspace), 'utf8')).toBe(text);
  },
);
