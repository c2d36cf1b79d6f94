import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { project } from '../project/project.ts';

/** The files, by path in the project, that are not as they should be: other, missing or too many. */
export async function compareOutputs(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const differing = await leftOver(texts);
  for (const [file, text] of texts) {
    const found = await readFile(join(project().root, file), 'utf8').catch(() => undefined);
    if (found !== text) differing.push(file);
  }
  return differing.toSorted();
}

/** Writes the files, those that are not so already, and removes generated ones that are no longer due. */
export async function writeOutputs(texts: ReadonlyMap<string, string>): Promise<void> {
  for (const file of await leftOver(texts)) await rm(join(project().root, file));
  for (const file of await compareOutputs(texts)) {
    const path = join(project().root, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, texts.get(file) ?? '');
  }
}

async function leftOver(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const { root, types } = project();
  // nothing else is in the folder of generated files
  const entries = await readdir(types, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !texts.has(file));
}
