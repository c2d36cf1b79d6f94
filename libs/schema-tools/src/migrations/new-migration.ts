import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { project } from '../project/project.ts';

/** Throws a ToolError without a name, or for an invalid one. */
export function requireMigrationName(name: string | undefined): asserts name is string {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new ToolError(
      name === undefined
        ? 'The migration needs a name.'
        : `"${name}" is not a valid name for a migration.`,
      { next: 'Use lower-case words joined by _, verb first: --name=add_order_notes' },
    );
  }
}

/**
 * Writes a migration with its own version, later than every other. The file appears complete. Two
 * commands at the same moment get two versions.
 *
 * @param name lower-case words joined by _, verb first: `add_order_notes`
 * @param directory is created if missing
 * @returns the path of the file
 * @throws ToolError for an invalid name, or if no later version exists
 */
export async function writeMigration(
  name: string | undefined,
  text: string,
  directory = project().migrations,
): Promise<string> {
  requireMigrationName(name);
  await mkdir(directory, { recursive: true });
  for (;;) {
    const version = nextVersion(await readdir(directory));
    // only one process can create this file; tools ignore hidden files
    const draft = join(directory, `.${version}.new`);
    try {
      await writeFile(draft, text, { flag: 'wx' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw error;
    }
    // another process may have finished this version after the directory was read
    const isTaken = (await readdir(directory)).some((file) => file.startsWith(`${version}_`));
    if (isTaken) {
      await rm(draft);
      continue;
    }
    const path = join(directory, `${version}_${name}.sql`);
    await rename(draft, path);
    return path;
  }
}

/**
 * Replaces a migration, and keeps its version. The file appears complete.
 *
 * @returns the path of the file
 */
export async function replaceMigration(
  { version }: { readonly version: string },
  name: string,
  text: string,
): Promise<string> {
  const path = join(project().migrations, `${version}_${name}.sql`);
  // tools ignore hidden files
  const draft = join(project().migrations, `.${version}.new`);
  await writeFile(draft, text);
  await rename(draft, path);
  return path;
}

/**
 * The version of a new migration: the current second in UTC. A file may have that version or a
 * later one, because a colleague's clock is ahead. Then it is one second after that file's.
 * `supabase db push` refuses a new file that sorts before an applied one.
 *
 * @param files the names in the migrations directory, including unfinished files
 */
export function nextVersion(files: readonly string[], now = new Date()): string {
  const newest = files
    .flatMap((file) => /^(?:(\d+)_.*\.sql|\.(\d{14})\.new)$/.exec(file)?.slice(1) ?? [])
    .filter((version) => version !== undefined)
    .toSorted()
    .at(-1);
  const version = toVersion(now);
  if (newest === undefined || newest < version) return version;
  const after = secondAfter(newest);
  if (after > newest) return after;
  throw new ToolError(`No version of 14 digits sorts after ${newest}, the newest migration.`, {
    next: 'If that file has not landed, give it its creation time in UTC as version.',
  });
}

/** The fourteen digits of a time, in UTC. */
const toVersion = (time: Date) => time.toISOString().replaceAll(/\D/g, '').slice(0, 14);

/** '' if the version is not a time. */
function secondAfter(version: string): string {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(version)?.slice(1).map(Number);
  if (!parts) return '';
  const [year = 0, month = 0, day, hour, minute, second = 0] = parts;
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1));
  return time.getUTCFullYear() > 9999 ? '' : toVersion(time);
}
