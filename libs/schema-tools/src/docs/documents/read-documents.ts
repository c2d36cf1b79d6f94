import { glob, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { parseDocument, type Parsed } from './parse.ts';

/** A Markdown file that becomes a page of the site. */
export interface MarkdownDocument extends Parsed {
  /** Relative to the folder of the config, with `/`. */
  readonly path: string;
  readonly chapter: string;
  readonly text: string;
}

/**
 * Reads the Markdown files that the config names, chapter by chapter. A folder means all its
 * Markdown files, its README first.
 *
 * @param chapters paths relative to the root, by the title of their chapter
 * @throws ToolError for a missing path, and for a folder without Markdown
 */
export async function readDocuments(
  root: string,
  chapters: Readonly<Record<string, readonly string[]>>,
): Promise<MarkdownDocument[]> {
  const documents = new Map<string, MarkdownDocument>();
  for (const [chapter, given] of Object.entries(chapters)) {
    for (const one of given) {
      for (const path of await filesOf(root, one)) {
        if (documents.has(path)) continue;
        const text = (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
        documents.set(path, { path, chapter, text, ...parseDocument(text, basename(path, '.md')) });
      }
    }
  }
  return [...documents.values()];
}

async function filesOf(root: string, given: string): Promise<string[]> {
  const path = given.replace(/^\.\//, '').replace(/\/$/, '');
  const next = 'Mend `docs` of the config: it names Markdown files, and folders of them.';
  const found = await stat(resolve(root, path)).catch(() => undefined);
  if (!found) throw new ToolError(`${given} is not there.`, { next });
  if (found.isFile()) return [path];
  const names: string[] = [];
  for await (const name of glob('**/*.md', {
    cwd: resolve(root, path),
    exclude: ['**/node_modules/**'],
  })) {
    names.push(name.replaceAll('\\', '/'));
  }
  if (names.length === 0) throw new ToolError(`${given} has no Markdown file.`, { next });
  const order = (name: string) => name.replace(/README\.md$/i, '');
  return names
    .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
    .map((name) => `${path}/${name}`);
}
