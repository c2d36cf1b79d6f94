import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  appDirectory,
  firstLoad,
  firstLoadLimit,
  lazyChunks,
  weightOf,
  whos,
} from './first-load.ts';

let built: string;
beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'parakeet-app-'));
  const vite = ['../../node_modules/vite/bin/vite.js', 'build', '--emptyOutDir', '--outDir', built];
  await promisify(execFile)(process.execPath, vite, {
    cwd: appDirectory,
    // that of the test would build React as developers have it
    env: { ...process.env, NODE_ENV: 'production' },
  });
}, 120_000);
afterAll(() => rm(built, { recursive: true, force: true }));

describe('the built app', () => {
  it.each(whos)('loads less than 150 kB before its first screen, if %s', async (who) => {
    const total = weightOf(await firstLoad(built, who));
    expect(total).toBeLessThan(firstLoadLimit);
    // React is in it, and supabase-js or Zod: a build without them would say nothing
    expect(total).toBeGreaterThan(100_000);
  });

  it('ships the licences of the packages in it', async () => {
    const licences = await readFile(join(built, 'licences.md'), 'utf8');
    for (const name of ['react', 'zod', '@supabase/supabase-js']) expect(licences).toContain(name);
    expect(licences).toContain('Permission is hereby granted');
  });

  it('loads the chart when it is needed', async () => {
    const lazy = (await lazyChunks(built)).map(({ file }) => file);
    expect(lazy.filter((file) => file.includes('progress-'))).toHaveLength(1);
  });
});
