import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and those above it, the nearest first. */
export function* upwards(from: string): Generator<string, void> {
  for (let folder = from; ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

/** The nearest of some files: in a folder or above it, up to the root of its repository. */
export function nearestFile(from: string, names: readonly string[]): string | undefined {
  for (const folder of upwards(realpathSync(from))) {
    const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found !== undefined || existsSync(join(folder, '.git'))) return found;
  }
  return undefined;
}
