import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { project, shortPath } from '../project/project.ts';
import { isGenerated } from './writers/generated-file.ts';

/** The files, by path in the project, that are not as they should be. */
export interface Differing {
  /** Other than they should be, or missing. */
  readonly changed: readonly string[];
  /** Generated once, and no longer due. */
  readonly removed: readonly string[];
}

/**
 * Refuses a folder of generated files that has others in it: they would be removed, or overwritten.
 *
 * @throws ToolError naming them
 */
export async function refuseOwnFiles(): Promise<void> {
  const { root, types, errorsPage } = project();
  const own: string[] = [];
  for (const file of await filesIn(types)) {
    const path = join(root, file);
    // an empty one is what a full disk leaves
    const text = path === errorsPage ? '' : await readFile(path, 'utf8');
    if (text !== '' && !isGenerated(text)) own.push(relative(types, path));
  }
  if (own.length === 0) return;
  throw new ToolError(
    `${shortPath(types)} has files that are not generated: ${own.toSorted().join(', ')}`,
    { next: 'Move them, or name another folder as `types` in the config. Nothing was written.' },
  );
}

/** Compares the existing files with the expected ones. */
export async function compareOutputs(texts: ReadonlyMap<string, string>): Promise<Differing> {
  const { root, types } = project();
  const changed: string[] = [];
  for (const [file, text] of texts) {
    const found = await readFile(join(root, file), 'utf8').catch(() => undefined);
    if (found !== text) changed.push(file);
  }
  const removed = (await filesIn(types)).filter((file) => !texts.has(file));
  return { changed: changed.toSorted(), removed: removed.toSorted() };
}

/** Writes the files that differ, and removes those that are no longer due. */
export async function writeOutputs(
  texts: ReadonlyMap<string, string>,
  { changed, removed }: Differing,
): Promise<void> {
  const { root } = project();
  for (const file of removed) await rm(join(root, file));
  for (const file of changed) {
    const path = join(root, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, texts.get(file) ?? '');
  }
}

/** The files of a folder, by path in the project; none if it is not there. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => shortPath(join(entry.parentPath, entry.name)));
}
