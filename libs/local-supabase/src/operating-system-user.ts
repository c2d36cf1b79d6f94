import { execFileSync } from 'node:child_process';
import { lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who runs a program: given to `spawn`. */
export interface OperatingSystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that Postgres runs as, where that is not ourselves: Postgres refuses to run as
 * root, so root starts it as `nobody`. Undefined when we are not root.
 */
export function postgresUser(): OperatingSystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Whether everybody may pass through every directory above a path, so that any user reaches it. */
export function isReachableByAll(path: string): boolean {
  for (let directory = path; ; directory = dirname(directory)) {
    const isDirectory = lstatSync(directory).isDirectory();
    // 0o001: others may enter a directory or execute a file
    if (isDirectory && (statSync(directory).mode & 0o001) === 0) return false;
    if (directory === dirname(directory)) return true;
  }
}
