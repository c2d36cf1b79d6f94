import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Postgres's error for a refused statement. */
export type Refusal = pg.DatabaseError;

/**
 * A connection inside a transaction that is rolled back. Tests use the database through it. It
 * starts as the role that migrates, which sees everything. `asLifter`, `asAnon` and `asService`
 * change role and claims, as the Data API does for a request.
 */
export class Session {
  readonly #connection: () => pg.ClientBase;

  /** @param connection called for each statement: the session may exist before the connection */
  constructor(connection: () => pg.ClientBase) {
    this.#connection = connection;
  }

  /** Runs one statement and returns its rows. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#connection().query(sql, [...parameters]);
    return rows as Row[];
  }

  /** Runs one statement and returns the number of changed rows. */
  async change(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const { rowCount } = await this.#connection().query(sql, [...parameters]);
    return rowCount ?? 0;
  }

  /**
   * Runs a statement that Postgres must refuse, and returns the error. The transaction continues as
   * if it had not run. Throws if Postgres accepts it.
   */
  async refused(sql: string, parameters: readonly unknown[] = []): Promise<Refusal> {
    const refusal = await this.attempt(() => this.query(sql, parameters));
    if (!refusal) throw new Error(`Postgres took what it should refuse: ${sql}`);
    return refusal;
  }

  /**
   * Runs work and undoes it. Returns Postgres's error, or undefined without one. Deferred
   * constraints are checked before the end.
   */
  attempt(work: () => Promise<unknown>): Promise<Refusal | undefined> {
    return this.#inSavepoint(work, false);
  }

  /** Runs work in a transaction. If Postgres refuses it, undoes it and returns the error. */
  undoIfRefused(work: () => Promise<unknown>): Promise<Refusal | undefined> {
    return this.#inSavepoint(work, true);
  }

  /** @param keep whether accepted work stays */
  async #inSavepoint(work: () => Promise<unknown>, keep: boolean): Promise<Refusal | undefined> {
    const connection = this.#connection();
    await connection.query('savepoint work');
    let isTaken = false;
    try {
      await work();
      isTaken = true;
      return undefined;
    } catch (error) {
      if (error instanceof pg.DatabaseError) return error;
      throw error;
    } finally {
      const release = 'release savepoint work';
      // in one round trip, because a proof makes tens of thousands
      await connection.query(keep && isTaken ? release : `rollback to savepoint work; ${release}`);
    }
  }

  /** Runs a query that may fail, in or outside of a transaction; undefined if it failed. */
  async queryOrNothing<Row>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[] | undefined> {
    let rows: Row[] | undefined;
    const work = async () => {
      rows = await this.query<Row>(sql, parameters);
    };
    try {
      await this.attempt(work);
    } catch (error) {
      // no_active_sql_transaction: there is nothing to undo
      if (!(error instanceof pg.DatabaseError && error.code === '25P01')) throw error;
      await work().catch(() => undefined);
    }
    return rows;
  }

  /** As a signed-in lifter. */
  async asLifter(id: string): Promise<void> {
    await this.#become('authenticated', { sub: id, role: 'authenticated', aud: 'authenticated' });
  }

  /** As a caller who is not signed in. */
  async asAnon(): Promise<void> {
    await this.#become('anon', { role: 'anon' });
  }

  /** As a server with the secret key, which bypasses row level security. */
  async asService(): Promise<void> {
    await this.#become('service_role', { role: 'service_role' });
  }

  /** As the role that migrates, which owns the tables. */
  async asOwner(): Promise<void> {
    await this.#become('none', undefined);
  }

  /** Runs work as the role that migrates, and then restores the previous role. */
  async whileOwner<Result>(work: () => Promise<Result>): Promise<Result> {
    const [now] = await this.query<{ role: string; claims: string | null }>(
      `select current_setting('role') as role,
         current_setting('request.jwt.claims', true) as claims`,
    );
    await this.asOwner();
    const result = await work();
    if (now && now.role !== 'none') {
      await this.#become(now.role, JSON.parse(now.claims ?? '{}') as Record<string, string>);
    }
    return result;
  }

  /** Creates an account, as GoTrue does at sign-up, and returns its id. */
  async createLifter(id: string = randomUUID()): Promise<string> {
    await this.query(
      `insert into auth.users (id, aud, role, email, created_at, updated_at)
       values ($1, 'authenticated', 'authenticated', $2, now(), now())`,
      [id, `${id}@parakeet.test`],
    );
    return id;
  }

  async #become(role: string, claims: Record<string, string> | undefined): Promise<void> {
    await this.#connection().query(
      `select set_config('role', $1, true),
              set_config('request.jwt.claims', $2, true),
              set_config('search_path', $3, true)`,
      [
        role,
        claims ? JSON.stringify(claims) : '',
        claims ? 'public, extensions' : '"$user", public, extensions',
      ],
    );
  }
}
