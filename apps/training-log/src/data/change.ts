import type { TablesUpdate } from '@parakeet/db-types';
import * as z from 'zod';
import { Refusal } from '../errors/refusal.ts';
import { answered } from './answer.ts';
import type { Client } from './client.ts';

type Changed = 'profiles' | 'programs' | 'sessions' | 'edge_cases';
type Plain = string | number | boolean | null;

/** The old values of the changed columns on this device, except JSON, times and long texts. */
export const before = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .optional();

/** The values become a part of the request's address, and servers refuse a long one. */
const longestBefore = 200;

interface Change {
  readonly id: string;
  readonly changes: object;
  readonly before?: Readonly<Record<string, Plain>> | undefined;
}

/**
 * A change, with the values that this device knew before it. If the row has other values by then,
 * another device changed it, and the change is refused.
 */
export function withBefore<Args extends Change>(
  rows: readonly { readonly id: string }[],
  args: Args,
): Args {
  const row = rows.find((one) => one.id === args.id);
  if (row === undefined) return args;
  const columns = new Set(Object.keys(args.changes));
  const values: readonly [string, unknown][] = Object.entries(row);
  const known = values.filter(
    (entry): entry is [string, Plain] => columns.has(entry[0]) && isPlain(...entry),
  );
  const short = known.filter(([, value]) => String(value).length <= longestBefore);
  return { ...args, before: Object.fromEntries(short) };
}

/** A refused change, to be applied whatever the row's values are now. */
export function overriding(args: unknown): unknown {
  if (typeof args !== 'object' || args === null) return args;
  return { ...args, before: undefined };
}

/**
 * Changes a row. Nothing is saved if the row is gone, or if another device changed the same
 * columns. The refusal says so.
 */
export function change<Table extends Changed>(table: Table) {
  const from: Changed = table;
  return async (
    client: Client,
    args: Change & { readonly changes: TablesUpdate<Table> },
  ): Promise<void> => {
    const changes: TablesUpdate<Changed> = args.changes;
    let request = client.from(from).update(changes).eq('id', args.id);
    for (const [column, value] of Object.entries(args.before ?? {})) {
      request = request.filter(column, value === null ? 'is' : 'eq', value);
    }
    const rows = await answered(request.select('id'));
    if (rows.length > 0) return;
    const [row] = await answered(client.from(from).select('*').eq('id', args.id));
    if (row === undefined) throw new Refusal('gone', 'no row was changed');
    // the first attempt may have succeeded without an answer
    if (!isSo(row, changes)) throw new Refusal('changed', 'another device changed it');
  };
}

function isPlain(column: string, value: unknown): value is Plain {
  return !column.endsWith('_at') && (value === null || typeof value !== 'object');
}

function isSo(row: object, changes: object): boolean {
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.entries(changes)
    .filter(([column, value]) => isPlain(column, value))
    .every(([column, value]) => values.get(column) === value);
}
