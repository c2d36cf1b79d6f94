import { harmlessQuery } from './catalogue/catalogue-state.ts';
import type { Connection, TextRow } from './connections.ts';
import type { Plan } from './plan.ts';
import type { Statement } from './statement.ts';

type Rows = Promise<readonly TextRow[]>;

/** The work of a transaction. */
interface Work {
  /** Enters the role of the request, and returns the state of the catalogue. */
  readonly enter: Statement;
  /** Not set if it only enters. */
  readonly plan: Plan | undefined;
  /** The version of the catalogue in its plan. */
  readonly version: number;
  /** Whether the result is checked before a change is committed. */
  readonly isChecked: boolean;
}

/** The results of a plan's statements. */
interface Results {
  readonly result: Rows | undefined;
  readonly explained: Rows | undefined;
  /** The id of a transaction that has changed rows but not the catalogue. */
  readonly harmless: Rows | undefined;
}

/**
 * The transaction of a request. Its statements go to the server together, unless one needs the
 * result of another.
 */
export class Transaction {
  readonly #connection: Connection;
  readonly #work: Work;
  readonly #isReadOnly: boolean;
  readonly #begun: Rows;
  readonly #entered: Rows;
  #results: Results | undefined;
  #ended: Rows | undefined;

  constructor(connection: Connection, work: Work) {
    this.#connection = connection;
    this.#work = work;
    this.#isReadOnly = work.plan?.isReadOnly ?? true;
    // A change waits until the catalogue is known to be current. A rollback would be too late: it
    // does not give back the numbers of sequences.
    [this.#begun, this.#entered] = connection.together(() => {
      const begun = this.#run(`begin ${this.#isReadOnly ? 'read only' : 'read write'}`);
      const entered = quietly(connection.runPrepared(work.enter, work.version));
      if (this.#isReadOnly) this.#send();
      return [begun, entered];
    });
  }

  /** The server's state in its snapshot, by `catalogueState`. */
  async state(): Promise<string> {
    await this.#begun;
    const [row] = await this.#entered;
    return row?.['state'] ?? '';
  }

  /** The rows of the statement and of the planner's estimate, and the id if it is harmless. */
  async results(): Promise<Readonly<Record<keyof Results, TextRow | undefined>>> {
    const { result, explained, harmless } =
      this.#results ?? this.#connection.together(() => this.#send());
    // in the order of the statements: the first error is the one that counts
    return {
      result: (await result)?.[0],
      explained: (await explained)?.[0],
      harmless: (await harmless)?.[0],
    };
  }

  /**
   * Ends the transaction as planned. A planned rollback also reports the errors that a commit would
   * find.
   */
  async end(): Promise<void> {
    if (this.#work.plan?.end.by === 'rollback') {
      await this.#run('set constraints all immediate');
      await this.rollback();
      return;
    }
    this.#ended ??= this.#run('commit');
    await this.#ended;
  }

  async rollback(): Promise<void> {
    // a lost connection ends its transaction too
    if (this.#ended || this.#connection.isLost) return;
    this.#ended = this.#run('rollback');
    await this.#ended.catch(() => undefined);
  }

  #send(): Results {
    const { plan, version, isChecked } = this.#work;
    this.#results = {
      result: plan && quietly(this.#connection.runPrepared(plan.statement, version)),
      explained: plan?.explain && quietly(this.#connection.run(plan.explain)),
      harmless: this.#isReadOnly
        ? undefined
        : quietly(this.#connection.runPrepared({ text: harmlessQuery, values: [] }, version)),
    };
    if (this.#isReadOnly || !isChecked) this.#ended = this.#run('commit');
    return this.#results;
  }

  #run(text: string): Rows {
    return quietly(this.#connection.run({ text, values: [] }));
  }
}

/** Rows that nobody awaits: after an error the next statements fail too. */
function quietly(rows: Rows): Rows {
  rows.catch(() => undefined);
  return rows;
}
