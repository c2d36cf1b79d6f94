import type { AppliedMigration } from '../local/describe.ts';
import { shortPath } from '../project/project.ts';
import { firstDifference } from './first-difference.ts';
import type { MigrationFile } from './migration-files.ts';

/** How the files of a checkout differ from the migrations that a database had applied. */
export interface FileChanges {
  /** Files that are not applied yet, by name without `.sql`, in order. */
  readonly pending: readonly string[];
  /** What was changed of applied ones: each a few lines, the first names the file. */
  readonly changed: readonly string[];
  /** What could not be compared: each a sentence. */
  readonly remarks: readonly string[];
}

/** Compares files with a history: what was added, edited, renamed or removed since. */
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
