import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findWorkspace } from './workspace.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'command-kit workspace '));
});
afterAll(() => rm(parent, { recursive: true }));

it.each([
  [
    'the nearest config, whatever its ending',
    ['schema-tools.config.ts', 'shop/schema-tools.config.mjs', 'shop/src/index.ts'],
    'shop',
  ],
  [
    'a config above a supabase folder, which it may name',
    ['schema-tools.config.js', 'shop/supabase/config.toml', 'shop/src/index.ts'],
    '',
  ],
  [
    'the nearest supabase folder, without a config',
    ['supabase/config.toml', 'shop/supabase/config.toml', 'shop/src/index.ts'],
    'shop',
  ],
  ['the folder itself, without either', ['shop/src/index.ts'], 'shop/src'],
])('the project is that of %s', async (_, files, expected) => {
  const root = await mkdtemp(join(parent, 'root-'));
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), '');
  }
  expect(findWorkspace(join(root, 'shop/src'))).toBe(join(root, expected));
});
