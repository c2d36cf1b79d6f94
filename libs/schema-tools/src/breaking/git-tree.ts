import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { git, ToolError, upwards } from '@parakeet/command-kit';
import { withTemporaryFolder } from '@parakeet/local-supabase';
import { packageFolder } from '../contracts/index.ts';
import { contractFactsName } from '../facts/contract-facts.ts';
import { project, type Project } from '../project/project.ts';

/**
 * What is needed of another commit: the schema; and if it has no facts of its contracts, the
 * package that they are in, to load them. That may be the whole project.
 */
async function foldersOf(
  commit: string,
  { root, supabase, contracts }: Project,
): Promise<string[]> {
  const inside = (path: string) => relative(root, path) || '.';
  const isInside = (path: string) => !inside(path).startsWith('..');
  const facts = join(supabase, contractFactsName);
  const hasFacts = isInside(facts) && (await listed(commit, inside(facts))).size > 0;
  const owner = contracts === undefined || hasFacts ? supabase : packageFolder(contracts);
  // the package may be that of a whole workspace
  const needed = [supabase, contracts && isInside(contracts) && !isInside(owner) ? root : owner];
  const folders = [...new Set(needed.filter(isInside).map(inside))];
  if (folders.includes('.')) return ['.'];
  const there = await listed(commit, ...folders);
  return folders.filter((folder) => there.has(folder));
}

/** Which of some paths a commit has. */
async function listed(commit: string, ...paths: readonly string[]): Promise<ReadonlySet<string>> {
  const text = await git(['ls-tree', '-z', '--name-only', commit, '--', ...paths]);
  return new Set(text.split('\0').filter((path) => path !== ''));
}

/** A commit, and a copy of what is needed of it. */
export interface GitTree {
  /** As git shortens it. */
  readonly commit: string;
  /** The project as it was, in a directory of its own; its config is today's. */
  readonly project: Project;
}

/**
 * Takes the schema and the contracts of a commit out of git, into a directory that is removed
 * afterwards.
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
    const paths = await foldersOf(commit, today);
    // a folder for each above the project that has packages: the contracts import Zod
    const packages = [...upwards(today.root)].filter(hasPackages);
    const root = join(directory, ...packages.map(() => 'project'));
    await mkdir(join(root, relative(today.root, today.supabase)), { recursive: true });
    if (paths.length > 0) await extract(commit, paths, root);
    for (const [depth, folder] of packages.entries()) {
      await linkPackages(folder, join(root, ...Array.from({ length: depth }, () => '..')));
    }
    for (const path of paths) await linkPackages(join(today.root, path), join(root, path));
    return use({ commit, project: movedTo(today, root) });
  });
}

const hasPackages = (folder: string) => existsSync(join(folder, 'node_modules'));

/** Gives a folder the packages of another, if it has none yet. */
async function linkPackages(from: string, to: string): Promise<void> {
  if (!hasPackages(from) || hasPackages(to)) return;
  await symlink(join(from, 'node_modules'), join(to, 'node_modules'));
}

/** A project with the same paths in another directory. */
function movedTo(from: Project, directory: string): Project {
  const moved = (path: string) => join(directory, relative(from.root, path));
  return {
    ...from,
    root: directory,
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

async function extract(commit: string, paths: readonly string[], directory: string): Promise<void> {
  const archive = join(directory, 'tree.tar');
  try {
    await git(['archive', '--format=tar', `--output=${archive}`, commit, '--', ...paths]);
    await promisify(execFile)('tar', ['-x', '-f', archive, '-C', directory]);
  } catch (cause) {
    const what = `The files of ${commit} could not be read from git (git archive, tar).`;
    throw new ToolError(what, { cause });
  }
}
