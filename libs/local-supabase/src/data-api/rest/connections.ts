import type { Socket } from 'node:net';
import type pg from 'pg';
import { connect } from '../../postgres/connect.ts';
import { Refused } from './refused.ts';
import type { Statement } from './statement.ts';

/** A row of texts, by the names of its columns. */
export type TextRow = Readonly<Record<string, string | null>>;

/** Every value as Postgres writes it. */
const asText = { getTypeParser: () => String };

/**
 * One connection. It sends queries to the server at once, and gets the answers in that order.
 * It is not made again when it is lost: the pool takes another.
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

  /** Whether it is good for another request. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** The server process that works for it. */
  get pid(): Promise<number> {
    return this.#pid;
  }

  /** Runs a statement, or several that have no values, and returns the rows of the last. */
  async run({ text, values }: Statement): Promise<readonly TextRow[]> {
    const result: unknown = await this.#client.query<TextRow>(
      // without values the text may hold several statements, whose results come as a list
      values.length === 0 ? { text, types: asText } : { text, values: [...values], types: asText },
    );
    return lastRows(result);
  }

  /** Runs a statement, and returns its rows with values as `types` reads them. */
  async read<Row>({ text, values }: Statement, types: pg.CustomTypesConfig): Promise<Row[]> {
    const result = await this.#client.query<Row & pg.QueryResultRow>({
      text,
      values: [...values],
      types,
    });
    return result.rows;
  }

  /**
   * Runs a statement that the server keeps parsed.
   *
   * @param version of the catalogue: the types of values are those of columns at that time
   */
  async runPrepared({ text, values }: Statement, version: number): Promise<readonly TextRow[]> {
    if (this.#version !== version) {
      // where it fails, the next statement does too
      this.#client.query('deallocate all').catch(() => undefined);
      this.#prepared.clear();
      this.#version = version;
    }
    const known = this.#prepared.get(text);
    // what a server process keeps is its memory
    if (known === undefined && this.#prepared.size >= mostPrepared) {
      return this.run({ text, values });
    }
    const name = known ?? `v${version}_${this.#prepared.size}`;
    this.#prepared.set(text, name);
    const config = { name, text, values: [...values], types: asText };
    return lastRows(await this.#client.query<TextRow>(config));
  }

  /** Asks several things, which go to the server in one write. */
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

/** The most statements that a connection keeps parsed. */
const mostPrepared = 200;

const lastRows = (result: unknown): readonly TextRow[] =>
  ((Array.isArray(result) ? result.at(-1) : result) as pg.QueryResult<TextRow>).rows;

/** How the connections of a pool are made. */
export interface ConnectionsOptions {
  readonly url: string;
  /** The most connections at a time; further requests wait for one. */
  readonly max: number;
  /** Settings of each connection, as `-c name=value`. */
  readonly settings: string;
}

/** Milliseconds that a request waits for a connection: PostgREST's default. */
const acquisitionTimeoutMs = 10_000;

interface Waiting {
  readonly take: (connection: Promise<Connection>) => void;
  readonly refuse: (reason: unknown) => void;
}

/** Lends connections, in the order in which they are asked for. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #idle: Connection[] = [];
  readonly #waiting = new Set<Waiting>();
  readonly #lent = new Set<Connection>();
  /** Those that are being made too. */
  #count = 0;
  #isClosed = false;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /**
   * Lends a connection to `use`. When the client leaves, its statement is cancelled, and it waits
   * no longer: what one client asked for and left cannot keep others waiting.
   *
   * @param signal aborted when the client leaves
   * @throws Refused PGRST003 where no connection gets free in time
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
      // it may have left while the connection was made
      signal?.throwIfAborted();
      return await use(connection);
    } finally {
      signal?.removeEventListener('abort', cancel);
      // a cancellation that comes late would hit the next request
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
      // it is lost already: there is nobody to tell
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

  /** Cancels what a connection is doing, on a connection of the same role. */
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
      // the server is away, and with it the statement
    }
  }
}

const noConnection = () =>
  new Refused(504, {
    code: 'PGRST003',
    message: 'Timed out acquiring connection from connection pool.',
  });
