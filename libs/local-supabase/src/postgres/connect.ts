import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseOf } from './address.ts';
import { attemptsOf, encryptionOf } from './encryption.ts';

// The driver and its children read the PG* variables of the shell for each missing setting. The
// tools read only the documented ones: the password, and the password file.
for (const name of Object.keys(process.env)) {
  if (/^PG[A-Z]/.test(name) && !/^PGPASS(WORD|FILE)$/.test(name)) delete process.env[name];
}

/** Options of a connection, besides its address. */
export interface ConnectionOptions {
  /** The name of the connection in `pg_stat_activity`. */
  readonly application?: string;
  /** Milliseconds to wait for a connection; the driver's own limit if not given. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds to wait for an answer; 0 means no limit. */
  readonly queryTimeoutMs?: number;
  /** Whether queries are sent while earlier ones run. Answers come in order. */
  readonly pipeline?: boolean;
  /** Settings of the session, as `-c name=value`. Those of the address come after them. */
  readonly settings?: string;
}

/** A connection, and whether it is encrypted. */
export interface Connection {
  readonly client: pg.Client;
  readonly encrypted: boolean;
  /** The stream of its bytes; below the encryption, if there is any. */
  readonly socket: Socket;
}

/**
 * Connects to a Postgres; `sslmode` means what it means to libpq.
 *
 * @throws the driver's or the server's error
 */
export async function connect(
  address: string,
  {
    application = 'parakeet',
    connectTimeoutMs,
    queryTimeoutMs,
    pipeline = false,
    settings,
  }: ConnectionOptions = {},
): Promise<Connection> {
  const url = new URL(address);
  const seconds = Number(url.searchParams.get('connect_timeout') ?? 0);
  const options = [settings, url.searchParams.get('options')].filter(Boolean).join(' ');
  const password = decodeURIComponent(url.password);
  let refusal: unknown;
  for (const ssl of attemptsOf(encryptionOf(url))) {
    const socket = new Socket();
    const client = new pg.Client({
      stream: () => socket,
      host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1'),
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username),
      database: databaseOf(url),
      ssl,
      application_name: application,
      keepAlive: true,
      pipeline,
      ...(password === '' ? {} : { password }),
      ...(options === '' ? {} : { options }),
      connectionTimeoutMillis: seconds > 0 ? seconds * 1000 : connectTimeoutMs,
      query_timeout: queryTimeoutMs,
    });
    // The next query reports a lost server; without a listener the event would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return { client, encrypted: ssl !== false, socket };
    } catch (error) {
      refusal ??= error;
      void client.end().catch(() => undefined);
      if (!isAboutEncryption(error)) throw error;
      // the second error is about the way that the user did not choose first
    }
  }
  throw refusal;
}

/** Whether the server refused a connection because it is encrypted, or because it is not. */
function isAboutEncryption(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '28000';
  return error instanceof Error && /does not support SSL/.test(error.message);
}

/** Opens a connection, passes it to `use`, and always closes it. */
export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const { client } = await connect(url);
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Milliseconds for a new server to answer. */
const timeoutMs = 60_000;

/**
 * Waits until the server answers a query. It calls `alive` between attempts; when that throws, so
 * does the wait.
 */
export async function waitUntilItAnswers(url: string, alive: () => void): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    alive();
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}

/** The server's version for people: `17.10`, without the packager's suffix. */
export async function serverVersion(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  return rows[0]?.server_version.split(' ')[0] ?? 'unknown';
}
