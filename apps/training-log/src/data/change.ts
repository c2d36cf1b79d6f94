import type { TablesUpdate } from '@parakeet/db-types';
import * as z from 'zod';
import { Refusal } from '../errors/refusal.ts';
import { answered } from './answer.ts';
import type { Client } from './client.ts';

type Changed = 'profiles' | 'programs' | 'sessions' | 'edge_cases';

/**
 * The values that columns had on this device before a change; null where there was no row. Without
 * them a change is made whatever the row is by then.
 */
export const before = z.record(z.string(), z.json()).nullable().optional();
type Before = z.infer<typeof before>;
type Json = z.infer<ReturnType<typeof z.json>>;

/** The values go into the address of a request, and servers refuse a long one. */
const longestBefore = 1500;

interface Change {
  readonly id: string;
  readonly changes: object;
  readonly before?: Before;
}

/**
 * A change of the columns that it really changes, together with the values that this device knew
 * before it. If the row has other values by then, another device changed it, and the change is
 * refused. A form that has been open for long says itself what it began with.
 */
export function withBefore<Args extends Change>(
  rows: readonly { readonly id: string }[],
  args: Args,
): Args {
  const row: object | undefined = args.before ?? rows.find((one) => one.id === args.id);
  if (row === undefined) return args;
  const values = new Map<string, unknown>(Object.entries(row));
  const changes = Object.entries(args.changes).filter(
    ([column, value]) => !isSame(values.get(column), value),
  );
  const columns = changes.map(([column]) => column);
  return { ...args, changes: Object.fromEntries(changes), before: valuesOf(row, columns) };
}

/** Values that a request can ask for: no long texts, and no list of sets. */
function valuesOf(row: object, columns: readonly string[]): Record<string, Json> {
  const short: Record<string, Json> = {};
  for (const [column, value] of Object.entries(row)) {
    const found = z.json().safeParse(value);
    if (
      columns.includes(column) &&
      found.success &&
      encodeURIComponent(textOf(found.data)).length <= longestBefore
    ) {
      short[column] = found.data;
    }
  }
  return short;
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
    if (Object.keys(changes).length === 0) return;
    let request = client.from(from).update(changes).eq('id', args.id);
    for (const filter of filtersOf(args.before ?? {})) request = request.filter(...filter);
    const rows = await answered(request.select('id'));
    if (rows.length > 0) return;
    const [row] = await answered(client.from(from).select('*').eq('id', args.id));
    if (row === undefined) throw new Refusal('gone', 'no row was changed');
    requireSo(row, changes);
  };
}

/** Each value as PostgREST compares it. */
export function filtersOf(
  values: object,
): [column: string, operator: string, value: string | null][] {
  return Object.entries(values).map(([column, value]) =>
    value === null ? [column, 'is', null] : [column, 'eq', textOf(value)],
  );
}

/**
 * The answer of the first time may have been lost: a row that is as it was to be is no conflict.
 *
 * @throws Refusal `changed` where it is not
 */
function requireSo(row: object | undefined, values: object): void {
  const found = new Map<string, unknown>(Object.entries(row ?? {}));
  if (Object.entries(values).every(([column, value]) => isSame(found.get(column), value))) return;
  throw new Refusal('changed', 'another device changed it');
}

/** Whether two values of a column are the same. Order of keys and time zones do not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

const timestamp = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string' && timestamp.test(part)) return Date.parse(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
