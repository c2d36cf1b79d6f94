import {
  type CommandContext,
  commandLine,
  type CommandSchema,
  explainSystemError,
  type Explanation,
  type GivenOptions,
  runCommand as runPlainCommand,
} from '@parakeet/command-kit';

const startAgain = `Is it running? ${commandLine('start')} starts it; then run this again.`;

/** The errors of refused or broken connections. */
const lostConnections: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No server answers',
  ECONNRESET: 'The connection was cut off',
  EPIPE: 'The connection was cut off',
  ETIMEDOUT: 'The server does not answer in time',
  EHOSTUNREACH: 'The host cannot be reached',
  ENETUNREACH: 'The network cannot be reached',
  ENOTFOUND: 'The host is unknown',
  EAI_AGAIN: 'The name of the host cannot be resolved now',
};

/** Whether a server went away, or has no space for its work. */
type FailureKind = 'gone' | 'no room';

interface Failure extends Explanation {
  /** Undefined for errors of something else, such as an unreadable file. */
  readonly kind?: FailureKind;
}

/**
 * Explains an error with a cause outside the tools: a full disk, missing rights, a lost server.
 * Undefined for anything else, which is a bug in the tools.
 */
export function explainFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const {
    code = '',
    address,
    port,
  } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const lost = lostConnections[code];
  if (lost !== undefined) {
    const at = address === undefined ? '' : ` at ${address}${port === undefined ? '' : `:${port}`}`;
    return { kind: 'gone', message: `${lost}${at} (${code}).`, next: startAgain };
  }
  return explainSystemError(error) ?? explainDatabaseError(error, code);
}

/**
 * Runs a command that uses a database: runCommand of command-kit, which also explains database
 * errors.
 */
export function runCommand<Schema extends CommandSchema>(
  schema: Schema,
  run: (
    options: GivenOptions<keyof Schema['properties']>,
    context: CommandContext,
  ) => Promise<number | void>,
): Promise<void> {
  return runPlainCommand(schema, run, explainFailure);
}

/** The next step for an SQLSTATE that the SQL did not cause; undefined for any other. */
const stateRemedies: readonly (readonly [
  state: RegExp,
  kind: FailureKind,
  what: string,
  next: string,
])[] = [
  // the server shuts down, has crashed or starts, or the connection is lost
  [/^(57P0[1-3]|08\w{3})$/, 'gone', 'The database went away', startAgain],
  [
    /^53100$/,
    'no room',
    'The disk of the database is full',
    'Make room there, and run this again.',
  ],
  [
    /^53[23]00$/,
    'no room',
    'The database has no room',
    'End other programs that use it; run this again.',
  ],
];

function explainDatabaseError(error: Error, code: string): Failure | undefined {
  if (error.message.startsWith('Connection terminated')) {
    const message = 'The database went away: the connection was cut off.';
    return { kind: 'gone', message, next: startAgain };
  }
  const found = stateRemedies.find(([pattern]) => pattern.test(code));
  if (!found) return undefined;
  const [, kind, what, next] = found;
  return { kind, message: `${what}: ${error.message} (SQLSTATE ${code}).`, next };
}
