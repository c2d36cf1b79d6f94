import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { git, ToolError, workspaceRoot } from '@parakeet/command-kit';
import { removeLeftovers } from '@parakeet/local-supabase';

/** Directories are named after the process: the next run removes those of a killed one. */
const prefix = 'parakeet-tree-';

/** What is needed of another commit. */
const folders = ['supabase', 'libs/db-types/src'];

/** A commit, and a directory with its files. */
export interface GitTree {
  /** As git shortens it. */
  readonly commit: string;
  readonly directory: string;
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
    const there = await git(['ls-tree', '-d', '--name-only', commit, '--', ...folders]);
    const paths = folders.filter((folder) => there.split('\n').includes(folder));
    await mkdir(join(directory, 'supabase'), { recursive: true });
    if (paths.length > 0) await extract(commit, paths, directory);
    // the contracts import Zod
    await symlink(join(workspaceRoot, 'node_modules'), join(directory, 'node_modules'));
    return await use({ commit, directory });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
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
