import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A client's statement, in milliseconds of `performance.now()`. */
export interface SentStatement {
  /** The kind of client: `reader`, `writer`, …. */
  readonly kind: string;
  /** Its action: `insert log`. */
  readonly name: string;
  readonly began: number;
  readonly ended: number;
  /** SQLSTATE, or the error's own words, if it failed. */
  readonly error?: string;
}

/** The means of a client: the statements of a request are timed one by one. */
export interface Requests {
  /**
   * A request of the Data API: one transaction as the lifter, with one statement. Returns the rows;
   * undefined after an error, which is recorded.
   */
  send<Row>(name: string, lifter: string, sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Several statements in one transaction, with pauses between them. */
  together(
    lifter: string,
    pause: number,
    statements: readonly (readonly [name: string, sql: string, values?: readonly unknown[]])[],
  ): Promise<void>;
}

/** A client that continues until the traffic stops. */
export interface Client {
  readonly kind: string;
  /** One round; called again as soon as it is done. */
  readonly round: (requests: Requests) => Promise<void>;
}

/** Clients that read and write all the time. */
export interface Traffic {
  /** The statements since the last call, without running ones. */
  take(): SentStatement[];
  /** Waits until each client has done a whole round. */
  settle(): Promise<void>;
  /** Ends the clients. Rejects if one of them failed. */
  stop(): Promise<void>;
}

/** As for the Data API's login role, so no client waits for ever. */
const patience = '-c statement_timeout=8s -c lock_timeout=8s';

/**
 * Starts clients, each with its own connection.
 *
 * @param url for a role that may become authenticated
 */
export async function startTraffic(url: string, clients: readonly Client[]): Promise<Traffic> {
  let sent: SentStatement[] = [];
  const ending = new AbortController();
  const rounds = clients.map(() => 0);
  const running = clients.map(async (client, place) => {
    const connection = new pg.Client({
      connectionString: url,
      application_name: `traffic ${client.kind}`,
      options: patience,
    });
    connection.on('error', () => undefined);
    await connection.connect();
    try {
      const requests = requestsOf(connection, client.kind, (statement) => sent.push(statement));
      while (!ending.signal.aborted) {
        await client.round(requests);
        rounds[place] = (rounds[place] ?? 0) + 1;
      }
    } finally {
      await connection.end();
    }
  });
  const all = Promise.all(running);
  // stop reports it
  all.catch(() => ending.abort());
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    async settle() {
      const before = [...rounds];
      // the running round, and a whole one
      while (!ending.signal.aborted && rounds.some((count, at) => count < (before[at] ?? 0) + 2)) {
        await sleep(10);
      }
    },
    async stop() {
      ending.abort();
      await all;
    },
  };
}

const asLifter = `select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)`;

function requestsOf(
  connection: pg.Client,
  kind: string,
  record: (statement: SentStatement) => void,
): Requests {
  async function timed<Row>(name: string, sql: string, values: readonly unknown[] = []) {
    const began = performance.now();
    try {
      const { rows } = await connection.query<pg.QueryResultRow>(sql, [...values]);
      record({ kind, name, began, ended: performance.now() });
      return rows as Row[];
    } catch (error) {
      // a broken connection, or a client's mistake, is not an error of the upgrade
      if (!(error instanceof pg.DatabaseError)) throw error;
      const words = `${error.code} ${error.message}`;
      record({ kind, name, began, ended: performance.now(), error: words });
      throw error;
    }
  }

  async function transaction<Result>(
    lifter: string,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const claims = JSON.stringify({ sub: lifter, role: 'authenticated', aud: 'authenticated' });
    await connection.query('begin');
    try {
      await connection.query(asLifter, [claims]);
      const result = await work();
      // deferred checks run here, and a commit may wait too
      await timed('commit', 'commit');
      return result;
    } catch (error) {
      await connection.query('rollback');
      if (error instanceof pg.DatabaseError) return undefined;
      throw error;
    }
  }

  return {
    async send<Row>(name: string, lifter: string, sql: string, values?: readonly unknown[]) {
      return (await transaction(lifter, () => timed<Row>(name, sql, values))) ?? [];
    },
    async together(lifter, pause, statements) {
      await transaction(lifter, async () => {
        for (const [name, sql, values] of statements) {
          await timed(name, sql, values);
          await sleep(pause);
        }
      });
    },
  };
}
