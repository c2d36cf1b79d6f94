import type { Connection } from '../data/client.ts';
import type { TableName } from '../data/known.ts';
import type { ArgsOf, WriteName } from '../data/writes.ts';
import { Away, Refusal, retryMs, SessionRefused } from '../errors/refusal.ts';
import { Answers, tableNames } from './answers.ts';
import { now } from './clock.ts';
import { entriesOf, forgetLifter, type Database, type Entry } from './database.ts';
import { withPending } from './pending.ts';
import { loadRules, thisBuild, type Rules } from './rules.ts';
import { Session } from './session.ts';
import { nothingRead, type State } from './state.ts';
import { takeAlong, type Taken } from './take-along.ts';

/** Older answers are asked for anew when the lifter comes back to the app. */
const freshMs = 30_000;

/**
 * A lifter's rows on this device, and the outbox. Writes are kept in IndexedDB, and sent in their
 * order by one tab at a time. Each lands once, by the id that it was made with.
 */
export class Store {
  readonly #connection: Connection;
  readonly #lifter: string;
  readonly #database: Database;
  readonly #channel: BroadcastChannel;
  readonly #listeners = new Set<() => void>();
  readonly #ended = new AbortController();
  readonly #session: Session;
  /** The rows that were read, without the waiting changes. */
  readonly #answers: Answers;
  #rules: Rules | undefined;
  #draining: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state = nothingRead;

  private constructor(connection: Connection, lifter: string, database: Database, build: string) {
    this.#connection = connection;
    this.#lifter = lifter;
    this.#database = database;
    this.#session = new Session(connection, lifter);
    this.#answers = new Answers(connection, lifter, database, build);
    this.#channel = new BroadcastChannel(`parakeet.${lifter}`);
  }

  /**
   * Opens what is kept of a lifter, and begins to send and to read.
   *
   * @param build names this build of the app
   */
  static async open(
    connection: Connection,
    lifter: string,
    database: Database,
    build = thisBuild,
  ): Promise<Store> {
    const store = new Store(connection, lifter, database, build);
    await store.#answers.recall();
    await store.#loadEntries();
    store.#listen();
    void store.sync();
    return store;
  }

