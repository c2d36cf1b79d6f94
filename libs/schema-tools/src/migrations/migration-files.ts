import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commandLine, ToolError } from '@parakeet/command-kit';
import { adviceBelow } from '../init/find-folder.ts';
import { project, shortPath } from '../project/project.ts';
import { readSqlFile } from './sql-file.ts';

/** A file of supabase/migrations, in the form `<version>_<name>.sql`. */
export interface MigrationFile {
  /** Digits: usually the fourteen of its creation time in UTC. */
  readonly version: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/** The file names that the Supabase CLI accepts for migrations. */
const form = /^([0-9]+)_(.*)\.sql$/;

/**
 * The migrations of the checkout in the order of application: the files that the Supabase CLI
 * accepts.
 *
 * Throws a ToolError with all unreadable ones, and for a version with several files.
 */
export async function readMigrationFiles(
  directory = project().migrations,
): Promise<MigrationFile[]> {
  const names = (await namesIn(directory)).filter(isMigration);
  const found = await Promise.all(
    names.map((name) =>
      readMigrationFile(join(directory, name)).catch((error: unknown) => {
        if (error instanceof ToolError) return error;
        throw error;
      }),
    ),
  );
  const faults = found.filter((one) => one instanceof ToolError);
  if (faults.length > 0) throw together(faults);
  const files = found.filter((one): one is MigrationFile => !(one instanceof ToolError));
  refuseTwins(files);
  return files;
}

/**
 * Other files beside the migrations, and files that the Supabase CLI skips: one sentence each, with
 * a better name if possible. Known leftovers of editors and systems are ignored.
 */
export async function skippedFiles(directory = project().migrations): Promise<string[]> {
  const names = (await namesIn(directory)).filter((name, place) => !isMigration(name, place));
  return names
    .filter((name) => !isLitter(name))
    .map((name) => {
      const better = suggestName(name);
      const advice =
        better === undefined ? 'migrations are named <digits>_<name>.sql' : `name it ${better}`;
      return `${shortPath(join(directory, name))} is skipped, as the Supabase CLI skips it: ${advice}`;
    });
}

/** Whether the Supabase CLI applies a file of this name, at this place in the directory. */
function isMigration(name: string, place: number): boolean {
  const [, version = '', words] = form.exec(name) ?? [];
  // a dump that it made itself before December 2021
  const isOldDump = place === 0 && words === 'init' && version.length === 14;
  return words !== undefined && !(isOldDump && version < '20211209000000');
}

/** Where the migrations may be, if the project has no supabase folder. */
export function adviceHere(): string | undefined {
  const { root, supabase } = project();
  return existsSync(supabase) ? undefined : adviceBelow(root);
}

/** The names in a directory, sorted. */
async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).toSorted();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const path = shortPath(directory);
    if (code === 'ENOENT') {
      throw new ToolError(`There is no directory ${path}.`, {
        cause,
        next:
          adviceHere() ??
          `Is this the right checkout? A first migration makes it: ${commandLine('new')} --name=…`,
      });
    }
    const reason = { EACCES: 'this user may not read it', ENOTDIR: 'it is not a directory' }[code];
    throw new ToolError(`${path} cannot be listed: ${reason ?? String(cause)} (${code}).`, {
      cause,
    });
  }
}

/**
 * Leftovers of editors and systems: hidden files, swap and lock files, backups, files of a merge,
 * and notes.
 */
export function isLitter(name: string): boolean {
  if (/^(Thumbs\.db|desktop\.ini)$/i.test(name) || /^README(\.\w+)?$/i.test(name)) return true;
  if (/(~|\.orig|\.md)$|___jb_\w+___$|^#.*#$|^\.#/.test(name)) return true;
  return name.startsWith('.') && !/\.sql$/i.test(name);
}

async function readMigrationFile(path: string): Promise<MigrationFile> {
  const [, version = '', name = ''] = form.exec(basename(path)) ?? [];
  return { version, name, path, text: await readSqlFile(path) };
}

/** The probable intended name of a migration: none for `1_Add-Notes.SQL`. */
function suggestName(name: string): string | undefined {
  const parts = /^(\d+)[_\-. ](.+?)\.sql(\.txt)?$/i.exec(name);
  if (!parts?.[1] || !parts[2]) return undefined;
  const words = parts[2].toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return `${parts[1]}_${words === 'init' ? 'initial' : words}.sql`;
}

/** One error for all mistakes, so the user can fix them together. */
function together(errors: readonly ToolError[]): ToolError {
  const [first] = errors;
  if (errors.length === 1 && first) return first;
  return new ToolError(
    `${errors.length} entries of supabase/migrations are not readable migrations:\n` +
      errors
        .map(({ message, next = '' }) => `\n  ${message}\n    ${next}\n`)
        .join('')
        .trimEnd(),
  );
}

function refuseTwins(files: readonly MigrationFile[]): void {
  const paths = new Map<string, string>();
  for (const { version, path } of files) {
    const other = paths.get(version);
    if (other !== undefined) {
      throw new ToolError(
        `The version ${version} is used twice: ${shortPath(other)} and ${shortPath(path)}.`,
        { next: `Give the newer one a version of its own: ${commandLine('new')} --name=…` },
      );
    }
    paths.set(version, path);
  }
}
