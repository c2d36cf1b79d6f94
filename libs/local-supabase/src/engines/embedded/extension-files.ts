import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToolError } from '@parakeet/command-kit';

/** A file of an installation: its text or its path, and a digest of its contents. */
type AddedFile = { readonly text: string } | { readonly from: string; readonly digest: string };

/** Files by their path in the installation. */
export type AddedFiles = ReadonlyMap<string, AddedFile>;

const extensionDirectory = 'share/postgresql/extension';
const libraryDirectory = 'lib/postgresql';

/**
 * The extensions of PostgreSQL itself that `postgres` may create on hosted Supabase (its
 * `supautils.privileged_extensions`). Postgres allows it if the control file says `trusted`.
 */
const allowedOnHosted = new Set(
  (
    'autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance ' +
    'fuzzystrmatch hstore insert_username intarray isn ltree moddatetime pg_prewarm ' +
    'pg_stat_statements pg_trgm pg_walinspect pgcrypto pgrowlocks pgstattuple postgres_fdw ' +
    'refint seg sslinfo tablefunc tcn tsm_system_rows tsm_system_time unaccent uuid-ossp'
  ).split(' '),
);

/** Hosted Supabase's SQL after an extension's script. It lets `postgres` use the new objects. */
const afterScript: Readonly<Record<string, string>> = {
  'postgres_fdw--1.0.sql':
    'grant usage on foreign data wrapper postgres_fdw to postgres with grant option;',
};

const ours = fileURLToPath(new URL('../../base/extensions', import.meta.url));

/** The additions to every installation: our extensions, and the control files of allowed ones. */
export async function addedFiles(native: string): Promise<AddedFiles> {
  const found = new Map<string, AddedFile>();
  const add = (name: string, text: string) => found.set(`${extensionDirectory}/${name}`, { text });
  for (const name of (await readdir(ours)).toSorted()) {
    // as in the rest of the base: the role that migrates
    add(name, (await readFile(join(ours, name), 'utf8')).replaceAll(':owner', 'postgres'));
  }
  const directory = join(native, extensionDirectory);
  for (const name of (await readdir(directory)).toSorted()) {
    const after = afterScript[name];
    if (after !== undefined)
      add(name, `${await readFile(join(directory, name), 'utf8')}\n${after}\n`);
    if (!allowedOnHosted.has(basename(name, '.control')) || !name.endsWith('.control')) continue;
    add(name, trusted(await readFile(join(directory, name), 'utf8')));
  }
  return found;
}

const trusted = (control: string) =>
  /^\s*trusted\s*=\s*true/m.test(control) ? control : `${control.trimEnd()}\ntrusted = true\n`;

/**
 * The extensions in PARAKEET_POSTGRES_EXTENSIONS, a directory with builds for this server. It has
 * control files, scripts and libraries, at any depth.
 *
 * @throws ToolError if it is not a directory
 */
export async function givenFiles(): Promise<AddedFiles> {
  const found = new Map<string, AddedFile>();
  const directory = process.env['PARAKEET_POSTGRES_EXTENSIONS'] ?? '';
  if (directory === '') return found;
  const root = resolve(directory);
  if (!existsSync(root) || !(await stat(root)).isDirectory()) {
    throw new ToolError(
      `PARAKEET_POSTGRES_EXTENSIONS is "${directory}", which is not a directory.`,
      {
        next: 'Name one with the control files, scripts and libraries of extensions for PostgreSQL 17.',
      },
    );
  }
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    if (entry.name.endsWith('.control')) {
      const text = trusted(await readFile(from, 'utf8'));
      found.set(`${extensionDirectory}/${entry.name}`, { text });
    } else if (/\.(sql|so|dylib)$/.test(entry.name)) {
      const digest = createHash('sha256')
        .update(await readFile(from))
        .digest('hex');
      const to = entry.name.endsWith('.sql') ? extensionDirectory : libraryDirectory;
      found.set(`${to}/${entry.name}`, { from, digest });
    }
  }
  return new Map([...found].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
