import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { shortPath } from '../project/project.ts';
import type { BackfilledTable } from './backfilled-table.ts';
import type { BackfillFile } from './backfill-file.ts';

/** The pace of a backfill on a database in use. */
export interface Pace {
  /** The target time of a batch in milliseconds; its size follows. */
  readonly batchMs: number;
  /** Milliseconds between two batches; if not given, as many as the batch took. */
  readonly pauseMs: number | undefined;
  /** Milliseconds that a statement waits for a lock. */
  readonly lockTimeoutMs: number;
}

/** The progress, as far as commits are known. */
export interface Done {
  rows: number;
  batches: number;
  /** The duration of the slowest batch. */
  longestMs: number;
  /** Batches that gave up on a lock, and were tried again. */
  waits: number;
}

/**
 * The rows of the first batch, and the most rows of any batch. No batch becomes smaller than the
 * first, even on a slow server: the fixed cost of a transaction would dominate.
 */
const [firstRows, mostRows] = [50, 10_000];
/** How often in a row a batch is repeated after a lock or another session's change. */
const mostTries = 20;
/** A lock timeout, a deadlock, or another session's change of the same row. */
const passing = new Set(['55P03', '40P01', '40001']);

/**
 * Makes the change for every remaining row, batch by batch in the order of the key. Each batch is
 * its own transaction. The rows themselves show what is done. So an interrupted run can start
 * again, and continues with the rest.
 *
 * @param done is updated along the way; it is correct even if this throws
 * @throws ToolError with the row, if Postgres refuses its change, or if the change does not make
 *   its condition false
 */
export async function runBackfill(
  client: pg.ClientBase,
  table: BackfilledTable,
  file: BackfillFile,
  pace: Pace,
  { done, signal, onBatch }: { done: Done; signal: AbortSignal; onBatch: () => void },
): Promise<void> {
  let size = firstRows;
  let last: string | undefined;
  let tries = 0;
  for (;;) {
    signal.throwIfAborted();
    const began = performance.now();
    const batch = await tryBatch(client, table, file, { pace, size, last });
    const took = performance.now() - began;
    if (batch.kind === 'refused') {
      const { cause } = batch;
      if (passing.has(cause.code ?? '')) {
        done.waits += 1;
        tries += 1;
        if (tries >= mostTries) {
          throw new ToolError(
            `${shortPath(file.path)}: gave up after ${tries} tries: ${cause.message}`,
            {
              cause,
              next: 'Another session holds a lock on its rows. Finished batches stay; try again later.',
            },
          );
        }
        size = Math.max(1, Math.floor(size / 2));
        await sleep(pace.lockTimeoutMs * Math.min(tries, 5), undefined, { signal });
        continue;
      }
      if (batch.keys.length === 0) {
        throw new ToolError(`${shortPath(file.path)}: the rows cannot be read: ${cause.message}`, {
          cause,
        });
      }
      // alone, so the message can name the refused row
      if (batch.keys.length > 1) {
        size = Math.max(1, Math.floor(batch.keys.length / 2));
        continue;
      }
      throw new ToolError(
        `${shortPath(file.path)}: the row ${batch.keys[0]} of ${table.table} is refused: ` +
          `${cause.message} (SQLSTATE ${cause.code})`,
        {
          cause,
          next: 'Fix the statement or the row. Finished batches stay; then run this again.',
        },
      );
    }
    tries = 0;
    if (batch.keys.length === 0) return;
    last = batch.keys.at(-1);
    done.rows += batch.keys.length;
    done.batches += 1;
    done.longestMs = Math.max(done.longestMs, took);
    onBatch();
    size = bounded(Math.round(size * bounded(pace.batchMs / took, 0.5, 2)), firstRows, mostRows);
    await sleep(pace.pauseMs ?? took, undefined, { signal });
  }
}

/** Makes Postgres find rows by their key, even if it prefers to read the whole table. */
const byKey = (isScanned: 'on' | 'off') => `set local enable_seqscan = ${isScanned}`;

function bounded(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

type Batch =
  | { readonly kind: 'made'; readonly keys: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly keys: readonly string[];
      readonly cause: pg.DatabaseError;
    };

/** Locks the next rows, changes them, and checks whether they are done. */
async function tryBatch(
  client: pg.ClientBase,
  { table, key, keyType }: BackfilledTable,
  { rows: condition, statement, path }: BackfillFile,
  { pace, size, last }: { pace: Pace; size: number; last: string | undefined },
): Promise<Batch> {
  let keys: readonly string[] = [];
  try {
    await client.query(`begin; set local lock_timeout = ${pace.lockTimeoutMs}; ${byKey('off')}`);
    const where = last === undefined ? '' : `and ${key} > $2::${keyType}`;
    const found = await client.query<{ key: string }>(
      `select ${key}::text as key from ${table} where (${condition}) ${where}
       order by ${key} limit $1 for no key update`,
      last === undefined ? [size] : [size, last],
    );
    // another session that had locked them may have changed their order
    keys = found.rows.map((row) => row.key);
    if (keys.length > 0) {
      await client.query(byKey('on'));
      await client.query(statement, [keys]);
      await client.query(byKey('off'));
      const left = await client.query<{ key: string }>(
        `select ${key}::text as key from ${table}
         where ${key} = any ($1::${keyType}[]) and (${condition}) limit 1`,
        [keys],
      );
      const [same] = left.rows;
      if (same) {
        throw new ToolError(
          `${shortPath(path)}: the row ${same.key} of ${table} still matches after its change.`,
          {
            next:
              `After the statement "${condition}" may hold for no row that it changed: else this would\n` +
              'never end. Nothing of this batch was kept.',
          },
        );
      }
    }
    await client.query('commit');
    return { kind: 'made', keys };
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    if (cause instanceof pg.DatabaseError) return { kind: 'refused', keys, cause };
    throw cause;
  }
}
