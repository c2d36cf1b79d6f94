import {
  lengthError,
  list,
  ordered,
  strict,
  wholeNumber,
} from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { grams, rpe, setNumber } from './numbers.ts';

const reps = wholeNumber(1, 100);

/** The fewest and the most reps of a set, as `[low, high]`. */
const repsRange = ordered(
  z.tuple([reps, reps], { error: lengthError('a list of two numbers, low and high') }),
  [0, 1],
);

/**
 * A set to lift: weight in grams, reps, the RPE to aim at from 1 to 10 in steps of 0.5, and
 * where reps may vary, the range that they should stay in.
 */
export const PlannedSet = strict({
  set_number: setNumber,
  weight_grams: grams,
  reps,
  rpe_target: rpe.exactOptional(),
  reps_range: repsRange.exactOptional(),
});
export type PlannedSet = z.output<typeof PlannedSet>;

/**
 * `sessions.planned_sets`: up to 200 sets; `[]` skips the main lift.
 * Weights in integer grams.
 */
export const PlannedSets = list(PlannedSet, 0, 200).meta({
  description:
    'Array of planned sets, weights in integer grams, rpe_target from 1 to 10 in steps of 0.5. NULL until JIT ran; [] plans no sets.',
});
export type PlannedSets = z.output<typeof PlannedSets>;
