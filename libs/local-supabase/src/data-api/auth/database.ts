import type pg from 'pg';
import { Connections, type Connection } from '../rest/connections.ts';
import { identifier, Parameters } from '../rest/sql.ts';

/** Runs statements on the accounts: each on its own, or all in one transaction. */
export interface Accounts {
  /**
   * The end of a query for a row that will change. Outside a transaction it is empty: a single
   * statement holds no lock for a later one.
   */
  readonly lock: Sql;
  run<Row>(statement: Sql<Row>): Promise<Row[]>;
}

/** A value of a statement; objects become JSON. */
type Value = string | number | boolean | object | null | undefined;

/**
 * A statement in pieces. Between two texts is a value or another statement. `Row` is the type of
 * the returned rows. It is a class, so JSON of a request cannot pass as one.
 */
export class Sql<Row = unknown> {
  readonly texts: readonly string[];
  readonly values: readonly Value[];
  /** Exists only for the type. */
  declare readonly row?: Row;

  constructor(texts: readonly string[], values: readonly Value[]) {
    this.texts = texts;
    this.values = values;
  }
}

/**
 * Builds a statement. A value becomes a parameter, and Postgres infers its type. Another piece of
 * SQL is inserted as it is.
 */
export function sql<Row = unknown>(
  texts: TemplateStringsArray,
  ...values: readonly Value[]
): Sql<Row> {
  return new Sql(texts, values);
}

/** The text of a statement. Its values become parameters. */
export function render({ texts, values }: Sql, parameters: Parameters): string {
  return texts.reduce((before, after, at) => {
    const value = values[at - 1];
    const piece = value instanceof Sql ? render(value, parameters) : parameters.add(textOf(value));
    return before + piece + after;
  });
}

/** A quoted column name. */
export function column(name: string): Sql {
  return new Sql([identifier(name)], []);
}

/** Pieces joined by commas. */
export function list(pieces: readonly Sql[]): Sql {
  return pieces.reduce((before, piece) => sql`${before}, ${piece}`);
}

/** The accounts' database, as the role `supabase_auth_admin`. */
export class AccountsDatabase implements Accounts {
  readonly lock = sql``;
  readonly #connections: Connections;

  /** @param url the address for `supabase_auth_admin`; it connects at the first use */
  constructor(url: string) {
    this.#connections = new Connections({ url, max: 4, settings: '-c TimeZone=UTC' });
  }

  run<Row>(statement: Sql<Row>): Promise<Row[]> {
    return this.#connections.lend(undefined, (connection) => runOn(connection, statement));
  }

  /**
   * Runs work in a transaction; an error rolls it back. The work may use only the `accounts` that
   * it is given.
   */
  transaction<Result>(work: (accounts: Accounts) => Promise<Result>): Promise<Result> {
    return this.#connections.lend(undefined, async (connection) => {
      await runOn(connection, sql`begin`);
      try {
        const result = await work({
          lock: sql`for no key update`,
          run: (statement) => runOn(connection, statement),
        });
        await runOn(connection, sql`commit`);
        return result;
      } catch (error) {
        // a connection that cannot roll back is lost, and its transaction with it
        if (!connection.isLost) {
          await runOn(connection, sql`rollback`).catch(() => connection.close());
        }
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}

async function runOn<Row>(connection: Connection, statement: Sql<Row>): Promise<Row[]> {
  const parameters = new Parameters();
  const text = render(statement, parameters);
  return connection.read<Row>({ text, values: parameters.values }, types);
}

function textOf(value: Value): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** How values are parsed, by type oid. All others stay in Postgres's text form. */
const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'], // boolean
  [20, Number], // bigint
  [21, Number], // smallint
  [23, Number], // integer
  [1700, Number], // numeric
  [114, JSON.parse], // json
  [3802, JSON.parse], // jsonb
  [1184, goTrueTime], // timestamptz
]);

const types: pg.CustomTypesConfig = { getTypeParser: (oid: number) => parsers.get(oid) ?? String };

/** How GoTrue writes a time, `2026-02-22T20:42:00.5Z`; the connection's time zone is UTC. */
function goTrueTime(text: string): string {
  return text.replace(' ', 'T').replace(/\+00$/, 'Z');
}
