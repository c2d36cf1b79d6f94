import type { TransactionStmt } from 'libpg-query';
import type pg from 'pg';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { historyRow, makeHistory } from '../migrations/replay.ts';
import { lineAt, statementsOf, type ParsedStatement } from '../migrations/sql-statements.ts';
import { transactionBreakOf } from '../migrations/transactions.ts';
import { effectsOf } from './compare.ts';
import type { Refusal, RelationLock, StatementFacts } from './facts.ts';
import { makeRows } from './make-rows.ts';
import { runOutside } from './outside.ts';
import { plannedFor } from './planned-for.ts';
import { isForRows, placeOf, refusalOf } from './refusal.ts';
import { readRelations, type Relations } from './relations.ts';
import { countRows, emptyTables } from './rows.ts';

/** A throwaway database with the schema before the files. */
export interface Stage {
  /** Connected as the role that migrates. */
  readonly client: pg.Client;
  /** Connected as a superuser, to the same database. */
  readonly admin: pg.Client;
}

export interface ObserveOptions {
  /** Runs after each statement, in its transaction, on the same connection. */
  readonly onStatement?: (facts: StatementFacts, client: pg.Client) => Promise<void> | void;
  /** Runs after each completed file. */
  readonly onFile?: (file: MigrationFile, client: pg.Client) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** The observations of migrations. */
export interface Observed {
  readonly statements: readonly StatementFacts[];
  /** Why a file could not be completed; later files did not run. */
  readonly failure?: { readonly file: MigrationFile; readonly line: number } & Refusal;
  /** Tables without a possible row: refusals by their rows were not observed. */
  readonly withoutRows: readonly string[];
}

/**
 * Runs migrations statement by statement as `supabase db push` does, in the same transactions, and
 * records the work of each. Tables without rows get a few before each file. If Postgres refuses a
 * statement because of rows, the rows are removed and it runs again.
 *
 * It cannot observe everything. It misses later refusals by the same rows, later locks of a
 * statement outside a transaction, the samples of an ANALYZE, locks on Postgres's own catalogues,
 * and durations.
 */
export async function observe(
  stage: Stage,
  files: readonly MigrationFile[],
  options: ObserveOptions = {},
): Promise<Observed> {
  const statements: StatementFacts[] = [];
  const withoutRows = new Set<string>();
  await makeHistory(stage.client);
  for (const file of files) {
    options.signal?.throwIfAborted();
    for (const table of await makeRows(stage.admin, withoutRows)) withoutRows.add(table);
    const run = new FileRun(stage, file, options);
    const failure = await run.all();
    statements.push(...run.found);
    if (failure)
      return { statements, failure: { file, ...failure }, withoutRows: [...withoutRows] };
    await options.onFile?.(file, stage.client);
  }
  return { statements, withoutRows: [...withoutRows] };
}

type Failure = { readonly line: number } & Refusal;

/** The run of one file. */
class FileRun {
  readonly found: StatementFacts[] = [];
  readonly #stage: Stage;
  readonly #file: MigrationFile;
  readonly #options: ObserveOptions;
  /** Rows of the relations from before the file. */
  #old: ReadonlyMap<number, number> = new Map();
  /** Whether it runs in the file's own transaction, in one of ours, or in none. */
  #open: 'file' | 'own' | undefined;
  /** The statements of the open transaction, for a repetition. */
  #since: ParsedStatement[] = [];
  /** The state after the last of them, unless another query ran in between. */
  #last: Relations | undefined;

  constructor(stage: Stage, file: MigrationFile, options: ObserveOptions) {
    this.#stage = stage;
    this.#file = file;
    this.#options = options;
  }

