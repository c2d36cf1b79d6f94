import pg from 'pg';
import {
  databaseOf,
  isLoopback,
  parsePostgresUrl,
  ToolError,
  withoutPassword,
} from '@parakeet/local-supabase';

/** Another database than the local one, such as production. */
export interface Target {
  /** With the password in it: never printed. */
  readonly url: string;
  /** The same address without the password. */
  readonly shown: string;
  readonly database: string;
}

/**
 * Reads the target's address.
 *
 * @param purpose for the message when there is none: `push to`
 * @throws ToolError where it is missing or no Postgres
 */
export function readTarget(
  option: string | undefined,
  purpose: string,
  environment: NodeJS.ProcessEnv = process.env,
): Target {
  const given = option ?? environment['PROD_DB_URL'];
  const source = option === undefined ? 'PROD_DB_URL' : '--db-url';
  if (given === undefined || given === '') {
    throw new ToolError(`There is no address to ${purpose}.`, {
      next:
        'Set PROD_DB_URL in the environment or in .env.local, or give --db-url=postgresql://…\n' +
        'It is on the page of the Supabase project under Connect.',
    });
  }
  const url = parsePostgresUrl(given, source);
  return { url: given, shown: withoutPassword(given), database: databaseOf(url) };
}

/** Milliseconds after which an answer to a short question does not come any more. */
const quickAnswer = 90_000;

export interface TargetOptions {
  /** What the target's `pg_stat_activity` calls the connection. */
  readonly application?: string;
  /** Milliseconds that an answer may take; 0 waits for as long as it takes. */
  readonly patience?: number;
}

/**
 * Connects to the target, for reading. Away from this machine the connection is encrypted
 * unless the address itself says `sslmode=disable`.
 */
export async function withTarget<Result>(
  target: Target,
  use: (client: pg.Client) => Promise<Result>,
  { application = 'parakeet push', patience = quickAnswer }: TargetOptions = {},
): Promise<Result> {
  const url = new URL(target.url);
  const saysHow = url.searchParams.has('sslmode') || isLoopback(url.hostname);
  const client = new pg.Client({
    connectionString: target.url,
    application_name: application,
    connectionTimeoutMillis: 20_000,
    // a network that is gone says nothing
    query_timeout: patience,
    // hosted projects have a certificate of Supabase's own authority; whoever wants it
    // checked says sslmode=verify-full&sslrootcert=… in the address
    ...(saysHow ? {} : { ssl: { rejectUnauthorized: false } }),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const words = cause instanceof Error ? cause.message || cause.name : String(cause);
    throw new ToolError(`${target.shown} does not answer: ${words}`, {
      cause,
      next: 'Nothing was changed. Check the address, the password and that the project is not paused.',
    });
  }
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
