import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { isReachableBy, postgresUser, type OperatingSystemUser } from '../operating-system-user.ts';
import { systemHome } from './installation.ts';

/** The location of a checkout's server. */
export interface Home {
  readonly directory: string;
  /** The user that Postgres runs as, if it is not ours. */
  readonly user: OperatingSystemUser | undefined;
  /** Makes the directory, or fixes its rights. Throws a ToolError if it cannot. */
  prepare(): Promise<void>;
}

const checkouts = join(systemHome, 'checkouts');

/**
 * The location of a checkout's server. If only root can enter the checkout, it is a system
 * directory that Postgres's user can enter.
 */
export function homeOf(workspace: string): Home {
  const inside = join(workspace, '.parakeet', 'postgres');
  const user = postgresUser(join(inside, 'data'), workspace);
  if (user === undefined || isReachableBy(user, workspace)) {
    return { directory: inside, user, prepare: () => prepareInside(inside, user) };
  }
  const directory = outside(workspace);
  return { directory, user, prepare: () => prepareOutside(directory, workspace) };
}

async function prepareInside(
  directory: string,
  user: OperatingSystemUser | undefined,
): Promise<void> {
  refuseLineBreak(directory);
  for (const made of [dirname(directory), directory]) {
    await makeDirectory(made);
    const { uid, gid, mode } = await stat(made);
    const workspaceOwner = await stat(dirname(dirname(directory)));
    if (user === undefined) {
      await refuseForeign(made, uid);
    } else if (uid === 0 && workspaceOwner.uid === user.uid) {
      await chown(made, user.uid, user.gid);
    } else if (!isReachableBy(user, made)) {
      // made under a umask such as 077
      await chmod(made, (mode & 0o7777) | (gid === user.gid ? 0o010 : 0o001));
    }
  }
  await ignoreInGit(dirname(directory));
  const data = await stat(join(directory, 'data')).catch(() => undefined);
  if (data && user === undefined) await refuseForeign(directory, data.uid);
}

/**
 * Makes git ignore the directory, which is this machine's own, so a project needs no .gitignore
 * entry.
 */
async function ignoreInGit(directory: string): Promise<void> {
  const file = join(directory, '.gitignore');
  if (!existsSync(file)) await writeFile(file, '*\n');
}

/**
 * Makes a directory if it is missing. With `recursive`, a read-only disk would look like a missing
 * directory.
 */
async function makeDirectory(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (!existsSync(path)) throw error;
  });
}

/** Refuses files in the checkout that belong to another user, mostly root. */
async function refuseForeign(directory: string, owner: number): Promise<void> {
  const uid = process.getuid?.();
  if (uid === undefined || owner === uid) return;
  throw new ToolError(
    `${directory} belongs to another user (uid ${owner}): a command was run with sudo there.`,
    { next: `Take it back: sudo chown -R ${uid} '${directory.replaceAll("'", `'\\''`)}'` },
  );
}

/** Postgres's pid file holds the data directory in one line. */
function refuseLineBreak(directory: string): void {
  if (!/[\n\r]/.test(directory)) return;
  throw new ToolError(
    `PostgreSQL cannot keep its data in ${JSON.stringify(directory)}: the path has a line break.`,
    { next: 'Move the checkout to a path without one.' },
  );
}

// The servers of root's own checkouts. A file in the checkout names its home, so a moved checkout
// keeps its home. A record in the home names the checkout's path and inode, so a copied checkout
// does not take it.

const claimOf = (workspace: string) => join(workspace, '.parakeet', 'postgres-home');
const recordOf = (home: string) => join(home, 'checkout');
// a separate file: former versions remove a home if its `checkout` is not a path
const inodeOf = (home: string) => join(home, 'checkout-inode');

function outside(workspace: string): string {
  const claimed = readText(claimOf(workspace));
  if (dirname(claimed) === checkouts && isHomeOf(claimed, workspace)) return claimed;
  const name = basename(workspace).replaceAll(/[^\w.-]/g, '-');
  // further names are for a path whose former checkout was moved and kept its home
  for (let attempt = 0; ; attempt += 1) {
    const hash = createHash('sha256').update(attempt === 0 ? workspace : `${attempt} ${workspace}`);
    const home = join(checkouts, `${name}-${hash.digest('hex').slice(0, 12)}`);
    if (isHomeOf(home, workspace)) return home;
  }
}

/** Whether a checkout may use a home: it is unused, its own, or its own from before a move. */
function isHomeOf(home: string, workspace: string): boolean {
  const { inode, path } = readRecord(home);
  if (path === '') return true;
  const isNamed = readText(claimOf(workspace)) === home;
  if (inode === undefined || inode === statSync(workspace).ino)
    return isNamed || path === workspace;
  return isNamed && (path === workspace || readText(claimOf(path)) !== home);
}

/** Former versions wrote no inode. */
function readRecord(home: string): { inode: number | undefined; path: string } {
  const inode = readText(inodeOf(home));
  return { inode: inode === '' ? undefined : Number(inode), path: readText(recordOf(home)) };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function prepareOutside(directory: string, workspace: string): Promise<void> {
  for (const made of [systemHome, checkouts, directory]) {
    await makeDirectory(made);
    await chmod(made, 0o755);
  }
  const claim = claimOf(workspace);
  await makeDirectory(dirname(claim));
  if (readText(claim) !== directory) await writeFile(claim, directory);
  await writeFile(recordOf(directory), workspace);
  await writeFile(inodeOf(directory), String(statSync(workspace).ino));
}

/**
 * The homes whose checkout is no longer at its path. They are reported, not removed: a moved
 * checkout looks the same until its next command.
 */
export async function homesWithoutCheckout(): Promise<string[]> {
  if (!existsSync(checkouts)) return [];
  const homes = (await readdir(checkouts)).map((name) => join(checkouts, name));
  const found: string[] = [];
  for (const home of homes) {
    const { path } = readRecord(home);
    if (path !== '' && !existsSync(path)) found.push(home);
  }
  return found;
}
