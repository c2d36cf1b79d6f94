import type { Socket } from 'node:net';
import type pg from 'pg';
import { connect } from '../../postgres/connect.ts';
import { Refused } from './refused.ts';
import type { Statement } from './statement.ts';

/** A row of texts, by the names of its columns. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Keeps every value in Postgres's text form. */
const asText = { getTypeParser: () => String };

/**
 * One connection. It sends queries to the server at once, and gets the answers in that order. It
 * does not reconnect when it is lost: the pool opens another.
 */
export class Connection {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #pid: Promise<number>;
  readonly #prepared = new Map<string, string>();
  #version = 0;
  #isLost = false;

  constructor(client: pg.Client, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    client.once('end', () => (this.#isLost = true));
    client.once('error', () => (this.#isLost = true));
    this.#pid = this.run({ text: 'select pg_backend_pid()::text as pid', values: [] }).then(
      ([row]) => Number(row?.['pid']),
    );
    // the next user of a lost connection notices it
    this.#pid.catch(() => undefined);
  }

  /** Whether it can serve another request. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The server process that works for it. */
  get pid(): Promise<number> {
    return this.#pid;
  }

  /** Runs a statement, or several without values, and returns the rows of the last. */
  async run({ text, values }: Statement): Promise<readonly TextRow[]> {
    const result: unknown = await this.#client.query<TextRow>(
      // without values the text may hold several statements, and their results come as a list
      values.length === 0 ? { text, types: asText } : { text, values: [...values], types: asText },
    );
    return lastRows(result);
  }

  /** Runs a statement, and parses the values of its rows with `types`. */
  async read<Row>({ text, values }: Statement, types: pg.CustomTypesConfig): Promise<Row[]> {
    const result = await this.#client.query<Row & pg.QueryResultRow>({
      text,
      values: [...values],
      types,
    });
    return result.rows;
  }

  /**
   * Runs a statement that the server keeps prepared.
   *
   * @param version of the catalogue: a prepared statement keeps the column types of that time
   */
  async runPrepared({ text, values }: Statement, version: number): Promise<readonly TextRow[]> {
    if (this.#version !== version) {
      // if it fails, the next statement fails too
      this.#client.query('deallocate all').catch(() => undefined);
      this.#prepared.clear();
      this.#version = version;
    }
    const known = this.#prepared.get(text);
    // prepared statements use memory of the server process
    if (known === undefined && this.#prepared.size >= mostPrepared) {
      return this.run({ text, values });
    }
    const name = known ?? `v${version}_${this.#prepared.size}`;
    this.#prepared.set(text, name);
    const config = { name, text, values: [...values], types: asText };
    return lastRows(await this.#client.query<TextRow>(config));
  }

  /** Sends several statements to the server in one write. */
  together<T>(ask: () => T): T {
    this.#socket.cork();
    try {
      return ask();
    } finally {
      this.#socket.uncork();
    }
  }

  async close(): Promise<void> {
    this.#isLost = true;
    await this.#client.end();
  }
}

/** The most prepared statements of a connection. */
const mostPrepared = 200;

const lastRows = (result: unknown): readonly TextRow[] =>
  ((Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult<TextRow>).rows;

/** How to make the connections of a pool. */
export interface ConnectionsOptions {
  readonly url: string;
  /** The most connections at a time; further requests wait. */
  readonly max: number;
  /** Settings of each connection, as `-c name=value`. */
  readonly settings: string;
}

/** Milliseconds that a request waits for a connection; PostgREST's default. */
const acquisitionTimeoutMs = 10_000;

interface Waiting {
  readonly take: (connection: Promise<Connection>) => void;
  readonly refuse: (reason: unknown) => void;
}

/** Lends connections in the order of the requests for them. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Waiting>();
  readonly #lent = new Set<Connection>();
  /** Includes those that are still connecting. */
  #count = 0;
  #isClosed = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /**
   * Lends a connection to `use`. When the client leaves, its statement is cancelled and its place
   * in the queue is freed. So abandoned work cannot keep others waiting.
   *
   * @param signal aborts when the client leaves
   * @throws Refused PGRST003 if no connection becomes free in time
   */
  async lend<T>(
    signal: AbortSignal | undefined,
    use: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.#acquire(signal);
    this.#lent.add(connection);
    let cancelled: Promise<void> | undefined;
    const cancel = () => {
      cancelled ??= this.#cancel(connection);
    };
    signal?.addEventListener('abort', cancel);
    try {
      // the client may have left while the connection was opened
      signal?.throwIfAborted();
      return await use(connection);
    } finally {
      signal?.removeEventListener('abort', cancel);
      // a late cancellation would hit the next request
      await cancelled;
      this.#lent.delete(connection);
      this.#release(connection);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { refuse } of this.#waiting) refuse(new Error('The Data API has been closed.'));
    this.#waiting.clear();
    await Promise.all([...this.#idle, ...this.#lent].map((one) => one.close()));
  }

  #acquire(signal: AbortSignal | undefined): Promise<Connection> {
    signal?.throwIfAborted();
    for (;;) {
      const idle = this.#idle.pop();
      if (!idle) break;
      if (!idle.isLost) return Promise.resolve(idle);
      this.#count -= 1;
    }
    if (this.#count < this.#options.max) return this.#open();
    return new Promise((take, refuse) => {
      const waiting: Waiting = {
        take: (connection) => {
          end();
          take(connection);
        },
        refuse: (reason) => {
          end();
          refuse(reason);
        },
      };
      const left = () => waiting.refuse(signal?.reason);
      const timer = setTimeout(() => waiting.refuse(noConnection()), acquisitionTimeoutMs);
      const end = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
        this.#waiting.delete(waiting);
      };
      signal?.addEventListener('abort', left);
      this.#waiting.add(waiting);
    });
  }

  async #open(): Promise<Connection> {
    this.#count += 1;
    try {
      const { url, settings } = this.#options;
      const { client, socket } = await connect(url, {
        application: 'local-supabase',
        connectTimeoutMs: 10_000,
        pipeline: true,
        settings,
      });
      return new Connection(client, socket);
    } catch (error) {
      this.#count -= 1;
      this.#serveNext();
      throw error;
    }
  }

  #release(connection: Connection): void {
    if (connection.isLost || this.#isClosed) {
      this.#count -= 1;
      // it is already lost, so nobody needs the error
      connection.close().catch(() => undefined);
    } else this.#idle.push(connection);
    this.#serveNext();
  }

  #serveNext(): void {
    const [first] = this.#waiting;
    if (!first) return;
    const idle = this.#idle.pop();
    if (idle) first.take(Promise.resolve(idle));
    else if (this.#count < this.#options.max) first.take(this.#open());
  }

  /** Cancels the running statement of a connection, through another connection of the same role. */
  async #cancel(connection: Connection): Promise<void> {
    try {
      const pid = await connection.pid;
      const { client } = await connect(this.#options.url, { application: 'local-supabase' });
      try {
        await client.query('select pg_cancel_backend($1)', [pid]);
      } finally {
        await client.end();
      }
    } catch {
      // the server is gone, and the statement with it
    }
  }
}

const noConnection = () =>
  new Refused(504, {
    code: 'PGRST003',
    message: 'Timed out acquiring connection from connection pool.',
  });