  async all(): Promise<Failure | undefined> {
    const { client } = this.#stage;
    const { text } = this.#file;
    let parsed: ParsedStatement[];
    try {
      parsed = await statementsOf(text);
    } catch (cause) {
      return { line: lineAt(text, placeOf(cause)), ...refusalOf(cause) };
    }
    await client.query('reset all');
    this.#old = await countRows(this.#stage.admin);
    const eachAlone = parsed.some((one) => transactionBreakOf(one) === 'control');
    for (const statement of parsed) {
      this.#options.signal?.throwIfAborted();
      const failure = await this.#one(statement, eachAlone);
      if (!failure) continue;
      await client.query('rollback');
      return { line: lineAt(text, statement.start), ...failure };
    }
    if (this.#open === undefined) await client.query('begin');
    await client.query(await historyRow(this.#file));
    await client.query('commit');
    return undefined;
  }

  async #one(statement: ParsedStatement, eachAlone: boolean): Promise<Refusal | undefined> {
    const kind = transactionBreakOf(statement);
    if (kind === 'control') return this.#control(statement);
    if (kind === 'alone' && this.#open !== 'own') {
      await this.#commit();
      return this.#outside(statement);
    }
    const isOurs = eachAlone && this.#open === undefined;
    if (this.#open === undefined) {
      await this.#stage.client.query('begin');
      this.#open = 'file';
    }
    if (this.#open === 'file' && wantsBlock(statement)) {
      // the Supabase CLI's batch is a transaction, but no transaction block
      await this.#stage.client.query('rollback');
      return this.#run(statement.text);
    }
    const failure = await this.#inside(statement, isOurs);
    if (isOurs && !failure) await this.#commit();
    // a block with its own commit, which an outer transaction does not allow
    if (failure?.code !== '2D000' || kind !== 'commits' || this.#open === 'own') return failure;
    this.found.pop();
    await this.#restart();
    await this.#commit();
    return this.#outside(statement);
  }

  /** A BEGIN, COMMIT or ROLLBACK of the file itself. */
  async #control(statement: ParsedStatement): Promise<Refusal | undefined> {
    const refusal = await this.#run(statement.text);
    if (refusal) return refusal;
    const { kind, chain } = controlOf(statement);
    const begins = kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START' || chain === true;
    this.#open = begins ? 'own' : undefined;
    this.#since = begins ? [statement] : [];
    this.#last = undefined;
    return undefined;
  }

  async #commit(): Promise<void> {
    if (this.#open === undefined) return;
    await this.#stage.client.query('commit');
    this.#open = undefined;
    this.#since = [];
    this.#last = undefined;
  }

  async #inside(statement: ParsedStatement, isOurs: boolean): Promise<Refusal | undefined> {
    const { client } = this.#stage;
    const transaction = isOurs ? 'single' : (this.#open ?? 'file');
    let before = this.#last ?? (await readRelations(client, 'transaction'));
    this.#last = undefined;
    let refusal: Refusal | undefined;
    let error = await this.#run(plannedFor(statement), statement.text);
    for (let attempt = 0; error && isForRows(error) && attempt < 2; attempt += 1) {
      // first the table in the error, then all
      await client.query('rollback');
      const emptied = await emptyTables(this.#stage.admin, attempt === 0 ? error.table : undefined);
      if (emptied) this.#old = await this.#recount();
      await this.#restart();
      if (!emptied) continue;
      before = await readRelations(client, 'transaction');
      const again = await this.#run(plannedFor(statement), statement.text);
      refusal ??= error;
      error = again;
    }
    const after = error ? before : await readRelations(client, 'transaction');
    const facts = this.#facts(statement, transaction, {
      ...effectsOf(before, after, this.#old, 'TruncateStmt' in statement.tree),
      ...(error ? { error } : refusal ? { refusal } : {}),
    });
    if (!error) {
      this.#since.push(statement);
      if (!this.#options.onStatement) this.#last = after;
      await this.#tell(facts);
    }
    return error;
  }

  /** Restores the transaction to before its last statement, after a failure. */
  async #restart(): Promise<void> {
    const { client } = this.#stage;
    await client.query('rollback');
    if (this.#open === 'file') await client.query('begin');
    for (const { text } of this.#since) await client.query(text);
  }

  async #outside(statement: ParsedStatement): Promise<Refusal | undefined> {
    const { client } = this.#stage;
    const ended = async () => {
      // both sessions count, and report their numbers with a delay
      for (const one of [this.#stage.admin, client]) {
        await one.query('select pg_stat_force_next_flush()');
      }
      return readRelations(client, 'ended');
    };
    const before = await ended();
    let run = await this.#runOutside(statement, before);
    let refusal: Refusal | undefined;
    const { error: first } = run;
    if (first && isForRows(first) && (await emptyTables(this.#stage.admin, first.table))) {
      this.#old = await this.#recount();
      run = await this.#runOutside(statement, before);
      if (!run.error) refusal = first;
    }
    const { locks, error } = run;
    const facts = this.#facts(statement, 'outside', {
      ...effectsOf(before, await ended(), this.#old, false),
      locks: locks.filter(({ oid }) => this.#old.has(oid)),
      held: [],
      ...(error ? { error } : refusal ? { refusal } : {}),
    });
    if (!error) await this.#tell(facts);
    return error;
  }

  async #runOutside(
    { text }: ParsedStatement,
    before: Relations,
  ): Promise<{ readonly locks: readonly RelationLock[]; readonly error?: Refusal }> {
    try {
      return { locks: await runOutside(this.#stage, text, before) };
    } catch (cause) {
      return { locks: [], error: refusalOf(cause) };
    }
  }

  /** The rows of the relations that were there before the file. */
  async #recount(): Promise<ReadonlyMap<number, number>> {
    const counts = await countRows(this.#stage.admin);
    return new Map(Array.from(this.#old, ([oid]) => [oid, counts.get(oid) ?? 0]));
  }

  async #run(...queries: readonly string[]): Promise<Refusal | undefined> {
    try {
      for (const query of queries) if (query !== '') await this.#stage.client.query(query);
      return undefined;
    } catch (cause) {
      return refusalOf(cause);
    }
  }

  #facts(
    statement: ParsedStatement,
    transaction: StatementFacts['transaction'],
    seen: Omit<StatementFacts, 'file' | 'line' | 'text' | 'statement' | 'transaction'>,
  ): StatementFacts {
    const facts: StatementFacts = {
      file: this.#file,
      line: lineAt(this.#file.text, statement.start),
      text: statement.text.replaceAll(/\s+/g, ' ').slice(0, 72),
      statement,
      transaction,
      ...seen,
    };
    this.found.push(facts);
    return facts;
  }

  async #tell(facts: StatementFacts): Promise<void> {
    await this.#options.onStatement?.(facts, this.#stage.client);
  }
}

/** Whether Postgres accepts a statement only after a BEGIN (25P01). */
function wantsBlock({ tree }: ParsedStatement): boolean {
  return 'LockStmt' in tree || 'TransactionStmt' in tree;
}

function controlOf({ tree }: ParsedStatement): TransactionStmt {
  return 'TransactionStmt' in tree ? tree.TransactionStmt : {};
}
