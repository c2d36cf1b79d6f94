import { createHash } from 'node:crypto';

/** The characters allowed in file names, for file systems that ignore case too. */
const longestName = 180;

/** The file of the page of a table or a function. */
export function pageOf(kind: 'table' | 'function', schema: string, name: string): string {
  return fileOf([kind, encoded(schema), encoded(name)]);
}

/** The page of a Markdown file, by its path. A README stands for its folder. */
export function documentPage(path: string): string {
  const parts = path.replace(/\.md$/, '').split('/');
  const names = parts.map((one) => (one === 'README' ? '~readme' : encoded(one)));
  return fileOf(['document', ...names]);
}

function fileOf(parts: readonly string[]): string {
  const plain = parts.join('.');
  if (plain.length <= longestName) return `${plain}.html`;
  const digest = createHash('sha256').update(plain).digest('hex').slice(0, 16);
  return `${plain.slice(0, 100)}~${digest}.html`;
}

/** The `id` of an element on a page. */
export function anchorOf(kind: string, name: string): string {
  return `${kind}-${encoded(name)}`;
}

/** A name in small letters, digits, `_` and `-`. Other characters become their numbers. */
function encoded(name: string): string {
  return name.replaceAll(/[^a-z0-9_-]/gu, (one) => `~${(one.codePointAt(0) ?? 0).toString(16)}.`);
}
