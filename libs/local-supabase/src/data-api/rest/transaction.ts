import { harmlessQuery } from './catalogue/catalogue-state.ts';
import type { Connection, TextRow } from './connections.ts';
import type { Plan } from './plan.ts';
import type { Statement } from './statement.ts';

type Rows = Promise<readonly TextRow[]>;

/** What a transaction does. */
interface Work {
  /** Enters the role of the request, and returns the state of the catalogue. */
  readonly enter: Statement;
  /** None where there is nothing to do but to enter. */
  readonly plan: Plan | undefined;
  /** Of the catalogue that it was planned with. */
  readonly version: number;
  /** Whether the result is looked at before a change is committed. */
  readonly isChecked: boolean;
}

/** What the statements of a plan return. */
interface Results {
  readonly result: Rows | undefined;
  readonly explained: Rows | undefined;
  /** The id of a transaction that has changed rows and left the catalogue alone. */
  readonly harmless: Rows | undefined;
}

/**
 * The transaction of a request. Its statements go to the server together, as far as none has to
 * wait for what another returns.
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
    // A change waits until the catalogue is known to be current: what is rolled back has still
    // taken numbers from sequences.
    [this.#begun, this.#entered] = connection.together(() => {
      const begun = this.#run(`begin ${this.#isReadOnly ? 'read only' : 'read write'}`);
      const entered = quietly(connection.runPrepared(work.enter, work.version));
      if (this.#isReadOnly) this.#send();
      return [begun, entered];
    });
  }

  /** What it sees of the server, by `catalogueState`. */
  async state(): Promise<string> {
    await this.#begun;
    const [row] = await this.#entered;
    return row?.['state'] ?? '';
  }

  /** The rows of the statement and of the question to the planner, and the id if it is harmless. */
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

  /** Ends it as it was planned; what commits would find wrong is wrong here too. */
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
    // with a connection that is lost went its transaction
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
