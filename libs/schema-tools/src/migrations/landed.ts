import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { git, nearestFile, workspaceRoot } from '@parakeet/command-kit';
import { project } from '../project/project.ts';
import { checksumLine, readChecksums } from './checksums.ts';
import type { MigrationFile } from './migration-files.ts';

/** Which migrations have landed. The others are drafts, which may change. */
export interface Landed {
  /** The source: a branch such as `origin/main`, or `migrations.sha256`. */
  readonly by: string;
  /** File names. */
  readonly files: ReadonlySet<string>;
  /** Landed files that were changed or removed. */
  readonly edited: readonly string[];
  readonly removed: readonly string[];
  /** The correct record `migrations.sha256`: a line for each landed migration. */
  readonly record: string;
  /** Whether each recorded line stays. A missing one comes with the next change. */
  readonly keepsRecord: boolean;
}

/**
 * Finds the landed migrations: those of the base branch (`defaultBase` of nx.json), on its remote
 * if that is known here. If git cannot tell, in a detached clone or without a repository,
 * `migrations.sha256` decides.
 *
 * @throws ToolError for an invalid line in the record
 */
export async function readLanded(migrations: readonly MigrationFile[]): Promise<Landed> {
  const recorded = await readChecksums();
  const names = migrations.map(({ path }) => basename(path));
  const base = await readBase(names);
  const files = base ? base.files : new Set(recorded.keys());
  const edited = new Set(base?.edited);
  const lines: string[] = [];
  for (const { path } of migrations) {
    const name = basename(path);
    // of the bytes, as `sha256sum` does; the text has no byte order mark
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const before = recorded.get(name);
    if (!files.has(name)) {
      // recorded where it had landed, such as on a branch ahead of the remote; if it is edited
      // here, the line is removed
      if (before === digest) lines.push(checksumLine(name, digest));
      continue;
    }
    // the base branch itself may have edited it
    if (before !== undefined && before !== digest) edited.add(name);
    lines.push(checksumLine(name, before ?? digest));
  }
  const there = new Set(names);
  return {
    by: base?.name ?? 'migrations.sha256',
    files,
    edited: [...edited],
    removed: base ? base.removed : [...files].filter((file) => !there.has(file)),
    record: lines.join(''),
    keepsRecord: Array.from(recorded, ([name, digest]) => checksumLine(name, digest)).every(
      (line) => lines.includes(line),
    ),
  };
}

interface Base extends Pick<Landed, 'files' | 'edited' | 'removed'> {
  readonly name: string;
}

/** The base branch's migrations; undefined if git cannot tell. */
async function readBase(names: readonly string[]): Promise<Base | undefined> {
  for (const name of await baseNames()) {
    const listed = await listMigrations(name);
    // another repository, if it has none of ours
    if (!listed || !names.some((file) => listed.has(file))) continue;
    const differing = await ask([
      'diff',
      '--no-renames',
      '--name-only',
      '-z',
      name,
      '--',
      project().migrations,
    ]);
    const changed = new Set((differing ?? '').split('\0').map((path) => basename(path)));
    const there = new Set(names);
    // a file that landed after this branch began is missing here, but not removed
    const began = await ask(['merge-base', 'HEAD', name]);
    const atBegin = began === undefined ? undefined : await listMigrations(began.trim());
    return {
      name,
      files: listed,
      edited: names.filter((file) => listed.has(file) && changed.has(file)),
      removed: [...(atBegin ?? [])].filter((file) => listed.has(file) && !there.has(file)),
    };
  }
  return undefined;
}

/** The base branch, on its remote if that is known here; undefined if git cannot tell. */
export async function baseBranch(): Promise<string | undefined> {
  for (const name of await baseNames()) {
    if ((await ask(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])) !== undefined) {
      return name;
    }
  }
  return undefined;
}

/** The possible names of the base branch, the most likely first. */
async function baseNames(): Promise<string[]> {
  const branch = await defaultBase();
  const remote = await ask(['config', '--get', `branch.${branch}.remote`]);
  return [`${remote?.trim() ?? 'origin'}/${branch}`, branch];
}

/** The files in the migrations' directory at a commit; undefined if the commit does not exist. */
async function listMigrations(commit: string): Promise<Set<string> | undefined> {
  const listed = await ask(['ls-tree', '-z', '--name-only', commit, `${project().migrations}/`]);
  if (listed === undefined) return undefined;
  return new Set(
    listed
      .split('\0')
      .filter((path) => path.endsWith('.sql'))
      .map((path) => basename(path)),
  );
}

async function defaultBase(): Promise<string> {
  const file = nearestFile(workspaceRoot, ['nx.json']);
  const text = file === undefined ? '{}' : await readFile(file, 'utf8');
  const found = /"defaultBase"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  return found ?? 'main';
}

/** The output of git; undefined if it fails or is not installed. */
function ask(parameters: readonly string[]): Promise<string | undefined> {
  return git(parameters).catch(() => undefined);
}
