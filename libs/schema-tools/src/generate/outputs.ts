import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { project, shortPath } from '../project/project.ts';
import { isGenerated } from './writers/generated-file.ts';

/** The files that are out of date, by path in the project. */
export interface Differing {
  /** Different or missing. */
  readonly changed: readonly string[];
  /** Generated earlier, and obsolete now. */
  readonly removed: readonly string[];
}

/**
 * Refuses a folder of generated files with other files in it, because those would be removed or
 * overwritten.
 *
 * @throws ToolError with their names
 */
export async function refuseOwnFiles(): Promise<void> {
  const { root, types, errorsPage } = project();
  const own: string[] = [];
  for (const file of await filesIn(types)) {
    const path = join(root, file);
    // a full disk leaves empty files
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

/** Writes the files that differ, and removes obsolete ones. */
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

/** The files of a folder, by path in the project; empty if it does not exist. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => shortPath(join(entry.parentPath, entry.name)));
}
