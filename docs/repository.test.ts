// What only GitHub reads, as far as it can be checked here.
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

it('a workflow uses each action at one commit, and says its version', async () => {
  const pins = new Map<string, string>();
  const wrong: string[] = [];
  for await (const file of glob('.github/workflows/*.yml', { cwd: root })) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, used = ''] of text.matchAll(/\buses: *(.+)/g)) {
      const [action, ...pin] = used.split('@');
      const first = pins.get(action ?? '') ?? pin.join('@');
      pins.set(action ?? '', first);
      if (!/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(first) || pin.join('@') !== first)
        wrong.push(`${file}: ${used}`);
    }
  }
  expect(pins.size).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

it('the dev container is pinned by digest, and has the Node of the workspace', async () => {
  const read = (file: string) => readFile(join(root, file), 'utf8');
  const { image } = JSON.parse(await read('.devcontainer/devcontainer.json')) as { image: string };
  const major = (await read('.nvmrc')).trim();
  expect(image).toMatch(new RegExp(String.raw`-${major}-\w+@sha256:[0-9a-f]{64}$`));
});

it('CODEOWNERS names folders that exist', async () => {
  const text = await readFile(join(root, '.github/CODEOWNERS'), 'utf8');
  const folders = [...text.matchAll(/^\/(\S+)/gm)].map(([, folder = '']) => folder);
  expect(folders.length).toBeGreaterThan(0);
  expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
});
