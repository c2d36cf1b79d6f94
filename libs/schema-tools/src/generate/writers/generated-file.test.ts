import { expect, it } from 'vitest';
import { GeneratedFile } from './generated-file.ts';

it('has its imports once and in order, before what was printed', () => {
  const file = new GeneratedFile('rows/sessions.ts');
  file.print('');
  file.print(`const a = ${file.import('text', 'texts.ts')};`);
  file.print(`const b = ${file.import('text', 'texts.ts')};`);
  file.print(`const c = ${file.import('limitedText', 'texts.ts')};`);
  file.print(`const d = ${file.import('other', 'rows/other.ts')};`);
  file.print(`type E = ${file.importType('Tables', 'database.ts')};`);
  file.print(`const f = ${file.importAll('z', 'zod')}.string();`);
  expect(file.text()).toBe(`// Generated from the database by schema-tools. Do not edit.
import * as z from 'zod';
import type { Tables } from '../database.ts';
import { limitedText, text } from '../texts.ts';
import { other } from './other.ts';

const a = text;
const b = text;
const c = limitedText;
const d = other;
type E = Tables;
const f = z.string();
`);
});

it('gives a name another form if two files export it', () => {
  const file = new GeneratedFile('database.ts');
  expect(file.import('Steps', '../json/steps.ts')).toBe('Steps');
  expect(file.import('Steps', '../json/warmup.ts')).toBe('Steps2');
  expect(file.import('Steps', '../json/warmup.ts')).toBe('Steps2');
  expect(file.text()).toContain("import { Steps } from '../json/steps.ts';\n");
  expect(file.text()).toContain("import { Steps as Steps2 } from '../json/warmup.ts';\n");
});

it.each([
  ['.ts', ['a.ts', 'b.mts', 'c.cts', 'd.js', 'e.mjs', 'f.cjs']],
  ['.js', ['a.js', 'b.mjs', 'c.cjs', 'd.js', 'e.mjs', 'f.cjs']],
  // only .ts and .js may be left out
  ['', ['a', 'b.mjs', 'c.cjs', 'd.js', 'e.mjs', 'f.cjs']],
])('imports files of each kind, where files end in "%s"', (ending, expected) => {
  const file = new GeneratedFile('database.ts');
  for (const from of ['a.ts', 'b.mts', 'c.cts', 'd.js', 'e.mjs', 'f.cjs']) {
    file.import(from.charAt(0), `../contracts/${from}`);
  }
  const found = file.text(ending).matchAll(/^import \{ \w \} from '\.\.\/contracts\/(.*)';$/gm);
  expect(Array.from(found, ([, name]) => name)).toEqual(expected);
});
