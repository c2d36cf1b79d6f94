import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import postgres from 'postgres';

/** How the connections of a pool are made. */
export interface PoolOptions {
  readonly url: string;
  /** The most connections at a time; further requests wait for one. */
  readonly max: number;
  /** How values go in and come out, by names that stand for nothing but themselves. */
  readonly types: Record<string, postgres.PostgresType>;
  /** Settings of each connection, by Postgres's names. */
  readonly settings?: Readonly<Record<string, string | boolean>>;
  /** Told of every error, in the context of whoever gets it. */
  readonly onError?: (error: unknown) => void;
}

/**
 * A database as lite wants it, on a pool of our own. The driver's own pool reserves
 * connections for whoever has stopped waiting, when the server was away: each time one is
 * lost, and when all are, requests wait for ever.
 */
export function openPool<Tables>(options: PoolOptions): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PoolDriver(options),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** What a connection is lost with, in the driver's words. */
class ConnectionLost extends Error {
  readonly code = 'CONNECTION_CLOSED';

  constructor() {
    super('the connection was closed');
  }
}

/** One connection, which is not made again when it is lost: the pool takes another. */
class PoolConnection implements DatabaseConnection {
  readonly #sql: postgres.Sql;
  readonly #onError: PoolOptions['onError'];
  #lost = false;

  constructor({ url, types, settings, onError }: PoolOptions) {
    this.#onError = onError;
    this.#sql = postgres(url, {
      max: 1,
      // seconds
      connect_timeout: 10,
      backoff: () => 0.05,
      idle_timeout: 0,
      max_lifetime: null,
      onnotice: () => undefined,
      onclose: () => (this.#lost = true),
      types,
      // the driver would ask for the array types of each new connection, and end the process
      // where that is cut off
      fetch_types: false,
      connection: { application_name: 'local-supabase', TimeZone: 'UTC', ...settings },
    });
  }

  /** Whether it is good for another request. */
  get isLost(): boolean {
    return this.#lost;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    // the driver would connect anew, and go on outside of the transaction
    if (this.#lost) throw new ConnectionLost();
    try {
      // left to Postgres to say of which type a value is: the driver says so of a boolean, and
      // Postgres would not take that for jsonb
      const values = parameters.map((value) => this.#sql.typed(value, unspecified));
      const result = await this.#sql.unsafe<(Row & postgres.Row)[]>(sql, values);
      const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command);
      return {
        rows: [...result],
        ...(changes ? { numAffectedRows: BigInt(result.count) } : {}),
      };
    } catch (error) {
      // one that ends the connection, or comes from making it
      if (!(error instanceof postgres.PostgresError) || error.severity === 'FATAL') {
        this.#lost = true;
      }
      this.#onError?.(error);
      throw error;
    }
  }

  streamQuery(): never {
    throw new Error('Nothing here reads rows one by one.');
  }

  async close(): Promise<void> {
    this.#lost = true;
    await this.#sql.end({ timeout: 0 });
  }
}

/** The oid that means "not said". */
const unspecified = 0;

/** Hands connections out, at most so many at a time, in the order in which they were asked for. */
class PoolDriver implements Driver {
  readonly #options: PoolOptions;
  readonly #all = new Set<PoolConnection>();
  readonly #idle: PoolConnection[] = [];
  readonly #waiting: ((connection: PoolConnection) => void)[] = [];

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<PoolConnection> {
    for (;;) {
      const idle = this.#idle.pop();
      if (!idle) break;
      if (!idle.isLost) return Promise.resolve(idle);
      this.#drop(idle);
    }
    if (this.#all.size < this.#options.max) return Promise.resolve(this.#open());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async beginTransaction(connection: PoolConnection, settings: TransactionSettings): Promise<void> {
    const mode = settings.accessMode ?? 'read write';
    await connection.executeQuery(CompiledQuery.raw(`start transaction ${mode}`));
  }

  async commitTransaction(connection: PoolConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: PoolConnection): Promise<void> {
    // with the connection went its transaction
    if (!connection.isLost) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  releaseConnection(connection: PoolConnection): Promise<void> {
    let next: PoolConnection | undefined = connection;
    if (connection.isLost) {
      this.#drop(connection);
      next = this.#waiting.length > 0 ? this.#open() : undefined;
    }
    if (next) {
      const first = this.#waiting.shift();
      if (first) first(next);
      else this.#idle.push(next);
    }
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#all].map((one) => one.close()));
  }

  #open(): PoolConnection {
    const connection = new PoolConnection(this.#options);
    this.#all.add(connection);
    return connection;
  }

  #drop(connection: PoolConnection): void {
    this.#all.delete(connection);
    // it is lost already: there is nobody to tell
    connection.close().catch(() => undefined);
  }
}
