import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lintSections } from './explain.ts';
import { rules } from './rules/index.ts';

const page = join(import.meta.dirname, '../../../../docs/lint.md');
const mark = '<!-- The rest is written by libs/schema-tools/src/lint/page.test.ts. -->\n';

it('every rule has a file of its name', async () => {
  const files = (await readdir(join(import.meta.dirname, 'rules')))
    .filter((name) => name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''));
  expect([...rules.keys()].toSorted()).toEqual(files.toSorted());
});

it('the page of the rules is in step; vitest -u writes it', async () => {
  const [head = ''] = (await readFile(page, 'utf8')).split(mark);
  await expect(`${head}${mark}\n${lintSections(rules.values())}`).toMatchFileSnapshot(page);
});
