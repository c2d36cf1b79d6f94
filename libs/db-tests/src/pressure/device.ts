import pg from 'pg';
import { type Session } from '@parakeet/db-harness';

/**
 * A phone's connection, as a lifter. Each query is one request: a transaction like the Data API's,
 * which is committed before its answer.
 */
export class Device {
  readonly #client: pg.Client;
  #claims = '';

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async connect(url: string): Promise<Device> {
    const client = new pg.Client({ connectionString: url, application_name: 'device' });
    // the failing query reports a lost connection
    client.on('error', () => undefined);
    await client.connect();
    return new Device(client);
  }

  /** Signs this lifter in for the next requests. */
  signIn(lifter: string): void {
    this.#claims = JSON.stringify({ sub: lifter, role: 'authenticated', aud: 'authenticated' });
  }

  /** Sends one request, and returns its rows. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const rows = await this.sendWithoutCommit<Row>(sql, parameters);
    await this.#client.query('commit');
    return rows;
  }

  /** Runs a request up to its end: then `commit` or `rollback` ends it. */
  async sendWithoutCommit<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    try {
      await this.#client.query('begin');
      await this.#client.query(
        `select set_config('role', 'authenticated', true),
           set_config('request.jwt.claims', $1, true), set_config('search_path', 'public', true)`,
        [this.#claims],
      );
      const { rows } = await this.#client.query(sql, [...parameters]);
      return rows as Row[];
    } catch (error) {
      // a lost connection cannot, but the server rolls its work back
      await this.#client.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  async commit(): Promise<void> {
    await this.#client.query('commit');
  }

  async rollback(): Promise<void> {
    await this.#client.query('rollback');
  }

  /** The server process that serves this connection. */
  async pid(): Promise<number> {
    const { rows } = await this.#client.query<{ pid: number }>('select pg_backend_pid() as pid');
    if (!rows[0]) throw new Error('no process');
    return rows[0].pid;
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

/** The SQLSTATE of a refused request; rethrows errors that are not Postgres's. */
export function refusalCode(error: unknown): string {
  if (error instanceof pg.DatabaseError && error.code !== undefined) return error.code;
  throw error;
}

/** The errors after which a client may send the same again: see docs/errors.md. */
export const retryable: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

/** Waits until a number of connections with this name wait for a lock. */
export function untilWaiting(
  db: Pick<Session, 'query'>,
  application: string,
  count: number,
): Promise<void> {
  return until(`${count} of ${application} to wait`, async () => {
    const rows = await db.query(
      `select from pg_stat_activity
       where datname = current_database() and application_name = $1 and wait_event_type = 'Lock'`,
      [application],
    );
    return rows.length === count;
  });
}

/**
 * Asks until the answer is yes. Throws after a long time: then the test did not do what it should.
 */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
  }
}
