import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who runs a program: given to `spawn`. */
export interface OperatingSystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that runs Postgres, if it is not ours: Postgres refuses to run as root, so root starts
 * it as `nobody`. Undefined when we are not root.
 *
 * @param owned directories whose owner is taken instead; the first existing one counts: what
 *   `sudo` starts in somebody's checkout is then still theirs
 */
export function postgresUser(...owned: readonly string[]): OperatingSystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const first = owned.find((path) => existsSync(path));
  if (first !== undefined) {
    const { uid, gid } = statSync(first);
    // initdb refuses a user that has no name
    if (uid !== 0 && id('-un', String(uid)) !== undefined) return { uid, gid };
  }
  return { uid: Number(id('-u', 'nobody')), gid: Number(id('-g', 'nobody')) };
}

function id(flag: string, user: string): string | undefined {
  try {
    return execFileSync('id', [flag, user], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Whether a user may pass through every directory above a path, and enter or execute what
 * the path itself names.
 */
export function isReachableBy(user: OperatingSystemUser, path: string): boolean {
  for (let entry = path; ; entry = dirname(entry)) {
    const { mode, uid, gid } = statSync(entry);
    // the bit that lets the owner, the group or others enter a directory or execute a file
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (entry === dirname(entry)) return true;
  }
}
