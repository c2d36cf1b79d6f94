import type { FormulaOverrides, Lift, PlannedSet, SorenessRatings } from '@parakeet/db-types';
import { muscleShare, muscles, type IntensityType } from './lifts.ts';
import { emptyBar, toPlates } from './weight.ts';

/** What sets of some intensity are, `pct` a fraction of the one-rep max. */
interface Formula {
  readonly pct: number;
  readonly sets: number;
  readonly reps: number;
  readonly rpe_target?: number;
  readonly reps_max?: number;
}

type Block = 1 | 2 | 3;

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

/** What a plan is made from. */
export interface PlanInput {
  readonly lift: Lift;
  readonly intensity: IntensityType;
  /** Null in a deload. */
  readonly block: Block | null;
  readonly oneRepMaxGrams: number;
  readonly overrides: FormulaOverrides;
  readonly soreness: SorenessRatings;
}

/**
 * The sets of a session. A main muscle that is sore (4) costs a set; one that is severely sore (5)
 * costs the main lift: no sets. Weights are what plates make, and an empty bar at least.
 */
export function planSets(input: PlanInput): PlannedSet[] {
  const formula = formulaOf(input);
  const worst = worstSoreness(input.lift, input.soreness);
  if (worst === 5) return [];
  const sets = worst === 4 ? Math.max(1, formula.sets - 1) : formula.sets;
  const weight_grams = Math.max(emptyBar, toPlates(input.oneRepMaxGrams * formula.pct));
  const { reps, rpe_target, reps_max } = formula;
  return Array.from({ length: sets }, (_set, index): PlannedSet => ({
    set_number: index + 1,
    weight_grams,
    reps,
    ...(rpe_target === undefined ? {} : { rpe_target }),
    ...(reps_max === undefined || reps_max < reps ? {} : { reps_range: [reps, reps_max] }),
  }));
}

/** The worst soreness of a lift's main muscles, 1 (fresh) where none was rated. */
function worstSoreness(lift: Lift, soreness: SorenessRatings): number {
  const main = muscles.filter((muscle) => muscleShare[lift][muscle] === 1);
  return Math.max(1, ...main.map((muscle) => soreness[muscle] ?? 1));
}

/** What soreness does to the plan, in words; undefined where it does nothing. */
export function sorenessEffect(lift: Lift, soreness: SorenessRatings): string | undefined {
  const worst = worstSoreness(lift, soreness);
  if (worst === 5) return 'Severely sore: the main lift rests today.';
  if (worst === 4) return 'Sore where this lift works: one set less today.';
  return undefined;
}

function formulaOf({ intensity, block, overrides }: PlanInput): Formula {
  if (intensity === 'deload' || block === null) return { ...deloadFormula, ...overrides.deload };
  const ofBlock = { 1: overrides.block1, 2: overrides.block2, 3: overrides.block3 }[block];
  const { pct, sets, reps, rpe_target } = ofBlock?.[intensity] ?? {};
  const { reps_max } = ofBlock?.rep ?? {};
  return {
    ...formulas[block][intensity],
    ...(pct === undefined ? {} : { pct }),
    ...(sets === undefined ? {} : { sets }),
    ...(reps === undefined ? {} : { reps }),
    ...(rpe_target === undefined ? {} : { rpe_target }),
    ...(reps_max === undefined || intensity !== 'rep' ? {} : { reps_max }),
  };
}
