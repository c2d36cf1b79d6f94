import type { Connection } from '../data/client.ts';
import type { OwnTable } from '../data/everything.ts';
import { nothingKnown, type Known } from '../data/known.ts';
import { Away } from '../errors/refusal.ts';
import { tableNames } from './answers.ts';
import { answerKey, entriesOf, type Database } from './database.ts';
import { withPending } from './pending.ts';
import { loadRules, type Rules } from './rules.ts';
import { Session } from './session.ts';

/** A lifter's rows as they came. */
export interface Taken {
  readonly rows: ReadonlyMap<OwnTable, readonly unknown[]>;
  /** The same rows, read by their schemas, with the changes that wait to be sent. */
  readonly known: Known;
  /** Whether these are all rows of the server, and not only those of this device. */
  readonly isAll: boolean;
}

type AllRows = Taken['rows'];

/**
 * All rows of a lifter on the server or, where nobody answers, on this device.
 *
 * @throws Away where the rules of rows cannot be loaded
 */
export async function takeAlong(
  connection: Connection,
  lifter: string,
  database: Database,
): Promise<Taken> {
  const rules = await loadRules();
  const { rows, isAll } = await everyRowOf(rules, connection, lifter, database);
  const known = withPending(knownOf(rules, rows), await entriesOf(database, lifter), lifter, rules);
  return { rows, known, isAll };
}

async function everyRowOf(
  { everyRow }: Rules,
  connection: Connection,
  lifter: string,
  database: Database,
) {
  try {
    await new Session(connection, lifter).require();
    const client = await connection();
    const all: readonly OwnTable[] = [...tableNames, 'auxiliary_pool_changes'];
    return { rows: await byTable(all, (table) => everyRow(client, table)), isAll: true };
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    const kept = async (table: OwnTable) =>
      (await database.get('answers', answerKey(lifter, table)))?.rows ?? [];
    return { rows: await byTable(tableNames, kept), isAll: false };
  }
}

async function byTable(
  tables: readonly OwnTable[],
  rowsOf: (table: OwnTable) => Promise<readonly unknown[]>,
): Promise<AllRows> {
  const rows = new Map<OwnTable, readonly unknown[]>();
  for (const table of tables) rows.set(table, await rowsOf(table));
  return rows;
}

function knownOf({ sources }: Rules, rows: AllRows): Known {
  let known = nothingKnown;
  for (const table of tableNames) known = sources[table].read(known, rows.get(table) ?? []).known;
  return known;
}
