import type { FormulaOverrides, Lift, PlannedSet, SorenessRatings } from '@parakeet/db-types';
import { muscleShare, muscles, type IntensityType } from './lifts.ts';
import { emptyBar, toPlates, type Units } from './weight.ts';

/** The sets of an intensity; `pct` is a fraction of the one-rep max. */
export interface Formula {
  readonly pct: number;
  readonly sets: number;
  readonly reps: number;
  readonly rpe_target?: number;
  readonly reps_max?: number;
}

export type Block = 1 | 2 | 3;

// The sets of each day and the effect of soreness are this app's choice. Each block is heavier and
// shorter than the one before. A lifter can override the sets (formula-days.ts).
const formulas: Readonly<Record<Block, Readonly<Record<'heavy' | 'explosive' | 'rep', Formula>>>> =
  {
    1: {
      heavy: { pct: 0.8, sets: 3, reps: 5, rpe_target: 8 },
      explosive: { pct: 0.65, sets: 4, reps: 3 },
      rep: { pct: 0.7, sets: 3, reps: 8, rpe_target: 8, reps_max: 10 },
    },
    2: {
      heavy: { pct: 0.85, sets: 3, reps: 3, rpe_target: 8.5 },
      explosive: { pct: 0.7, sets: 4, reps: 3 },
      rep: { pct: 0.75, sets: 3, reps: 6, rpe_target: 8.5, reps_max: 8 },
    },
    3: {
      heavy: { pct: 0.9, sets: 3, reps: 2, rpe_target: 9 },
      explosive: { pct: 0.75, sets: 4, reps: 2 },
      rep: { pct: 0.8, sets: 4, reps: 5, rpe_target: 9, reps_max: 6 },
    },
  };
const deloadFormula: Formula = { pct: 0.5, sets: 3, reps: 5, rpe_target: 5 };

/** The inputs of a plan. */
export interface PlanInput {
  readonly lift: Lift;
  readonly intensity: IntensityType;
  /** Null in a deload. */
  readonly block: Block | null;
  readonly oneRepMaxGrams: number;
  readonly overrides: FormulaOverrides;
  readonly soreness: SorenessRatings;
  /** How many more sets the main muscles may do this week; no limit if not given. */
  readonly setsLeft?: number;
  readonly units: Units;
}

/**
 * The sets of a session. A sore main muscle (4) costs a set; a severely sore one (5) leaves none. A
 * full week leaves one. Weights are rounded to plates, and are at least an empty bar.
 */
export function planSets(input: PlanInput): PlannedSet[] {
  const formula = formulaOf(input);
  const worst = worstSoreness(input.lift, input.soreness);
  if (worst === 5) return [];
  const fresh = worst === 4 ? formula.sets - 1 : formula.sets;
  const sets = Math.max(1, Math.min(fresh, Math.floor(input.setsLeft ?? fresh)));
  const weight_grams = Math.max(
    emptyBar,
    toPlates(input.oneRepMaxGrams * formula.pct, input.units),
  );
  const { reps, rpe_target, reps_max } = formula;
  return Array.from({ length: sets }, (_set, index): PlannedSet => ({
    set_number: index + 1,
    weight_grams,
    reps,
    ...(rpe_target === undefined ? {} : { rpe_target }),
    ...(reps_max === undefined || reps_max < reps ? {} : { reps_range: [reps, reps_max] }),
  }));
}

/** The worst soreness of a lift's main muscles; 1 (fresh) without ratings. */
function worstSoreness(lift: Lift, soreness: SorenessRatings): number {
  const main = muscles.filter((muscle) => muscleShare[lift][muscle] === 1);
  return Math.max(1, ...main.map((muscle) => soreness[muscle] ?? 1));
}

/** The effect of soreness on the plan, in words; undefined if there is none. */
export function sorenessEffect(lift: Lift, soreness: SorenessRatings): string | undefined {
  const worst = worstSoreness(lift, soreness);
  if (worst === 5) return 'Severely sore: the main lift rests today.';
  if (worst === 4) return 'Sore where this lift works: one set less today.';
  return undefined;
}

/** The formula of a day: the usual one with the lifter's overrides. */
export function formulaOf({
  intensity,
  block,
  overrides,
}: Pick<PlanInput, 'intensity' | 'block' | 'overrides'>): Formula {
  if (intensity === 'deload' || block === null) return { ...deloadFormula, ...overrides.deload };
  const ofBlock = { 1: overrides.block1, 2: overrides.block2, 3: overrides.block3 }[block];
  const usual = formulas[block][intensity];
  const step = overrides.progressive_overload?.heavy_pct_increment_per_block;
  const first = overrides.block1?.heavy?.pct ?? formulas[1].heavy.pct;
  const pct =
    intensity === 'heavy' && step !== undefined
      ? Math.min(1.05, Math.round(1e4 * (first + (block - 1) * step)) / 1e4)
      : usual.pct;
  if (intensity !== 'rep') return { ...usual, pct, ...ofBlock?.[intensity] };
  const { pct_min, pct_max, sets_min, sets_max, reps_min, reps_max, ...plain } = ofBlock?.rep ?? {};
  const formula = { ...usual, ...plain };
  const reps = within(formula.reps, reps_min, reps_max);
  return {
    ...formula,
    pct: within(formula.pct, pct_min, pct_max),
    sets: within(formula.sets, sets_min, sets_max),
    reps,
    reps_max: reps_max ?? Math.max(reps, formula.reps_max ?? reps),
  };
}

function within(value: number, least = -Infinity, most = Infinity): number {
  return Math.max(least, Math.min(value, most));
}
