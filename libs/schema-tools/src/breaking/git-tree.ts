import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { git, ToolError, upwards } from '@parakeet/command-kit';
import { withTemporaryFolder } from '@parakeet/local-supabase';
import { packageFolder } from '../contracts/index.ts';
import { contractFactsName } from '../facts/contract-facts.ts';
import { project, type Project } from '../project/project.ts';

/**
 * The required files of another commit, relative to the top of the repository: the schema and, if
 * it has no contract facts, the package with the contracts.
 */
async function foldersOf(
  commit: string,
  top: string,
  { root, supabase, contracts }: Project,
): Promise<string[]> {
  const facts = join(supabase, contractFactsName);
  const hasFacts = isIn(top, facts) && (await listed(commit, top, [relative(top, facts)])).size > 0;
  const needed =
    contracts === undefined || hasFacts ? [supabase] : [supabase, ownerOf(contracts, root)];
  const inside = [...new Set(needed.filter((path) => isIn(top, path)))];
  const folders = inside
    // git does not list a folder if one of its parts is also requested
    .filter((path) => !inside.some((other) => other !== path && isIn(other, path)))
    .map((path) => relative(top, path) || '.');
  if (folders.includes('.')) return ['.'];
  const there = await listed(commit, top, folders);
  return folders.filter((folder) => there.has(folder));
}

/** The package of the contracts. If it contains the project, only the project. */
function ownerOf(contracts: string, root: string): string {
  const owner = packageFolder(contracts);
  return isIn(owner, root) && isIn(root, contracts) ? root : owner;
}

const isIn = (folder: string, path: string) => relative(folder, path).split(sep)[0] !== '..';

/** The paths that exist in a commit. */
async function listed(
  commit: string,
  top: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const text = await git(['-C', top, 'ls-tree', '-z', '--name-only', commit, '--', ...paths]);
  return new Set(text.split('\0').filter((path) => path !== ''));
}

/** A commit, with a copy of its required files. */
export interface GitTree {
  /** As git shortens it. */
  readonly commit: string;
  /** The old project in its own directory; its config is today's. */
  readonly project: Project;
}

/**
 * Extracts the schema and the contracts of a commit from git into a temporary directory.
 *
 * @param ref a branch, a tag or a commit
 * @throws ToolError if git does not know it
 */
export async function withGitTree<Result>(
  ref: string,
  use: (tree: GitTree) => Promise<Result>,
): Promise<Result> {
  const commit = await commitOf(ref);
  return withTemporaryFolder('tree', async (directory) => {
    const today = project();
    // contracts may be in a package beside the project's folder
    const top = join(today.root, (await git(['rev-parse', '--show-cdup'])).trim());
    const paths = await foldersOf(commit, top, today);
    // one folder for each level with packages up to the repository, because the contracts import
    // Zod
    const packages = [...upwards(top)].filter(hasPackages);
    const copy = join(directory, ...packages.map(() => 'project'));
    await mkdir(join(copy, relative(top, today.supabase)), { recursive: true });
    if (paths.length > 0) await extract(commit, top, paths, copy);
    for (const [depth, folder] of packages.entries()) {
      await linkPackages(folder, join(copy, ...Array.from({ length: depth }, () => '..')));
    }
    for (const path of paths) {
      for (const folder of upwards(join(top, path))) {
        if (isIn(top, folder)) await linkPackages(folder, join(copy, relative(top, folder)));
      }
    }
    return use({ commit, project: movedTo(today, top, copy) });
  });
}

const hasPackages = (folder: string) => existsSync(join(folder, 'node_modules'));

/** Gives a folder the packages of another, if it has none yet. */
async function linkPackages(from: string, to: string): Promise<void> {
  if (!hasPackages(from) || hasPackages(to)) return;
  await symlink(join(from, 'node_modules'), join(to, 'node_modules'));
}

/** A project with the same paths in a copy of a directory. */
function movedTo(from: Project, directory: string, copy: string): Project {
  const moved = (path: string) => join(copy, relative(directory, path));
  return {
    ...from,
    root: moved(from.root),
    supabase: moved(from.supabase),
    workdir: moved(from.workdir),
    migrations: moved(from.migrations),
    ...(from.contracts === undefined ? {} : { contracts: moved(from.contracts) }),
  };
}

async function commitOf(ref: string): Promise<string> {
  try {
    return (
      await git(['rev-parse', '--short', '--verify', '--end-of-options', `${ref}^{commit}`])
    ).trim();
  } catch (cause) {
    throw new ToolError(`git knows no commit ${JSON.stringify(ref)} here.`, {
      cause,
      exitCode: 2,
      next: 'Give a branch, a tag or a commit: --against=origin/main. A shallow clone may lack it.',
    });
  }
}

async function extract(
  commit: string,
  top: string,
  paths: readonly string[],
  directory: string,
): Promise<void> {
  const archive = join(directory, 'tree.tar');
  try {
    const parameters = ['--format=tar', `--output=${archive}`, commit, '--', ...paths];
    await git(['-C', top, 'archive', ...parameters]);
    await promisify(execFile)('tar', ['-x', '-f', archive, '-C', directory]);
  } catch (cause) {
    const what = `The files of ${commit} could not be read from git (git archive, tar).`;
    throw new ToolError(what, { cause });
  }
}
