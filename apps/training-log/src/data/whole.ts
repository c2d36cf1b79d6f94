import type { ReplaceAuxiliaryPoolArgs, SaveFormulaConfigArgs, Tables } from '@parakeet/db-types';
import { Refusal } from '../errors/refusal.ts';
import { answered } from './answer.ts';
import { filtersOf, isSame } from './change.ts';
import type { Client } from './client.ts';

// Values that are saved as a whole: a row by its key, a pool, a version of the formula. Each save
// carries the value that this device knew, and compares it with the one on the server. If they
// differ, and the server's is not the new value either, another device saved it. Then the save is
// refused, and the lifter chooses. Two devices that save at the same moment may miss each other.

type Whole = 'auxiliary_assignments' | 'muscle_volume_config' | 'warmup_configs';

/**
 * A row with the values that this device knew of its place, or null where it knew of none. A form
 * that has been open for long says itself what it began with.
 */
export function withRowBefore<Args extends { readonly before?: unknown }>(
  rows: readonly object[],
  args: Args,
  key: readonly string[],
): Args {
  if (args.before !== undefined) return args;
  const place = placeOf(args, key);
  const row = rows.find((one) => isSame(placeOf(one, key), place));
  return { ...args, before: row === undefined ? null : chosenOf(row, key) };
}

/** @throws Refusal `changed` where another device has saved the row */
export async function requireKnownRow(
  client: Client,
  table: Whole,
  { row, key, before }: { row: object; key: readonly string[]; before: unknown },
): Promise<void> {
  if (before === undefined) return;
  let request = client.from(table).select('*');
  for (const filter of filtersOf(placeOf(row, key))) request = request.filter(...filter);
  const [found] = await answered(request);
  requireKnown(found === undefined ? null : chosenOf(found, key), before, chosenOf(row, key));
}

/** Replaces a pool. */
export async function savePool(
  client: Client,
  { before, ...args }: ReplaceAuxiliaryPoolArgs & { readonly before?: unknown },
): Promise<void> {
  if (before !== undefined) {
    const rows = client.from('auxiliary_exercises').select('*').eq('lift', args.lift);
    const pool = chosenPool(await answered(rows.order('pool_position')));
    requireKnown(pool, before, chosenPool(args.exercises));
  }
  await answered(client.rpc('replace_auxiliary_pool', args));
}

type Pooled = Pick<
  Tables<'auxiliary_exercises'>,
  'exercise_name' | 'primary_muscles' | 'is_active'
>;

/** What a lifter chooses of a pool, in its order. */
export function chosenPool(pool: readonly Pooled[]): Pooled[] {
  return pool.map(({ exercise_name, primary_muscles, is_active }) => ({
    exercise_name,
    primary_muscles,
    is_active,
  }));
}

/** Saves a version of the formula. */
export async function saveVersion(
  client: Client,
  { before, ...args }: SaveFormulaConfigArgs & { readonly before?: string | null | undefined },
): Promise<void> {
  if (before !== undefined) {
    const active = client.from('formula_configs').select('id').eq('is_active', true);
    const [found] = await answered(active);
    requireKnown(found?.id ?? null, before, args.id);
  }
  await answered(client.rpc('save_formula_config', args));
}

function requireKnown(found: unknown, before: unknown, mine: unknown): void {
  if (isSame(found, before) || isSame(found, mine)) return;
  throw new Refusal('changed', 'another device saved it');
}

function placeOf(row: object, key: readonly string[]): object {
  return Object.fromEntries(Object.entries(row).filter(([column]) => key.includes(column)));
}

/** What the lifter chose of a row: the rest is its key, or the database makes it. */
function chosenOf(row: object, key: readonly string[]): object {
  const others = new Set([...key, 'id', 'created_at', 'updated_at', 'before']);
  return Object.fromEntries(Object.entries(row).filter(([column]) => !others.has(column)));
}
