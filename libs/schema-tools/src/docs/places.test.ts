import { expect, it } from 'vitest';
import { documentPage, pageOf } from './places.ts';

it('two names never share a file, even if the file system ignores case', () => {
  const names = ['orders', 'Orders', 'ORDERS', 'or ders', 'or/ders', 'or~20.ders', 'örders', '🦜'];
  const long = ['a', 'b'].map((last) => 'Ä'.repeat(30) + last);
  const files = [...names, ...long].flatMap((name) => [
    pageOf('table', long[0] ?? '', name),
    documentPage(`docs/${name}/${name}.md`),
  ]);
  expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(files.length);
  for (const file of files) expect(file).toMatch(/^[\w.~-]{1,200}\.html$/);
});

it('a dot parts a schema from a name, and is written by its number within one', () => {
  expect(pageOf('table', 'a.b', 'c')).not.toBe(pageOf('table', 'a', 'b.c'));
});
