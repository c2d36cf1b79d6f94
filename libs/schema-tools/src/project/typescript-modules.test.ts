import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { compiler, compilerOptionsOf } from './typescript-modules.ts';

it('the options of a folder are read once, without a look at the files of the project', async () => {
  const root = await mkdtemp(join(tmpdir(), 'schema-tools tsconfig '));
  const { sys } = compiler();
  const [walk, read] = [vi.spyOn(sys, 'readDirectory'), vi.spyOn(sys, 'readFile')];
  try {
    await mkdir(join(root, 'src/contracts'), { recursive: true });
    await writeFile(join(root, 'base.json'), '{ "compilerOptions": { "strict": true } }');
    await writeFile(
      join(root, 'tsconfig.json'),
      '{ "extends": "./base.json", "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    );
    for (const folder of ['src/contracts', 'src', '.']) {
      const options = compilerOptionsOf(join(root, folder));
      expect(options).toMatchObject({ strict: true, paths: { '@/*': ['./src/*'] } });
    }
    expect(walk).not.toHaveBeenCalled();
    expect(read).toHaveBeenCalledTimes(2);
  } finally {
    vi.restoreAllMocks();
    await rm(root, { recursive: true });
  }
});
