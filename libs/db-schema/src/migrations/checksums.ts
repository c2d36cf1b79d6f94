import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { shortPath, supabaseDirectory } from '../workspace.ts';
import { ToolError } from '@parakeet/local-supabase';
import type { MigrationFile } from './migration-files.ts';

/** The checksums of the migrations that have landed, in the form of `sha256sum`. */
export const checksumsFile = join(supabaseDirectory, 'migrations.sha256');

/**
 * File name to checksum, as recorded.
 *
 * @throws ToolError naming the first line that is none of `sha256sum`, such as a merge's `<<<<<<<`
 */
export async function readChecksums(): Promise<Map<string, string>> {
  if (!existsSync(checksumsFile)) return new Map();
  const lines = (await readFile(checksumsFile, 'utf8')).split(/\r?\n/);
  return new Map(
    lines.flatMap((line, index): [string, string][] => {
      if (line === '') return [];
      const [, digest, path] = /^([0-9a-f]{64}) [ *](\S+)$/.exec(line) ?? [];
      if (digest !== undefined && path !== undefined) return [[basename(path), digest]];
      throw new ToolError(
        `${shortPath(checksumsFile)}:${index + 1} is no checksum and file: ${line}`,
        { next: 'Bring the file back as it was (git log shows it).' },
      );
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
  const lines: string[] = [];
  for (const { path } of migrations) {
    const name = basename(path);
    // of the bytes, as `sha256sum` has it: the text has no byte order mark
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const before = recorded.get(name);
    if (before !== undefined && before !== digest) edited.push(name);
    lines.push(`${before ?? digest}  migrations/${name}\n`);
  }
  return { text: lines.join(''), edited };
}
