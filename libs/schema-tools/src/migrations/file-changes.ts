import type { AppliedMigration } from '../local/describe.ts';
import { shortPath } from '../project/project.ts';
import { firstDifference } from './first-difference.ts';
import type { MigrationFile } from './migration-files.ts';

/**
 * The differences between the files of a checkout and the migrations that a database has applied.
 */
export interface FileChanges {
  /** Files that are not applied yet, by name without `.sql`, in order. */
  readonly pending: readonly string[];
  /** The changes of applied files: each a few lines, the first names the file. */
  readonly changed: readonly string[];
  /** Comparisons that were impossible, a sentence each. */
  readonly remarks: readonly string[];
}

/** Compares files with a history: which were added, edited, renamed or removed since. */
export function compareFiles(
  files: readonly MigrationFile[],
  history: readonly AppliedMigration[],
): FileChanges {
  const applied = new Map(history.map((migration) => [migration.version, migration]));
  const versions = new Set(files.map(({ version }) => version));
  const newest = history.at(-1)?.version ?? '';
  const pending: string[] = [];
  const changed: string[] = [];
  const remarks: string[] = [];
  for (const file of files) {
    const { version, name } = file;
    const there = applied.get(version);
    if (!there) {
      pending.push(
        `${version}_${name}${version < newest ? ` (sorts before ${newest}, which is applied)` : ''}`,
      );
      continue;
    }
    if (there.name !== name) {
      changed.push(`${shortPath(file.path)} was applied as ${version}_${there.name}`);
    }
    // `migration repair` may record none
    if (there.statements === null) {
      remarks.push(`${shortPath(file.path)} is in the history without its statements.`);
      continue;
    }
    const place = firstDifference(file.text, there.statements);
    if (!place) continue;
    changed.push(
      `${shortPath(file.path)}:${place.line} was edited\n` +
        `  the file has  ${place.file}\n  applied was   ${place.applied}`,
    );
  }
  for (const { version, name } of history) {
    if (!versions.has(version)) changed.push(`${version}_${name} was removed: it has no file`);
  }
  return { pending, changed, remarks };
}
