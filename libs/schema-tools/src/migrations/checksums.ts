import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { project, shortPath } from '../project/project.ts';

/** The checksums of the landed migrations, in the form of `sha256sum`. */
export const checksumsFile = () => join(project().supabase, 'migrations.sha256');

/** The line of a migration. */
export const checksumLine = (file: string, digest: string) => `${digest}  migrations/${file}\n`;

/**
 * File name to checksum, from the record.
 *
 * @throws ToolError with the first line of another form, such as a merge's `<<<<<<<`
 */
export async function readChecksums(): Promise<Map<string, string>> {
  if (!existsSync(checksumsFile())) return new Map();
  const lines = (await readFile(checksumsFile(), 'utf8')).split(/\r?\n/);
  return new Map(
    lines.flatMap((line, index): [string, string][] => {
      if (line === '') return [];
      const [, digest, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      if (digest !== undefined && path !== undefined) return [[basename(path), digest]];
      throw new ToolError(
        `${shortPath(checksumsFile())}:${index + 1} is no checksum and file: ${line}`,
        { next: 'Bring the file back as it was (git log shows it).' },
      );
    }),
  );
}
