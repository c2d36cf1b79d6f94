import { glob, lstat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { ToolError } from '@parakeet/command-kit';
import { configValue, readConfig, wrongValue } from '@parakeet/local-supabase';
import { readSqlFile } from '../migrations/sql-file.ts';
import { splitStatements } from '../migrations/sql-statements.ts';
import { project, shortPath } from '../project/project.ts';

/** A file of rows for the local database. */
export interface SeedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** The seed of a local database. */
export interface Seed {
  /** In the order of running. */
  readonly files: readonly SeedFile[];
  /** Why there are none, in a few words. */
  readonly leftOut?: string;
}

/**
 * Reads the files of `[db.seed]` in supabase/config.toml, by default supabase/seed.sql.
 *
 * An empty or missing supabase/seed.sql is left out.
 *
 * @throws ToolError for another file that is missing, has no statement or is not UTF-8, and for a
 *   pattern without a file: such a seed would have no effect
 */
export async function readSeed(): Promise<Seed> {
  const config = await readConfig(project().workdir);
  const enabled = configValue(config, 'db', 'seed', 'enabled') ?? true;
  if (typeof enabled !== 'boolean') {
    throw wrongValue(project().workdir, ['db', 'seed', 'enabled'], 'true or false', enabled);
  }
  if (!enabled) {
    return { files: [], leftOut: '[db.seed] of supabase/config.toml has enabled = false' };
  }
  const patterns = configValue(config, 'db', 'seed', 'sql_paths');
  if (patterns === undefined) {
    return (await isThere(project().seed))
      ? readDefaultSeed()
      : { files: [], leftOut: `there is no ${shortPath(project().seed)}` };
  }
  if (!Array.isArray(patterns) || !patterns.every((one) => typeof one === 'string')) {
    throw wrongValue(project().workdir, ['db', 'seed', 'sql_paths'], 'a list of paths', patterns);
  }
  const paths = new Set<string>();
  for (const pattern of patterns) for (const path of await matches(pattern)) paths.add(path);
  if (paths.size === 0) {
    const leftOut =
      patterns.length === 0
        ? '[db.seed] of supabase/config.toml has sql_paths = []'
        : `there is no ${shortPath(project().seed)}`;
    return { files: [], leftOut };
  }
  if (paths.size === 1 && paths.has(project().seed)) return readDefaultSeed();
  return { files: await Promise.all([...paths].map(readSeedFile)) };
}

/** supabase/seed.sql, which `supabase init` makes: it may be empty. */
async function readDefaultSeed(): Promise<Seed> {
  const text = await readSqlFile(project().seed);
  return (await hasStatement(text))
    ? { files: [{ path: project().seed, text }] }
    : { files: [], leftOut: `${shortPath(project().seed)} holds no statement` };
}

/**
 * Whether a text has a statement. A text that does not parse is run, so Postgres reports the error.
 */
async function hasStatement(text: string): Promise<boolean> {
  const statements = await splitStatements(text).catch(() => undefined);
  return statements?.length !== 0 && text.trim() !== '';
}

/** The files of a path or pattern in supabase/, in the Supabase CLI's order. */
async function matches(pattern: string): Promise<string[]> {
  const whole = isAbsolute(pattern) ? pattern : join(project().supabase, pattern);
  if (await isThere(whole)) return [whole];
  // as `supabase init` writes it
  if (whole === project().seed) return [];
  const found: string[] = [];
  for await (const name of glob(pattern, { cwd: project().supabase })) {
    found.push(isAbsolute(name) ? name : join(project().supabase, name));
  }
  if (found.length > 0) return found.toSorted();
  throw new ToolError(
    `[db.seed] of supabase/config.toml names ${pattern}, but there is no such file.`,
    {
      next:
        `It is looked for in ${shortPath(project().supabase)}. Add the file, fix sql_paths, or set\n` +
        'enabled = false there if nothing is to be seeded.',
    },
  );
}

/** Whether the entry exists, even as a dead link. */
const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function readSeedFile(path: string): Promise<SeedFile> {
  const text = await readSqlFile(path);
  if (!(await hasStatement(text))) {
    throw new ToolError(`${shortPath(path)} holds no statement, so nothing would be seeded.`, {
      next: 'Write rows into it, or say enabled = false under [db.seed] of supabase/config.toml.',
    });
  }
  return { path, text };
}
