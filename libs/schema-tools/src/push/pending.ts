import { commandLine } from '@parakeet/command-kit';
import { basename } from 'node:path';
import type { AppliedMigration } from '../local/describe.ts';
import { firstDifference } from '../migrations/first-difference.ts';
import type { MigrationFile } from '../migrations/migration-files.ts';

/** The pending files according to the history, and reasons against a push. */
export interface Pending {
  /** Files that are not applied yet, in order. */
  readonly pending: readonly MigrationFile[];
  /** The reasons against applying anything, each with the next step. */
  readonly refusals: readonly string[];
  /** Checks that were impossible, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Compares the files with the history of a database.
 *
 * It refuses three things: a file that was edited after it was applied (the Supabase CLI does not
 * notice), an applied migration without a file, and a new file that sorts before an applied one.
 */
export function findPending(
  files: readonly MigrationFile[],
  history: readonly AppliedMigration[],
): Pending {
  const applied = new Map(history.map((migration) => [migration.version, migration]));
  const refusals: string[] = [];
  const remarks: string[] = [];
  const newest = history.at(-1)?.version ?? '';
  for (const file of files) {
    const there = applied.get(file.version);
    const name = basename(file.path);
    if (!there) {
      if (file.version < newest) {
        refusals.push(
          `${name} is not applied there, and sorts before ${newest}, which is. ` +
            `Give it a new version: ${commandLine('new')} --name=…`,
        );
      }
    } else if (there.statements === null || there.statements.length === 0) {
      remarks.push(`${name} is in the history without its statements, so it was not compared.`);
    } else {
      const place = firstDifference(file.text, there.statements);
      if (place !== undefined) {
        refusals.push(
          `${name}:${place.line} was edited after it was applied there. The file says\n` +
            `      ${place.file}\n    and what was run is\n      ${place.applied}\n` +
            '    Bring the file back as it was (git log shows it) and make a new migration for the change.',
        );
      }
    }
  }
  const versions = new Set(files.map(({ version }) => version));
  for (const { version, name } of history) {
    if (!versions.has(version)) {
      refusals.push(
        `${version}_${name} was applied there and has no file here. ` +
          'Is this checkout older than what was pushed?',
      );
    }
  }
  return { pending: files.filter(({ version }) => !applied.has(version)), refusals, remarks };
}
