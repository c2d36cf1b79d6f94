import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mistakes } from './mistakes.ts';

/** The titles of the top-level `describe`s in this folder's tests. None is skipped. */
async function titles(): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.test.ts'));
  const texts = await Promise.all(
    files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')),
  );
  return texts.flatMap((text) =>
    [...text.matchAll(/^describe\(\s*'([^']+)'/gm)].map(([, title = '']) => title),
  );
}

it('every mistake has a test whose title names it, and no other is named', async () => {
  expect((await titles()).toSorted()).toEqual([...mistakes].toSorted());
});
