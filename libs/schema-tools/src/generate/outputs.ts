import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';

/** Where the generated TypeScript lives; nothing else does. */
const generatedDirectory = 'libs/db-types/src/generated';

/** The files, by path in the checkout, that are not as they should be: other, missing or too many. */
export async function compareOutputs(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const differing = await leftOver(texts);
  for (const [file, text] of texts) {
    const found = await readFile(join(workspaceRoot, file), 'utf8').catch(() => undefined);
    if (found !== text) differing.push(file);
  }
  return differing.toSorted();
}

/** Writes the files, those that are not so already, and removes generated ones that are no longer due. */
export async function writeOutputs(texts: ReadonlyMap<string, string>): Promise<void> {
  for (const file of await leftOver(texts)) await rm(join(workspaceRoot, file));
  for (const file of await compareOutputs(texts)) {
    const path = join(workspaceRoot, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, texts.get(file) ?? '');
  }
}

async function leftOver(texts: ReadonlyMap<string, string>): Promise<string[]> {
  const directory = join(workspaceRoot, generatedDirectory);
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(workspaceRoot, join(entry.parentPath, entry.name)))
    .filter((file) => !texts.has(file));
}
