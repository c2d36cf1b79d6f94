import {
  atLeastOne,
  halfSteps,
  number,
  ordered,
  strict,
  wholeNumber,
} from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/** A fraction of the one-rep max. */
const pct = number(0.4, 1.05).exactOptional();
const sets = wholeNumber(1, 10).exactOptional();
const reps = wholeNumber(1, 20).exactOptional();
const rpeTarget = halfSteps(5, 10).exactOptional();
const grams = wholeNumber(1, Number.MAX_SAFE_INTEGER).exactOptional();

/** Changes to heavy or explosive days: pct is a fraction of the one-rep max. `{}` is valid. */
export const IntensityOverrides = strict({ pct, sets, reps, rpe_target: rpeTarget });
export type IntensityOverrides = z.output<typeof IntensityOverrides>;

/** Changes to rep days, which also have ranges; where both ends are given, low is not above high. */
export const RepOverrides = ordered(
  ordered(
    ordered(
      strict({
        ...IntensityOverrides.shape,
        pct_min: pct,
        pct_max: pct,
        sets_min: sets,
        sets_max: sets,
        reps_min: reps,
        reps_max: reps,
      }),
      ['pct_min', 'pct_max'],
    ),
    ['sets_min', 'sets_max'],
  ),
  ['reps_min', 'reps_max'],
);
export type RepOverrides = z.output<typeof RepOverrides>;

/** Changes to a block, of at least one of its kinds of day. */
export const BlockOverrides = atLeastOne(
  strict({
    heavy: IntensityOverrides.exactOptional(),
    explosive: IntensityOverrides.exactOptional(),
    rep: RepOverrides.exactOptional(),
  }),
);
export type BlockOverrides = z.output<typeof BlockOverrides>;

/** Changes to the deload week: pct is a fraction of the one-rep max. An RPE of 5.0 is valid. */
export const DeloadOverrides = strict({
  pct: number(0.2, 0.6).exactOptional(),
  sets: wholeNumber(1, 5).exactOptional(),
  reps: wholeNumber(1, 15).exactOptional(),
  rpe_target: rpeTarget,
});
export type DeloadOverrides = z.output<typeof DeloadOverrides>;

/** How much heavier each block is: a fraction of the one-rep max. */
export const ProgressiveOverload = strict({
  heavy_pct_increment_per_block: number(0.025, 0.1).exactOptional(),
});
export type ProgressiveOverload = z.output<typeof ProgressiveOverload>;

/** By how many grams the training max may grow, at least and at most, for each lift. */
export const TrainingMaxIncrease = ordered(
  ordered(
    ordered(
      strict({
        squat_min_grams: grams,
        squat_max_grams: grams,
        bench_min_grams: grams,
        bench_max_grams: grams,
        deadlift_min_grams: grams,
        deadlift_max_grams: grams,
      }),
      ['squat_min_grams', 'squat_max_grams'],
    ),
    ['bench_min_grams', 'bench_max_grams'],
  ),
  ['deadlift_min_grams', 'deadlift_max_grams'],
);
export type TrainingMaxIncrease = z.output<typeof TrainingMaxIncrease>;

/**
 * `formula_configs.overrides`: what a lifter changed of the formula's defaults, the rest stays
 * as it is. `{}` changes nothing. pct is a fraction of the one-rep max, weights are in grams.
 */
export const FormulaOverrides = strict({
  block1: BlockOverrides.exactOptional(),
  block2: BlockOverrides.exactOptional(),
  block3: BlockOverrides.exactOptional(),
  deload: DeloadOverrides.exactOptional(),
  progressive_overload: ProgressiveOverload.exactOptional(),
  training_max_increase: TrainingMaxIncrease.exactOptional(),
}).meta({
  description:
    'Changes to the formula defaults, by block, deload and increments; {} changes nothing. pct is a fraction of the one-rep max, weights are integer grams.',
});
export type FormulaOverrides = z.output<typeof FormulaOverrides>;
