import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { ToolError, UsageError } from '@parakeet/command-kit';
import {
  connect,
  databaseOf,
  parsePostgresUrl,
  withoutPassword,
  type Connection,
  type ConnectionOptions,
} from '@parakeet/local-supabase';

/** Another database than the local one, such as production. */
export interface Target {
  /** Its name in the config, if it was chosen by that. */
  readonly name?: string;
  /** The password may be in it: never printed. */
  readonly url: string;
  /** The same address without the password. */
  readonly shown: string;
  readonly host: string;
  readonly database: string;
}

/** The port of the poolers of Supabase projects that hand out a connection a transaction. */
const transactionPoolerPort = '6543';

/** How an address is asked for. */
export interface AskedFor {
  /** The option that it is given by: `db-url` if not given. */
  readonly option?: string;
  /** Whether that is the only way. If not, it may be `PROD_DB_URL` of the environment. */
  readonly isTyped?: boolean;
}

/**
 * The target that was chosen: by its name in the config, by its address, or by PROD_DB_URL. Where
 * the config has names, one of them or an address must be given.
 *
 * @param given the options `--target` and `--db-url`
 * @throws UsageError if both are given, none where there are names, or a name that is not known;
 *   ToolError as `readTarget` does
 */
export function chooseTarget(
  given: { readonly name?: string | undefined; readonly url?: string | undefined },
  purpose: string,
  targets: Readonly<Record<string, { readonly env: string }>>,
  environment: NodeJS.ProcessEnv = process.env,
): Target {
  const { name, url } = given;
  const names = Object.keys(targets);
  const known =
    names.length === 0 ? 'The config has no targets.' : `There are ${names.join(', ')}.`;
  if (name !== undefined && url !== undefined) {
    throw new UsageError('--target and --db-url are two ways to name a database: give one.');
  }
  if (name === undefined) {
    if (url !== undefined || names.length === 0) {
      return readTarget(url, purpose, {}, environment);
    }
    throw new UsageError(`Which target to ${purpose}? Give --target=…`, { next: known });
  }
  const found = targets[name];
  if (!found) throw new UsageError(`--target=${name} is not known.`, { next: known });
  const address = environment[found.env];
  if (address === undefined || address === '') {
    throw new ToolError(`There is no address for ${name}: ${found.env} is not set.`, {
      next: `Set ${found.env} in the environment or in .env.local.`,
    });
  }
  return { ...targetAt(address, found.env), name };
}

/**
 * Reads the target's address.
 *
 * @param typed what the option says
 * @param purpose for the message when there is none: `push to`
 * @throws ToolError if it is missing, unclear, no Postgres, or a transaction-mode pooler
 */
export function readTarget(
  typed: string | undefined,
  purpose: string,
  { option = 'db-url', isTyped = false }: AskedFor = {},
  environment: NodeJS.ProcessEnv = process.env,
): Target {
  const given = isTyped ? typed : (typed ?? environment['PROD_DB_URL']);
  const source = typed === undefined ? 'PROD_DB_URL' : `--${option}`;
  if (given === undefined || given === '') {
    throw new ToolError(`There is no address to ${purpose}.`, {
      next:
        (isTyped ? 'Give' : 'Set PROD_DB_URL in the environment or in .env.local, or give') +
        ` --${option}=postgresql://…\n` +
        'Find it in the Supabase dashboard under Connect.',
    });
  }
  return targetAt(given, source);
}

/** @param source where the address comes from */
function targetAt(given: string, source: string): Target {
  const url = parsePostgresUrl(given, source);
  const shown = withoutPassword(url.toString());
  if (url.port === transactionPoolerPort) {
    throw new ToolError(`${shown} is a pooler in transaction mode (port ${url.port}).`, {
      next:
        'It gives each transaction another connection, so locks and settings do not hold.\n' +
        'Use the direct connection or the pooler in session mode: the same address with port 5432.',
    });
  }
  return { url: url.toString(), shown, host: url.hostname, database: databaseOf(url) };
}

/** Milliseconds after which an answer to a short question does not come any more. */
const quickAnswer = 30_000;

/**
 * Connects to the target.
 *
 * @throws ToolError that says why it does not answer
 */
export async function connectTarget(
  target: Target,
  options: ConnectionOptions = {},
): Promise<Connection> {
  try {
    return await connect(target.url, {
      application: 'parakeet',
      connectTimeoutMs: 20_000,
      // a network that is gone says nothing
      queryTimeoutMs: quickAnswer,
      ...options,
    });
  } catch (cause) {
    if (cause instanceof ToolError) throw cause;
    throw new ToolError(`${target.shown} does not answer: ${reasonOf(cause)}`, {
      cause,
      next: nextAfter(cause),
    });
  }
}

/** Connects to the target, hands the connection to `use`, and closes it whatever happens. */
export async function withTarget<Result>(
  target: Target,
  use: (client: pg.Client) => Promise<Result>,
  options: ConnectionOptions = {},
): Promise<Result> {
  const { client } = await connectTarget(target, options);
  try {
    return await use(client);
  } finally {
    await closeClient(client);
  }
}

/** How long a server may take to see a connection off. */
const farewellMs = 1000;

/** Closes a connection; one whose server does not answer any more is left to itself. */
export async function closeClient(client: pg.Client): Promise<void> {
  // @types/pg does not know it
  if ('unref' in client && typeof client.unref === 'function') client.unref();
  const closed = new AbortController();
  const ended = client
    .end()
    .catch(() => undefined)
    .finally(() => closed.abort());
  // a timer that is left would keep the command from ending
  const late = sleep(farewellMs, undefined, { signal: closed.signal }).catch(() => undefined);
  await Promise.race([ended, late]);
}

/** Why a connection failed, in the words of the driver or the server. */
export function reasonOf(cause: unknown): string {
  if (isPasswordMissing(cause)) return 'it asks for a password, and none was given';
  // an address with several IP addresses has an error for each
  const [first] = cause instanceof AggregateError ? cause.errors : [cause];
  return first instanceof Error ? first.message || first.name : String(first);
}

function isPasswordMissing(cause: unknown): boolean {
  return cause instanceof Error && /client password must be a/.test(cause.message);
}

function nextAfter(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (isPasswordMissing(cause)) {
    return 'Give it in the address, in PGPASSWORD or in ~/.pgpass. Nothing was changed.';
  }
  if (/CERT|SIGNATURE|SSL|TLS/.test(code)) {
    return (
      'Nothing was changed. The certificate was not accepted. Name the file of its authority with\n' +
      'sslrootcert= in the address; sslmode=require encrypts without checking the server.'
    );
  }
  if (code === '28P01') {
    return 'Nothing was changed. Check user and password; percent-encode special characters.';
  }
  return 'Nothing was changed. Check the address, the password and that the project is not paused.';
}
