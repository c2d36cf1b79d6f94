import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';

/**
 * Makes the missing links between libraries of a PostgreSQL from npm. npm packages cannot contain
 * links, and a package manager may skip the install script that makes them.
 *
 * @param installation the directory with bin, lib and share; nobody else uses it yet
 */
export async function linkLibraries(installation: string): Promise<void> {
  const list = join(installation, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(installation, relative('native', target));
    if (!existsSync(link)) await symlink(basename(source), link);
  }
}
