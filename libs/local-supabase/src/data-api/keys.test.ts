import { createPrivateKey, createPublicKey } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeys, keysFile, readKeys } from './keys.ts';

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

it('are the same for two processes at the same moment', async () => {
  const asked = await Promise.all(Array.from({ length: 8 }, () => readKeys(workspace)));
  expect(new Set(asked.map(({ secretKey }) => secretKey)).size).toBe(1);
});

it('include a unique signing key on the curve P-256', async () => {
  const { signingKey } = await readKeys(workspace);
  const { d: _, ...point } = signingKey;
  // Node refuses a point that is not on the curve, and derives the point of a scalar
  createPublicKey({ key: point, format: 'jwk' });
  const fromScalar = createPublicKey(createPrivateKey({ key: { ...signingKey }, format: 'jwk' }));
  expect(fromScalar.export({ format: 'jwk' })).toMatchObject({ x: point.x, y: point.y });
  expect(createKeys().signingKey.kid).not.toBe(signingKey.kid);
});

it('from an older file get a signing key, the same for every process, and keep the rest', async () => {
  const { signingKey: _, ...older } = await readKeys(workspace);
  await writeFile(keysFile(workspace), JSON.stringify(older), { mode: 0o644 });
  const asked = await Promise.all(Array.from({ length: 8 }, () => readKeys(workspace)));
  expect(asked[0]).toMatchObject(older);
  expect(new Set(asked.map(({ signingKey }) => signingKey.d)).size).toBe(1);
  expect(JSON.parse(await readFile(keysFile(workspace), 'utf8'))).toEqual(asked[0]);
  expect(await modeOf(keysFile(workspace))).toBe(0o600);
  expect(await readdir(dirname(keysFile(workspace)))).toEqual(['api-keys.json']);
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
