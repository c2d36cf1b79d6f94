import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { supabaseDirectory } from '../workspace.ts';
import type { MigrationFile } from './migration-files.ts';

/** The checksums of the migrations that have landed, in the form of `sha256sum`. */
export const checksumsFile = join(supabaseDirectory, 'migrations.sha256');

/** File name to checksum, as recorded. */
export async function readChecksums(): Promise<Map<string, string>> {
  if (!existsSync(checksumsFile)) return new Map();
  const lines = (await readFile(checksumsFile, 'utf8')).split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [digest = '', path = ''] = line.split(/\s+/);
      return [basename(path), digest];
    }),
  );
}

/**
 * The record with a line for each migration that has none yet, and the names of those
 * whose recorded checksum no longer fits: a line is never changed.
 */
export async function recordChecksums(
  migrations: readonly MigrationFile[],
): Promise<{ text: string; edited: string[] }> {
  const recorded = await readChecksums();
  const edited: string[] = [];
  const lines = migrations.map(({ path, text }) => {
    const name = basename(path);
    const digest = createHash('sha256').update(text).digest('hex');
    const before = recorded.get(name);
    if (before !== undefined && before !== digest) edited.push(name);
    return `${before ?? digest}  migrations/${name}\n`;
  });
  return { text: lines.join(''), edited };
}
