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
 * Root's directory for checkouts that only root may enter: it holds a copy of the programs and the
 * data. It is a system directory, so nobody else can have made it.
 */
export const systemHome = '/var/lib/parakeet';

/** Initdb puts the path of its programs between double quotes in a shell command. */
const breaksShell = /["$`\\\n]/;

/** The location of a PostgreSQL from npm. */
export interface NpmPostgres {
  /** The directory with bin, lib and share. */
  readonly native: string;
  readonly version: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
  /** Whether Postgres's user can read it there. */
  readonly isReachable: boolean;
}

/** The tools' directory for files that checkouts share. It is created if missing. */
async function privateHome(native: string): Promise<string> {
  const homes =
    process.getuid?.() === 0
      ? [systemHome]
      : [
          join(homedir(), '.cache', 'parakeet'),
          // if a user has no home, or may not write there
          join(native.slice(0, native.lastIndexOf('node_modules')), 'node_modules/.cache/parakeet'),
        ];
  let cause: unknown;
  for (const path of homes) {
    try {
      await mkdir(path, { recursive: true });
      // Postgres reports its location with links resolved
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
 * Makes our own installation of PostgreSQL: hard links to npm's files, and hosted Supabase's
 * extensions. The name of its directory contains a digest of the added files. So it never changes:
 * other files make another installation.
 *
 * @returns the directory with bin, lib and share
 * @throws ToolError if there is no space for it, or PARAKEET_POSTGRES_EXTENSIONS is not a directory
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
 * Whether a server runs from an installation, or from one with additional extensions. So a shell
 * without PARAKEET_POSTGRES_EXTENSIONS removes none.
 *
 * @param shareDirectory the directory that the server reports
 */
export function isInstalledIn(shareDirectory: string, installation: string): boolean {
  // on Windows only npm's own files exist
  if (process.platform === 'win32') return true;
  return ['/', '-'].some((next) => shareDirectory.startsWith(installation + next));
}

/** How long unused installations and templates are kept, in milliseconds. */
const keptMs = 30 * 24 * 3600 * 1000;

/** Marks an installation, or a cluster beside it, as used now. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** Removes installations and clusters that were unused for long. */
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

/** Links a directory's files, except those that will be written. */
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

/** Links a file. It copies the file to another disk, or if other users cannot read npm's. */
async function linkFile(source: string, target: string, isReachable: boolean): Promise<void> {
  if (isReachable) {
    try {
      return await link(source, target);
    } catch {
      // another file system, or a file of another user that must not be linked
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
