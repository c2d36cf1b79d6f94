import { existsSync, globSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { ToolError, upwards, UsageError } from '@parakeet/command-kit';

/** A supabase folder has one of these. */
const marks = ['config.toml', 'migrations'];

const isSupabaseFolder = (folder: string) => marks.some((mark) => existsSync(join(folder, mark)));

/** Folders without a project of their own. */
const passedOver = new Set(['node_modules', 'dist', 'build', 'tmp']);

/**
 * The project to set up: the folder with the supabase folder. The search goes from a folder
 * upwards, and then below it.
 *
 * @param given the path of a supabase folder, without a search
 * @returns undefined if there is none
 * @throws UsageError if there are several below, or the given path is not one
 */
export function findProject(from: string, given?: string): string | undefined {
  if (given !== undefined) return projectOf(resolve(from, given), given);
  for (const folder of upwards(from)) {
    if (isSupabaseFolder(join(folder, 'supabase'))) return folder;
  }
  const found = foldersBelow(from);
  if (found.length > 1) {
    throw new UsageError(`There are ${found.length} supabase folders here.`, {
      next: `Choose one:\n${found.map((folder) => `  --supabase=${folder}\n`).join('')}`,
    });
  }
  return found[0] === undefined ? undefined : dirname(join(from, found[0]));
}

/** The supabase folders below a folder. */
function foldersBelow(from: string): string[] {
  const below = globSync(
    marks.map((mark) => `*/{,*/,*/*/}supabase/${mark}`),
    { cwd: from, exclude: (name) => name.startsWith('.') || passedOver.has(name) },
  );
  return [...new Set(below.map(dirname))].toSorted();
}

/** The next step in a folder without a supabase folder; undefined if none is below it. */
export function adviceBelow(from: string): string | undefined {
  const [first, ...others] = foldersBelow(from);
  if (first === undefined) return undefined;
  return (
    `Supabase folders are below: ${[first, ...others].join(', ')}.\n` +
    `Run the command there: cd ${dirname(first)}`
  );
}

function projectOf(folder: string, given: string): string {
  if (basename(folder) !== 'supabase') {
    throw new UsageError(`--supabase=${given} is no folder with the name supabase.`, {
      next: 'The Supabase CLI only accepts this name.',
    });
  }
  if (isSupabaseFolder(folder)) return dirname(folder);
  throw new ToolError(`${given} has no config.toml and no migrations.`, {
    next: 'Name another folder: --supabase=apps/shop/supabase',
    exitCode: 2,
  });
}

/** A path as a user in a folder would write it. */
export function pathFrom(folder: string, file: string): string {
  return relative(realpathSync(folder), file) || '.';
}
