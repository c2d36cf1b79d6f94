import type { Connection } from '../data/client.ts';
import { nothingKnown, type Known, type TableName } from '../data/known.ts';
import { sources } from '../data/sources.ts';
import type { Unread } from '../errors/unread-words.ts';
import { answerKey, type Database } from './database.ts';

/** The tables that are read. */
export const tableNames: readonly TableName[] = Object.keys(nothingKnown).filter(
  (name): name is TableName => Object.hasOwn(nothingKnown, name),
);

/** The last answer of each table: read from the server, and kept on this device. */
export class Answers {
  readonly #connection: Connection;
  readonly #lifter: string;
  readonly #database: Database;
  #known = nothingKnown;
  readonly #unread = new Map<TableName, readonly Unread[]>();
  readonly #answeredAt = new Map<TableName, number>();
  /** Requests are numbered, so that a late answer does not replace a newer one. */
  #requests = 0;
  readonly #newest = new Map<TableName, number>();

  constructor(connection: Connection, lifter: string, database: Database) {
    this.#connection = connection;
    this.#lifter = lifter;
    this.#database = database;
  }

  get known(): Known {
    return this.#known;
  }

  get unread(): Unread[] {
    return [...this.#unread.values()].flat();
  }

  /** When each table was answered, in milliseconds; a table that never was is not there. */
  get answeredAt(): ReadonlyMap<TableName, number> {
    return this.#answeredAt;
  }

  /** When a table was last answered; 0 if never, or if the clock was set back since. */
  lastAnswer(table: TableName): number {
    const at = this.#answeredAt.get(table) ?? 0;
    return at > Date.now() ? 0 : at;
  }

  /** Takes the answers that this device has kept, also from another tab, if they are newer. */
  async recall(): Promise<void> {
    const recall = async (table: TableName) => {
      const kept = await this.#database.get('answers', answerKey(this.#lifter, table));
      if (kept === undefined || kept.at <= this.lastAnswer(table)) return;
      this.#take(table, kept.rows, kept.at);
    };
    await Promise.all(tableNames.map(recall));
  }

  /**
   * Reads a table anew, and keeps the answer.
   *
   * @param isOver whether nobody wants the answer any more
   * @throws Away where nobody answered
   */
  async read(table: TableName, isOver: () => boolean): Promise<void> {
    this.#requests += 1;
    const request = this.#requests;
    const rows = await sources[table].fetch(await this.#connection, this.#lifter);
    if (isOver() || request < (this.#newest.get(table) ?? 0)) return;
    this.#newest.set(table, request);
    const at = Date.now();
    this.#take(table, rows, at);
    await this.#database
      .put('answers', { rows, at }, answerKey(this.#lifter, table))
      // a full disk must not hide what was read
      .catch(() => undefined);
  }

  #take(table: TableName, rows: readonly unknown[], at: number): void {
    const { known, unread } = sources[table].read(this.#known, rows);
    this.#known = known;
    this.#unread.set(table, unread);
    this.#answeredAt.set(table, at);
  }
}
