import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A statement that a client sent, in milliseconds of `performance.now()`. */
export interface SentStatement {
  /** Of what kind the client is: `reader`, `writer`, …. */
  readonly kind: string;
  /** What it did: `insert log`. */
  readonly name: string;
  readonly began: number;
  readonly ended: number;
  /** SQLSTATE, or the error's own words, where it was refused. */
  readonly error?: string;
}

/** What a client may do: statements of a request, which are timed one by one. */
export interface Requests {
  /**
   * A request of the Data API: a transaction of its own, as the lifter, with a statement in it.
   * The answer's rows; undefined where it was refused, which is recorded.
   */
  send<Row>(name: string, lifter: string, sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Several statements in one transaction, with a pause between two of them. */
  together(
    lifter: string,
    pause: number,
    statements: readonly (readonly [name: string, sql: string, values?: readonly unknown[]])[],
  ): Promise<void>;
}

/** A client that goes on until the traffic is stopped. */
export interface Client {
  readonly kind: string;
  /** What it does once; called again as soon as it is done. */
  readonly round: (requests: Requests) => Promise<void>;
}

/** Clients that read and write all the while. */
export interface Traffic {
  /** What was sent since it was last asked, without what is still under way. */
  take(): SentStatement[];
  /** Waits until each client has begun and ended a round. */
  settle(): Promise<void>;
  /** Ends the clients. Rejects if one of them could not go on. */
  stop(): Promise<void>;
}

/** As the Data API's login role has them, so that no client waits for ever. */
const patience = '-c statement_timeout=8s -c lock_timeout=8s';

/**
 * Starts clients, each with a connection of its own.
 *
 * @param url as a role that may become authenticated
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
  // told at the end, by stop
  all.catch(() => ending.abort());
  return {
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    async settle() {
      const before = [...rounds];
      // the one that is under way, and a whole one
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
      // a connection that broke, or a mistake of the client's, is no error of the upgrade
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
      // what is checked late is checked here, and a commit may wait too
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
