import type { Connection } from '../data/client.ts';
import { nothingKnown, type Known, type TableName } from '../data/known.ts';
import type { Unread } from '../errors/unread-words.ts';
import { answerKey, type Database, type KeptAnswer } from './database.ts';
import { loadRules, type Rules } from './rules.ts';

/** The tables that are read. */
export const tableNames: readonly TableName[] = Object.keys(nothingKnown).filter(
  (name): name is TableName => Object.hasOwn(nothingKnown, name),
);

type Read = Required<KeptAnswer>['read'];

/** The last answer of each table: read from the server, and kept on this device. */
export class Answers {
  readonly #connection: Connection;
  readonly #lifter: string;
  readonly #database: Database;
  readonly #build: string;
  #known = nothingKnown;
  /** The rows as they came. */
  readonly #rows = new Map<TableName, readonly unknown[]>();
  readonly #unread = new Map<TableName, readonly Unread[]>();
  readonly #answeredAt = new Map<TableName, number>();
  /** Requests are numbered, so that a late answer does not replace a newer one. */
  #requests = 0;
  readonly #newest = new Map<TableName, number>();

  /** @param build names this build of the app; another one reads its kept answers anew */
  constructor(connection: Connection, lifter: string, database: Database, build: string) {
    this.#connection = connection;
    this.#lifter = lifter;
    this.#database = database;
    this.#build = build;
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
    const { store } = this.#database.transaction('answers');
    const recall = async (table: TableName) => {
      const kept = await store.get(answerKey(this.#lifter, table));
      if (kept === undefined || kept.at <= this.lastAnswer(table)) return;
      const { rows, at } = kept;
      const read = kept.read?.by === this.#build ? kept.read : await this.#readAnew(table, rows);
      if (at > this.lastAnswer(table)) this.#take(table, { rows, read, at });
    };
    await Promise.all(tableNames.map(recall));
  }

  /**
   * Reads a table anew, and keeps the answer.
   *
   * @param isOver whether nobody wants the answer any more
   * @returns whether it is another one than before
   * @throws Away where nobody answered
   */
  async read(table: TableName, isOver: () => boolean): Promise<boolean> {
    this.#requests += 1;
    const request = this.#requests;
    const rules = await loadRules();
    const rows = await rules.sources[table].fetch(await this.#connection, this.#lifter);
    if (isOver() || request < (this.#newest.get(table) ?? 0)) return false;
    this.#newest.set(table, request);
    const isSame = JSON.stringify(rows) === JSON.stringify(this.#rows.get(table));
    const read = isSame ? this.#lastRead(table) : this.#understand(rules, table, rows);
    const answer = { rows: isSame ? (this.#rows.get(table) ?? rows) : rows, read, at: Date.now() };
    this.#take(table, answer);
    await this.#database
      .put('answers', answer, answerKey(this.#lifter, table))
      // a full disk must not hide what was read
      .catch(() => undefined);
    return !isSame;
  }

  async #readAnew(table: TableName, rows: readonly unknown[]): Promise<Read> {
    return this.#understand(await loadRules(), table, rows);
  }

  #understand({ sources }: Rules, table: TableName, rows: readonly unknown[]): Read {
    const { known, unread } = sources[table].read(nothingKnown, rows);
    return { by: this.#build, known: { [table]: known[table] }, unread };
  }

  #lastRead(table: TableName): Read {
    const unread = this.#unread.get(table) ?? [];
    return { by: this.#build, known: { [table]: this.#known[table] }, unread };
  }

  #take(table: TableName, { rows, read, at }: Required<KeptAnswer>): void {
    this.#known = { ...this.#known, ...read.known };
    this.#rows.set(table, rows);
    this.#unread.set(table, read.unread);
    this.#answeredAt.set(table, at);
  }
}
