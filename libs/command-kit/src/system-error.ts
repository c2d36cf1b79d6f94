/** The explanation of an error with a cause outside the tools. */
export interface Explanation {
  readonly message: string;
  readonly next: string;
}

/** The message for a full disk, and the next step. */
export const diskFull = ['The disk is full', 'Make room there, and run this again.'] as const;

/** The next step for an error of the operating system, by its code. */
const systemRemedies: Readonly<Record<string, readonly [what: string, next: string]>> = {
  ENOSPC: diskFull,
  EDQUOT: ['The disk quota is used up', 'Make room there, and run this again.'],
  EROFS: ['The file system is read-only', 'Use a checkout on a writable disk.'],
  EACCES: [
    'Permission denied',
    'Get permission to read and write there. With sudo: sudo chown -R "$(id -u)" on it.',
  ],
  EPERM: [
    'Not permitted',
    'It belongs to another user: run this as that user, or take it back with sudo chown.',
  ],
  ENOENT: ['There is no such file or directory', 'Is the checkout complete? See `git status`.'],
  ENOTDIR: ['Not a directory', 'A file stands where a directory is needed: move it away.'],
  EISDIR: ['There is a directory instead of a file', 'Move it away, and run this again.'],
  ELOOP: ['A symbolic link points to itself', 'Remove the link, and run this again.'],
  ENAMETOOLONG: ['The path is too long', 'Move the checkout to a shorter path.'],
  EMFILE: ['Too many open files', 'Raise the limit (ulimit -n), and run this again.'],
  ENFILE: ['Too many open files', 'End other programs, and run this again.'],
};

/**
 * Explains an error with a cause outside the tools: a full disk, missing rights. Undefined for
 * anything else.
 */
export function explainSystemError(error: unknown): Explanation | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const remedy = systemRemedies[code];
  if (remedy) {
    const where = [path, dest].filter((one) => one !== undefined).join(' → ');
    return { message: `${remedy[0]}${where && `: ${where}`} (${code}).`, next: remedy[1] };
  }
  return undefined;
}
