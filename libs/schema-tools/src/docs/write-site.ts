import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { generator } from './layout.ts';

/** The optional pages of a site. */
const ofSchema = /^(?:table|function|document)\..*\.html$/;

/**
 * Refuses to write into a folder with other content.
 *
 * @throws ToolError if the folder has files and is not a site of this command
 */
export async function refuseOtherFolder(folder: string): Promise<void> {
  const index = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '');
  if (index.includes(generator) || (await namesIn(folder)).length === 0) return;
  throw new ToolError(`${folder} has files that this command did not write`, {
    next: 'Give another folder: --out=<folder>. It is created if it does not exist.',
  });
}

/** Writes a site. Removes pages of an earlier site that this one lacks. */
export async function writeSite(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await refuseOtherFolder(folder);
  await mkdir(folder, { recursive: true });
  // this page first: it identifies the folder for the next run if this one is stopped
  const inOrder = [...files].toSorted(([one]) => (one === 'index.html' ? -1 : 0));
  for (const [name, text] of inOrder) await writeFile(join(folder, name), text);
  const old = (await namesIn(folder)).filter((name) => ofSchema.test(name) && !files.has(name));
  for (const name of old) await rm(join(folder, name));
}

/** The content of a folder; empty if it does not exist. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new ToolError(`${folder} cannot be read as a folder: ${String(cause)}`, { cause });
  }
}
