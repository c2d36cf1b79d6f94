/** What a person reads of an error that the system or the local database gave. */
export interface Explanation {
  readonly message: string;
  readonly next: string;
}

/** What is said where the disk is full, and what to do. */
export const diskFull = ['The disk is full', 'Make room there, and run this again.'] as const;

/** What to do about an error of the operating system, by its code. */
const systemRemedies: Readonly<Record<string, readonly [what: string, next: string]>> = {
  ENOSPC: diskFull,
  EDQUOT: ['The disk quota is used up', 'Make room there, and run this again.'],
  EROFS: ['The file system is read-only', 'Use a checkout on a disk that can be written to.'],
  EACCES: [
    'Permission denied',
    'Give yourself the right to read and write there. If it was made with sudo: sudo chown -R "$(id -u)" on it.',
  ],
  EPERM: [
    'Not permitted',
    'It belongs to another user: run this as that user, or take it back with sudo chown.',
  ],
  ENOENT: ['There is no such file or directory', 'Is this a whole checkout? `git status` tells.'],
  ENOTDIR: ['Not a directory', 'A file has the place of a directory: move it away.'],
  EISDIR: ['A directory, where a file is expected', 'Move it away, and run this again.'],
  ELOOP: ['A link leads to itself', 'Remove the link, and run this again.'],
  ENAMETOOLONG: ['The path is too long', 'Move the checkout to a shorter path.'],
  EMFILE: ['Too many open files', 'Raise the limit (ulimit -n), and run this again.'],
  ENFILE: ['Too many open files', 'End other programs, and run this again.'],
};

const startAgain = 'Is it running? npx nx run db-schema:start starts it; then run this again.';

/** Connections that were refused or cut off. */
const lostConnections: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server answers',
  ECONNRESET: 'The connection was cut off',
  EPIPE: 'The connection was cut off',
  ETIMEDOUT: 'The server does not answer in time',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The network cannot be reached',
  ENOTFOUND: 'The host is not known',
  EAI_AGAIN: 'The name of the host cannot be looked up now',
};

/**
 * Explains an error that has its cause outside the tools: a full disk, missing rights, a
 * server that went away. Undefined for anything else, which is a defect of the tools.
 */
export function explainSystemError(error: unknown): Explanation | undefined {
  if (!(error instanceof Error)) return undefined;
  const {
    code = '',
    path,
    dest,
    address,
    port,
  } = error as NodeJS.ErrnoException & {
    dest?: string;
    address?: string;
    port?: number;
  };
  const lost = lostConnections[code];
  if (lost !== undefined) {
    const at = address === undefined ? '' : ` at ${address}${port === undefined ? '' : `:${port}`}`;
    return { message: `${lost}${at} (${code}).`, next: startAgain };
  }
  const remedy = systemRemedies[code];
  if (remedy) {
    const where = [path, dest].filter((one) => one !== undefined).join(' → ');
    return { message: `${remedy[0]}${where && `: ${where}`} (${code}).`, next: remedy[1] };
  }
  return explainDatabaseError(error, code);
}

/** What to do about an SQLSTATE that is no fault of the SQL; undefined for any other. */
const stateRemedies: readonly (readonly [state: RegExp, what: string, next: string])[] = [
  // it shuts down, has crashed, or starts; or the connection is lost
  [/^(57P0[1-3]|08\w{3})$/, 'The database went away', startAgain],
  [/^53100$/, 'The disk of the database is full', 'Make room there, and run this again.'],
  [/^53[23]00$/, 'The database has no room', 'End other programs that use it; run this again.'],
];

function explainDatabaseError(error: Error, code: string): Explanation | undefined {
  if (error.message.startsWith('Connection terminated')) {
    return { message: 'The database went away: the connection was cut off.', next: startAgain };
  }
  const found = stateRemedies.find(([pattern]) => pattern.test(code));
  return found && { message: `${found[1]}: ${error.message} (SQLSTATE ${code}).`, next: found[2] };
}
