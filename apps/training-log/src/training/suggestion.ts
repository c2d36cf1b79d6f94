import type { FormulaOverrides, Lift, Tables } from '@parakeet/db-types';
import { liftName } from './lifts.ts';
import type { LiftProgress } from './progress.ts';
import { oneRepMaxOf } from './session-plan.ts';
import { toPlates, type Units } from './weight.ts';

/** A new max that the lifter may accept. */
export interface Suggestion {
  readonly lift: Lift;
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

/** How long a lift counts as today's strength: six weeks, two blocks of the program. */
const recentMs = 42 * 86_400_000;
/** The largest share at once without one in the formula: a single bad RPE must not decide. */
const usualShare = 0.05;

/**
 * New maxes that recent training supports. Each is at least one step, within the limit of the
 * lifter's formula (`training_max_increase`). The app only offers them.
 */
export function suggestMaxes(
  maxes: Tables<'lifter_maxes'>,
  progress: readonly LiftProgress[],
  { training_max_increase: increase = {} }: FormulaOverrides,
  units: Units,
  now: number,
): Suggestion[] {
  return progress.flatMap(({ lift, points }): Suggestion[] => {
    const since = Math.max(now - recentMs, Date.parse(maxes.recorded_at));
    const recent = points.filter(({ time }) => time > since).map(({ grams }) => grams);
    const from = oneRepMaxOf(lift, maxes);
    const least = increase[`${lift}_min_grams`] ?? 2 * units.plate;
    const most = increase[`${lift}_max_grams`] ?? Math.max(least, from * usualShare);
    const shown = Math.max(0, ...recent) - from;
    if (shown < least) return [];
    const to = Math.min(1_000_000, floorToPlates(from + Math.min(shown, most), from, units));
    if (to <= from) return [];
    const why = `${liftName[lift]} since you entered your maxes: the best set speaks for more.`;
    return [{ lift, from, to, why }];
  });
}

function floorToPlates(grams: number, from: number, units: Units): number {
  const rounded = toPlates(grams, units);
  const floored = rounded > grams ? rounded - 2 * units.plate : rounded;
  return floored > from ? floored : Math.floor(grams);
}
