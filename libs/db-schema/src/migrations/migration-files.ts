import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ToolError } from '@parakeet/local-supabase';
import { migrationsDirectory, shortPath } from '../workspace.ts';

/** A file of supabase/migrations, in the form `<version>_<name>.sql`. */
export interface MigrationFile {
  /** Digits: three for the first file, then the fourteen of its making in UTC. */
  readonly version: string;
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * The migrations of the checkout in the order in which they are applied. Throws a
 * ToolError for a file that the Supabase CLI would pass over in silence, and for a
 * version that is used twice.
 */
export async function readMigrationFiles(
  directory = migrationsDirectory,
): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).toSorted();
  const files = await Promise.all(names.map((name) => readMigrationFile(join(directory, name))));
  const paths = new Map<string, string>();
  for (const { version, path } of files) {
    const other = paths.get(version);
    if (other !== undefined) {
      throw new ToolError(
        `The version ${version} is used twice: ${shortPath(other)} and ${shortPath(path)}.`,
        { next: 'Give the newer one a version of its own: npx nx run db-schema:new --name=…' },
      );
    }
    paths.set(version, path);
  }
  return files;
}

async function readMigrationFile(path: string): Promise<MigrationFile> {
  const parts = /^(\d{3}|\d{14})_([a-z0-9_]+)\.sql$/.exec(basename(path));
  if (!parts?.[1] || !parts[2]) {
    throw new ToolError(`${shortPath(path)} is not named like a migration.`, {
      next: 'Name it <14 digits>_<lower_case_name>.sql, as `npx nx run db-schema:new --name=…` does.',
    });
  }
  return { version: parts[1], name: parts[2], path, text: await readFile(path, 'utf8') };
}
