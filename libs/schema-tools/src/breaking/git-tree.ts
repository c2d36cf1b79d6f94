import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { git, ToolError, upwards } from '@parakeet/command-kit';
import { removeLeftovers } from '@parakeet/local-supabase';
import { packageFolder } from '../contracts/index.ts';
import { project, type Project } from '../project/project.ts';

/** Directories are named after the process: the next run removes those of a killed one. */
const prefix = 'parakeet-tree-';

/** What is needed of another commit: the schema, and the package that has the contracts. */
function foldersOf({ root, supabase, contracts }: Project): string[] {
  const folders = [supabase, ...(contracts === undefined ? [] : [packageFolder(contracts)])];
  // a package that is the whole project is not copied: the schema and the contracts' folder are
  const all =
    folders.includes(root) && contracts !== undefined ? [supabase, dirname(contracts)] : folders;
  return all.map((folder) => relative(root, folder)).filter((folder) => !folder.startsWith('..'));
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
  await removeLeftovers(tmpdir(), prefix);
  const directory = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    const today = project();
    const folders = foldersOf(today);
    const there = await git(['ls-tree', '-z', '-d', '--name-only', commit, '--', ...folders]);
    const paths = folders.filter((folder) => there.split('\0').includes(folder));
    const root = await withPackages(today.root, directory);
    await mkdir(join(root, relative(today.root, today.supabase)), { recursive: true });
    if (paths.length > 0) await extract(commit, paths, root);
    for (const path of paths) await linkPackages(join(today.root, path), join(root, path));
    return await use({ commit, project: movedTo(today, root) });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const linkPackages = async (from: string, to: string) => {
  if (!existsSync(join(from, 'node_modules'))) return;
  await symlink(join(from, 'node_modules'), join(to, 'node_modules'));
};

/**
 * A folder in a directory, and in each above it the packages that the same folder of the project
 * has, or one above that: the contracts import Zod.
 */
async function withPackages(root: string, directory: string): Promise<string> {
  const folders = [...upwards(root)].filter((one) => existsSync(join(one, 'node_modules')));
  let inside = directory;
  for (const folder of folders.toReversed()) {
    inside = join(inside, 'project');
    await mkdir(inside);
    await linkPackages(folder, inside);
  }
  return inside;
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
    throw new ToolError(
      `The files of ${commit} could not be taken out of git (git archive, tar).`,
      {
        cause,
      },
    );
  }
}