  readonly getState = (): State => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Keeps a write on this device, to be sent as soon as there is an answer. Once it has resolved,
   * the write is not lost.
   *
   * @throws ZodError where the database would refuse it
   */
  async write<Name extends WriteName>(name: Name, args: ArgsOf<Name>): Promise<void> {
    const { writes, writeOf } = await loadRules();
    writes[name].check(args);
    await this.#database.add('outbox', {
      lifter: this.#lifter,
      write: name,
      args: writeOf(name)?.prepare(this.#state.known, args) ?? args,
      at: now().toISOString(),
      state: 'waiting',
    });
    await this.#changed();
    void this.sync([]);
  }

  /**
   * Sends what was refused once more.
   *
   * @param args what is sent instead; it is checked as ever
   */
  async retry(entry: Entry, args: unknown = entry.args): Promise<void> {
    const { code: _code, message: _message, ...rest } = entry;
    await this.#database.put('outbox', { ...rest, args, state: 'waiting' });
    await this.#changed();
    void this.sync([]);
  }

  /** Deletes a refused write, as the lifter said. */
  async drop(entry: Entry): Promise<void> {
    await this.#database.delete('outbox', entry.seq);
    await this.#changed();
  }

  /**
   * Sends what waits, then reads tables. Never throws: how it went is in the state.
   *
   * @param tables all of them if not given
   */
  async sync(tables: readonly TableName[] = tableNames): Promise<void> {
    clearTimeout(this.#timer);
    await this.#drain();
    await this.#read(tables);
    if (this.#ended.signal.aborted) return;
    if (this.#state.isAway || this.#state.entries.some(({ state }) => state !== 'refused')) {
      this.#timer = setTimeout(() => void this.sync(this.#stale()), retryMs);
    }
  }

  /** Reads older workouts; throws `Away` where nobody answers. */
  async readOlder(): Promise<void> {
    await this.#session.require();
    await this.#answers.readOlder();
    if (!this.#ended.signal.aborted) this.#set({});
  }

  /** Everything on the server or, where nobody answers, on this device. */
  takeAlong(): Promise<Taken> {
    return takeAlong(this.#connection, this.#lifter, this.#database);
  }

  /** Deletes all that this device keeps of the lifter: the account is no more. */
  async forget(): Promise<void> {
    this.close();
    await forgetLifter(this.#database, this.#lifter);
  }

  /** Ends listening and sending; what waits is kept. */
  close(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
    this.#channel.close();
    this.#listeners.clear();
  }

  #listen(): void {
    const { signal } = this.#ended;
    // what another tab has sent it has read back too
    this.#channel.addEventListener(
      'message',
      () => void this.#answers.recall().then(() => this.#loadEntries()),
    );
    const again = () => void this.sync(this.#stale());
    globalThis.addEventListener?.('online', again, { signal });
    globalThis.document?.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && again(),
      { signal },
    );
  }

  #stale(): TableName[] {
    const since = Date.now() - (this.#state.isAway ? 0 : freshMs);
    return tableNames.filter((table) => this.#answers.lastAnswer(table) <= since);
  }

  // --- sending ---

  async #drain(): Promise<void> {
    this.#draining ??= navigator.locks
      .request(`parakeet.outbox.${this.#lifter}`, { signal: this.#ended.signal }, () =>
        this.#sendAll(),
      )
      .catch((error: unknown) => {
        if (!this.#ended.signal.aborted) this.#set({ problem: error });
      })
      .finally(() => {
        this.#draining = undefined;
      });
    await this.#draining;
  }

  async #sendAll(): Promise<void> {
    const refused = new Set<TableName>();
    for (;;) {
      const entries = await entriesOf(this.#database, this.#lifter);
      const next = entries.find(({ state }) => state === 'waiting');
      if (next === undefined || this.#ended.signal.aborted) break;
      try {
        await this.#send(next);
        await this.#database.put('outbox', { ...next, state: 'sent' });
        this.#set({ isAway: false });
      } catch (error) {
        await this.#session.renewAfter(error);
        if (error instanceof Away) {
          this.#set({ isAway: true });
          break;
        }
        await this.#refuse(next, error);
        const { writeOf } = await loadRules();
        for (const table of writeOf(next.write)?.touches ?? []) refused.add(table);
      }
      await this.#changed();
    }
    await this.#readSent();
    // another device may be why: its changes are shown too
    if (refused.size > 0) await this.#read([...refused]);
  }

  async #send(entry: Entry): Promise<void> {
    await this.#session.require();
    const { writeOf } = await loadRules();
    const write = writeOf(entry.write);
    if (write === undefined) throw new Refusal('newer', `this version has no ${entry.write}`);
    await write.send(await this.#connection(), entry.args);
  }

  async #refuse(entry: Entry, error: unknown): Promise<void> {
    const code = error instanceof Refusal ? error.code : 'invalid';
    const message = error instanceof Error ? error.message : String(error);
    await this.#database.put('outbox', { ...entry, state: 'refused', code, message });
  }

  /** What was sent is shown from the outbox until it was read back. */
  async #readSent(): Promise<void> {
    const entries = await entriesOf(this.#database, this.#lifter);
    const sent = entries.filter(({ state }) => state === 'sent');
    if (sent.length === 0) return;
    const { writeOf } = await loadRules();
    const touched = new Set(sent.flatMap((entry) => writeOf(entry.write)?.touches ?? []));
    if (touched.size === 0 || !(await this.#read([...touched]))) return;
    for (const { seq } of sent) await this.#database.delete('outbox', seq);
    await this.#changed();
  }

  // --- reading ---

  /** @returns whether each was answered */
  async #read(tables: readonly TableName[]): Promise<boolean> {
    if (tables.length === 0) return true;
    const signedIn = this.#session.require();
    const results = await Promise.allSettled(
      tables.map((table) => this.#readTable(table, signedIn)),
    );
    const failed = results.flatMap((one): unknown[] =>
      one.status === 'rejected' ? [one.reason] : [],
    );
    if (!this.#ended.signal.aborted) {
      const isAway = failed.some((error) => error instanceof Away);
      const problem: unknown = failed.find((error) => !(error instanceof Away));
      this.#set({ isAway, problem });
      await this.#session.renewAfter(failed.find((error) => error instanceof SessionRefused));
    }
    return failed.length === 0;
  }

  /** @param signedIn the lifter is; asked once for all tables */
  async #readTable(table: TableName, signedIn: Promise<void>): Promise<void> {
    await signedIn;
    const isNew = await this.#answers.read(table, () => this.#ended.signal.aborted);
    if (isNew && !this.#ended.signal.aborted) this.#set({});
  }

  // --- state ---

  async #changed(): Promise<void> {
    await this.#loadEntries();
    if (this.#ended.signal.aborted) return;
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one
    this.#channel.postMessage('changed');
  }

  async #loadEntries(): Promise<void> {
    if (this.#ended.signal.aborted) return;
    const entries = await entriesOf(this.#database, this.#lifter);
    // without the rules the rows are shown as they were read; sending loads them again
    if (entries.length > 0) this.#rules ??= await loadRules().catch(() => undefined);
    this.#set({ entries });
  }

  #set(changes: Partial<Pick<State, 'entries' | 'isAway' | 'problem'>>): void {
    const next = { ...this.#state, ...changes };
    const { known: base, unread, answeredAt, hasOlder } = this.#answers;
    const known = withPending(base, next.entries, this.#lifter, this.#rules);
    this.#state = {
      ...next,
      known,
      unread,
      hasOlder,
      read: new Set(answeredAt.keys()),
      asOf: answeredAt.size === 0 ? undefined : Math.min(...answeredAt.values()),
    };
    for (const listener of this.#listeners) listener();
  }
}
