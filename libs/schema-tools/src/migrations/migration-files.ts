import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commandLine, ToolError } from '@parakeet/command-kit';
import { project, shortPath } from '../project/project.ts';
import { readSqlFile } from './sql-file.ts';

/** A file of supabase/migrations, in the form `<version>_<name>.sql`. */
export interface MigrationFile {
  /** Digits: three for the first file, then the fourteen of its making in UTC. */
  readonly version: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}

/**
 * The migrations of the checkout in the order in which they are applied.
 *
 * Throws a ToolError that names everything in the directory that is not a readable migration,
 * apart from the known litter of editors and systems: the Supabase CLI passes over what it does
 * not take for a migration, and a table is missing. Also throws for a version that is used twice.
 */
export async function readMigrationFiles(
  directory = project().migrations,
): Promise<MigrationFile[]> {
  const names = (await namesIn(directory)).filter((name) => !isLitter(name)).toSorted();
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

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const path = shortPath(directory);
    if (code === 'ENOENT') {
      throw new ToolError(`There is no directory ${path}.`, {
        cause,
        next: `Is this the right checkout? A first migration makes it: ${commandLine('new')} --name=…`,
      });
    }
    const reason = { EACCES: 'this user may not read it', ENOTDIR: 'it is not a directory' }[code];
    throw new ToolError(`${path} cannot be listed: ${reason ?? String(cause)} (${code}).`, {
      cause,
    });
  }
}

/**
 * Files that editors and systems leave beside migrations, and that nobody means as one: hidden
 * files, swap and lock files, backups of the last save, what a merge kept, and notes.
 */
export function isLitter(name: string): boolean {
  if (/^(Thumbs\.db|desktop\.ini)$/i.test(name) || /^README(\.\w+)?$/i.test(name)) return true;
  if (/(~|\.orig|\.md)$|___jb_\w+___$|^#.*#$|^\.#/.test(name)) return true;
  return name.startsWith('.') && !/\.sql$/i.test(name);
}

async function readMigrationFile(path: string): Promise<MigrationFile> {
  const parts = /^(\d{3}|\d{14})_([a-z0-9_]+)\.sql$/.exec(basename(path));
  if (!parts?.[1] || !parts[2]) throw await misnamed(path);
  return { version: parts[1], name: parts[2], path, text: await readSqlFile(path) };
}

/** What is wrong with a name, and the name to give, if one can be told. */
async function misnamed(path: string): Promise<ToolError> {
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    return new ToolError(`${shortPath(path)} is a directory, and is not looked into.`, {
      next: `Move it out of ${shortPath(join(path, '..'))}; a migration is a file directly in there.`,
    });
  }
  const better = suggestName(name);
  return new ToolError(
    `${shortPath(path)} is not named like a migration, and would not be applied.`,
    {
      next:
        better === undefined
          ? `Name it <14 digits>_<lower_case_name>.sql, as \`${commandLine('new')} --name=…\` does, ` +
            'or move it elsewhere.'
          : `Rename it to ${better}, or move it elsewhere.`,
    },
  );
}

/** The migration's name that a file was probably to have: `1_Add-Notes.SQL` gives none. */
function suggestName(name: string): string | undefined {
  const parts = /^(\d{3}|\d{14})[_\-. ](.+?)\.sql(\.txt)?$/i.exec(name);
  if (!parts?.[1] || !parts[2]) return undefined;
  const words = parts[2].toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return `${parts[1]}_${words}.sql`;
}

/** One error for all that is wrong, so that it is mended in one go. */
function together(errors: readonly ToolError[]): ToolError {
  const [first] = errors;
  if (errors.length === 1 && first) return first;
  return new ToolError(
    `${errors.length} entries of supabase/migrations are no readable migrations:\n` +
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
