import type { Connection } from '../data/client.ts';
import type { Logged, Place } from '../data/everything.ts';
import { mostRead, nothingKnown, type Known, type TableName } from '../data/known.ts';
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
  /** Older logs, and where they go on: undefined where all were read. */
  #older: { readonly logged: Logged; readonly next: Place | undefined } | undefined;
  #withOlder = nothingKnown;
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
    return this.#withOlder;
  }

  /** Whether the server may have logs older than the known ones. */
  get hasOlder(): boolean {
    if (this.#older !== undefined) return this.#older.next !== undefined;
    const count = (table: TableName) => this.#rows.get(table)?.length ?? 0;
    return count('sessions') >= mostRead || count('session_logs') >= mostRead;
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
    const rows = await rules.sources[table].fetch(await this.#connection(), this.#lifter);
    if (isOver() || request < (this.#newest.get(table) ?? 0)) return false;
    this.#newest.set(table, request);
    const isSame = JSON.stringify(rows) === JSON.stringify(this.#rows.get(table));
    const read = isSame ? this.#lastRead(table) : this.#understand(rules, table, rows);
    const answer = { rows, read, at: Date.now() };
    this.#take(table, answer);
    await this.#database
      .put('answers', answer, answerKey(this.#lifter, table))
      // a full disk must not hide what was read
      .catch(() => undefined);
    return !isSame;
  }

  /** Reads logs older than the known ones. They are not kept on this device. */
  async readOlder(): Promise<void> {
    const { logsBefore } = await loadRules();
    const place = this.#older === undefined ? endOf(this.#known) : this.#older.next;
    const page = await logsBefore(await this.#connection(), this.#lifter, place);
    // what is known now may drop out of the newest ones later
    const before = this.#older?.logged ?? loggedOf(this.#known);
    this.#older = { logged: joined(before, page), next: page.isEnd ? undefined : page.last };
    this.#join();
  }

  #join(): void {
    const older = this.#older?.logged;
    this.#withOlder = older ? { ...this.#known, ...joined(this.#known, older) } : this.#known;
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
    this.#join();
    this.#rows.set(table, rows);
    this.#unread.set(table, read.unread);
    this.#answeredAt.set(table, at);
  }
}

/** Logs with their sessions, of those that are known. */
function loggedOf({ sessions, session_logs }: Logged): Logged {
  const logged = new Set(session_logs.map(({ session_id }) => session_id));
  return { session_logs, sessions: sessions.filter(({ id }) => logged.has(id)) };
}

/** The last known log before which each has its session: from here on older ones are read. */
function endOf({ sessions, session_logs: logs }: Logged): Place | undefined {
  const known = new Set(sessions.map(({ id }) => id));
  const missing = logs.findIndex(({ session_id }) => !known.has(session_id));
  return missing === -1 ? logs.at(-1) : logs[missing - 1];
}

/** The rows of both; of an id the first row. */
function joined(first: Logged, second: Logged): Logged {
  return {
    sessions: distinct([...first.sessions, ...second.sessions]),
    session_logs: distinct([...first.session_logs, ...second.session_logs]),
  };
}

function distinct<Row extends { readonly id: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].toReversed();
}
