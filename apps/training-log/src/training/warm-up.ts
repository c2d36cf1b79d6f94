import type { PlannedSet, Tables, WarmupStep } from '@parakeet/db-types';
import { emptyBar, toPlates, type Units } from './weight.ts';

type Protocol = Tables<'warmup_configs'>['protocol'];

/**
 * Steps of each protocol, pct of the one-rep max, 0 the empty bar. The bar comes first, then some
 * even jumps with fewer reps each, as https://testifysc.com/articles/tag/warm-up teaches. The
 * numbers are this app's choice.
 */
export const protocolSteps: Readonly<Record<Exclude<Protocol, 'custom'>, readonly WarmupStep[]>> = {
  standard: [
    { pct: 0, reps: 8 },
    { pct: 0.4, reps: 5 },
    { pct: 0.55, reps: 3 },
    { pct: 0.7, reps: 2 },
  ],
  minimal: [
    { pct: 0, reps: 5 },
    { pct: 0.5, reps: 3 },
  ],
  extended: [
    { pct: 0, reps: 10 },
    { pct: 0.3, reps: 5 },
    { pct: 0.4, reps: 5 },
    { pct: 0.5, reps: 3 },
    { pct: 0.6, reps: 2 },
    { pct: 0.7, reps: 1 },
    { pct: 0.8, reps: 1 },
  ],
  empty_bar: [{ pct: 0, reps: 10 }],
};

export const protocolName: Readonly<Record<Protocol, string>> = {
  standard: 'Standard',
  minimal: 'Short',
  extended: 'Long',
  empty_bar: 'Bar only',
  custom: 'My own',
};

/** The lifter's warm-up steps for a lift; the standard ones by default. */
export function stepsOf(
  config: Pick<Tables<'warmup_configs'>, 'protocol' | 'custom_steps'> | undefined,
): readonly WarmupStep[] {
  if (config === undefined) return protocolSteps.standard;
  return config.protocol === 'custom'
    ? (config.custom_steps ?? [])
    : protocolSteps[config.protocol];
}

/** A warm-up set; its weight is rounded to plates. */
export interface WarmupSet {
  readonly grams: number;
  readonly reps: number;
}

/** The warm-up sets that are lighter than the first set of the plan. */
export function warmupSets(
  steps: readonly WarmupStep[],
  oneRepMaxGrams: number,
  planned: readonly PlannedSet[],
  units: Units,
): WarmupSet[] {
  const first = planned[0]?.weight_grams ?? 0;
  return steps
    .map(({ pct, reps }) => ({
      grams: Math.max(emptyBar, toPlates(pct * oneRepMaxGrams, units)),
      reps,
    }))
    .filter(({ grams }) => grams < first);
}
