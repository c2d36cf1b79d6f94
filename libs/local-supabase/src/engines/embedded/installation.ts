import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { linkLibraries } from './library-links.ts';
import { addedFiles, givenFiles, type AddedFiles } from './extension-files.ts';
import { makeOnce } from './make-once.ts';

/**
 * Root's directory for checkouts that only root may enter: a copy of the programs, and their data.
 * A system directory, so that nobody else can have made it.
 */
export const systemHome = '/var/lib/parakeet';

/** Initdb puts the path of its programs between double quotes in a command of the shell. */
const breaksShell = /["$`\\\n]/;

/** Where a PostgreSQL from npm is. */
export interface NpmPostgres {
  /** The directory with bin, lib and share. */
  readonly native: string;
  readonly version: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
  /** Whether the user that Postgres runs as can read it where it is. */
  readonly isReachable: boolean;
}

/** The directory for what the tools keep between checkouts; made if it is missing. */
async function privateHome(native: string): Promise<string> {
  const homes =
    process.getuid?.() === 0
      ? [systemHome]
      : [
          join(homedir(), '.cache', 'parakeet'),
          // where a user has no home, or may not write there
          join(native.slice(0, native.lastIndexOf('node_modules')), 'node_modules/.cache/parakeet'),
        ];
  let cause: unknown;
  for (const path of homes) {
    try {
      await mkdir(path, { recursive: true });
      // Postgres tells where it is with links resolved
      const home = await realpath(path);
      if (breaksShell.test(home)) continue;
      await access(home, constants.W_OK);
      if (path === systemHome) await chmod(home, 0o755);
      return home;
    } catch (error) {
      cause = error;
    }
  }
  throw new ToolError(`PostgreSQL cannot be installed in ${homes.join(' or ')}.`, {
    cause,
    next: 'Let this user write there, and use no path with quotes, $, backslashes or line breaks.',
  });
}

/**
 * Makes our own installation of PostgreSQL: hard links to npm's files, with hosted Supabase's
 * extensions. Its directory has a digest of the added files in its name, so it never changes: other
 * files make another installation.
 *
 * @returns the directory with bin, lib and share
 * @throws ToolError if there is no place for it, or PARAKEET_POSTGRES_EXTENSIONS names none
 */
export async function installPostgres(npm: NpmPostgres): Promise<string> {
  const given = await givenFiles();
  const added = await addedFiles(npm.native);
  const parent = await privateHome(npm.native);
  const base = join(parent, `postgresql-${npm.version}-${npm.platform}-${digestOf(added)}`);
  const home = given.size === 0 ? base : `${base}-${digestOf(given)}`;
  if (existsSync(home)) {
    await markUsed(home);
    return home;
  }
  await removeUnused(parent);
  await makeOnce(home, async (beside) => {
    const all = new Map([...added, ...given]);
    await linkTree(npm, npm.native, beside, all);
    await linkLibraries(beside);
    for (const [path, content] of all) {
      await mkdir(dirname(join(beside, path)), { recursive: true });
      if ('text' in content) await writeFile(join(beside, path), content.text, { mode: 0o644 });
      else await copyFile(content.from, join(beside, path));
      await chmod(join(beside, path), path.startsWith('share') ? 0o644 : 0o755);
    }
  });
  return home;
}

/**
 * Whether a server runs from an installation, or from one that only has more extensions: a shell
 * without PARAKEET_POSTGRES_EXTENSIONS takes none away.
 *
 * @param shareDirectory as the server names it
 */
export function isInstalledIn(shareDirectory: string, installation: string): boolean {
  // on Windows there is only what npm installed
  if (process.platform === 'win32') return true;
  return ['/', '-'].some((next) => shareDirectory.startsWith(installation + next));
}

/** How long what nothing has used is kept: former versions and former bases, in milliseconds. */
const keptMs = 30 * 24 * 3600 * 1000;

/** Notes that an installation, or a cluster beside it, was used now. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** Removes installations and clusters that nothing has used for long. */
async function removeUnused(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!/^(postgresql|cluster)-/.test(name)) continue;
    const path = join(parent, name);
    const found = await stat(path).catch(() => undefined);
    if (!found || Date.now() - found.mtimeMs < keptMs) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function digestOf(files: AddedFiles): string {
  const digest = createHash('sha256');
  for (const [path, file] of files) {
    digest.update(`${path}\0${'text' in file ? file.text : file.digest}\0`);
  }
  return digest.digest('hex').slice(0, 12);
}

/** Links a directory's files, all but those that are to be written. */
async function linkTree(
  npm: NpmPostgres,
  from: string,
  to: string,
  written: AddedFiles,
): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (written.has(relative(npm.native, source))) continue;
    if (entry.isDirectory()) await linkTree(npm, source, target, written);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await linkFile(source, target, npm.isReachable);
  }
}

/** Links a file; copies it to another disk, and where others must read what npm keeps from them. */
async function linkFile(source: string, target: string, isReachable: boolean): Promise<void> {
  if (isReachable) {
    try {
      return await link(source, target);
    } catch {
      // another file system, or a file of another user that may not be linked
    }
  }
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const { mode } = await stat(source);
  await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
}

/** The version that a package of npm has. */
export async function versionOf(packageDirectory: string): Promise<string> {
  const text = await readFile(join(packageDirectory, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
