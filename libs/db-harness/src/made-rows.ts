import { rowSchemas, type TablesInsert } from '@parakeet/db-types';
import { inject } from 'vitest';
import { migratedTables, type Session } from './index.ts';
import type { GuardFault } from './guards.ts';
import { MadeRows, type Row } from './made-rows/rows.ts';
import { ownerOf, type Table } from './catalogue.ts';
import { isTable, type TableName } from './table-names.ts';

export { insertJson } from './made-rows/insert-json.ts';
export { MadeRows, type Row } from './made-rows/rows.ts';
export { isTable, type TableName } from './table-names.ts';
export type { Check, Column, Table, Tables } from './catalogue.ts';

/** The faults in the guards of tables, which are one failure: see security/guards.test.ts. */
export function guardFaults(): readonly GuardFault[] {
  return inject('guardFaults');
}

/**
 * The tables of the types, except those with a fault in their guards; the proofs compare them with
 * the catalogue.
 */
export const tables: readonly TableName[] = Object.keys(rowSchemas)
  .filter(isTable)
  .filter((name) => !guardFaults().some(({ table }) => table === name));

/** A table's facts from the catalogue of the migrated database. */
export function catalogueOf(name: TableName): Table {
  const table = migratedTables().find((one) => one.name === name);
  if (!table) throw new Error(`the migrated database has no table public.${name}`);
  return table;
}

/** The column that holds the owner. */
export function ownerColumn(table: TableName): string {
  const owner = ownerOf(catalogueOf(table));
  if (owner === undefined) throw new Error(`no column of public.${table} points at the account`);
  return owner;
}

const ofSessions = new WeakMap<Session, MadeRows>();

/** Generated rows for a session in a clone of the migrated database. */
export function madeRows(session: Session): MadeRows {
  const known = ofSessions.get(session) ?? new MadeRows(session, migratedTables());
  ofSessions.set(session, known);
  return known;
}

/** A row for a lifter that can be inserted. Rows that it requires are inserted. */
export function prepareRow<Name extends TableName>(
  session: Session,
  table: Name,
  lifter: string,
  given: Partial<TablesInsert<Name>> = {},
): Promise<Record<string, unknown>> {
  return madeRows(session).prepare(table, lifter, given);
}

/** Inserts a lifter's row into a table, with the rows that it requires, and returns its id. */
export async function insertRow<Name extends TableName>(
  session: Session,
  table: Name,
  lifter: string,
  given: Partial<TablesInsert<Name>> = {},
): Promise<string> {
  const { id } = await madeRows(session).insert(table, lifter, given);
  if (typeof id !== 'string') throw new Error(`public.${table} has no column id of type uuid`);
  return id;
}

/** A change that keeps the owner, for trying updates. */
export function changeOf(session: Session, table: TableName): Promise<Row> {
  return madeRows(session).change(table);
}
