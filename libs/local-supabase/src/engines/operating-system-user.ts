import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user of a program, for `spawn`. */
export interface OperatingSystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that runs Postgres, if it is not ours. Postgres refuses to run as root, so root starts
 * it as `nobody`. Undefined when we are not root.
 *
 * @param owned directories. The owner of the first existing one runs Postgres instead. So `sudo` in
 *   a user's checkout still starts that user's server.
 */
export function postgresUser(...owned: readonly string[]): OperatingSystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const first = owned.find((path) => existsSync(path));
  if (first !== undefined) {
    const { uid, gid } = statSync(first);
    // initdb refuses a user without a name
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
 * Whether a user may enter every directory above a path, and may enter or execute the path itself.
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
