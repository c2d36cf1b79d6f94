import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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

/** The file of the build whose name begins so. */
async function textOf(name: string): Promise<string> {
  const file = (await readdir(join(built, 'assets'))).find((one) => one.startsWith(name));
  return readFile(join(built, 'assets', file ?? name), 'utf8');
}

describe('the built app', () => {
  it.each(whos)('loads less than 150 kB before its first screen, if %s', async (who) => {
    const total = weightOf(await firstLoad(built, who));
    expect(total).toBeLessThan(firstLoadLimit);
    // React is in it, and supabase-js or Zod: a build without them would say nothing
    expect(total).toBeGreaterThan(100_000);
  });

  it('waits for neither Zod nor supabase-js, if a lifter is signed in', async () => {
    const later = [await textOf('more-'), await textOf('supabase-')];
    expect(later.map((text) => /ZodError|GoTrueClient/.exec(text)?.[0])).toEqual([
      'ZodError',
      'GoTrueClient',
    ]);
    const first = (await firstLoad(built, 'a lifter is signed in')).map(({ file }) => file);
    expect(first.filter((file) => /more-|supabase-/.test(file))).toEqual([]);
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
