import {
  halfSteps,
  lengthError,
  list,
  mustBe,
  strict,
  text,
  uuid,
  wholeNumber,
  word,
  wrongType,
} from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import { Lift } from './lift.ts';
import { perMuscle } from './muscle-group.ts';
import { SorenessRatings } from './soreness-ratings.ts';

/** A name as the lifter's pool has it. */
const exercise = text(1, 200);

/** Sets a week: the fewest that make a muscle grow (MEV), the most it recovers from (MRV). */
export const VolumeLimits = strict({ mev: wholeNumber(0, 200), mrv: wholeNumber(0, 200) });
export type VolumeLimits = z.output<typeof VolumeLimits>;

/**
 * What the plan of a session was computed from, first version. Weights in grams.
 *
 * - `week_number`: of the program, from 1 to 104, which is two years
 * - `block_number`: 1, 2 or 3, and null in a deload
 * - `one_rm_grams`: the one-rep max of the primary lift then, above 0, up to a tonne
 * - `sets_per_muscle_this_week`: done before this session in steps of 0.5, up to seven days of
 *   the 200 that a session may hold
 * - `volume_limits`: of the muscles that were looked at, in sets a week, 0 to 200
 * - `auxiliary_exercises`: the two in use, names of up to 200 characters
 * - `session_log_ids`, `disruption_ids`: what was considered, up to 200 of each
 */
export const JitInputSnapshotV1 = strict({
  version: z.literal(1, { error: mustBe('1') }),
  primary_lift: Lift,
  intensity_type: word(['heavy', 'explosive', 'rep', 'deload']),
  week_number: wholeNumber(1, 104),
  block_number: z.literal([1, 2, 3], { error: mustBe('1, 2, 3 or null') }).nullable(),
  one_rm_grams: wholeNumber(1, 1_000_000),
  formula_config_id: uuid,
  soreness_ratings: SorenessRatings,
  sets_per_muscle_this_week: perMuscle(halfSteps(0, 1400)),
  volume_limits: perMuscle(VolumeLimits),
  auxiliary_exercises: z.tuple([exercise, exercise], {
    error: lengthError('a list of two exercises'),
  }),
  session_log_ids: list(uuid, 0, 200),
  disruption_ids: list(uuid, 0, 200),
});
export type JitInputSnapshotV1 = z.output<typeof JitInputSnapshotV1>;

/**
 * `sessions.jit_input_snapshot`: what the plan was computed from, for the audit. A change of
 * shape is a new version beside this one: old rows keep theirs. Weights in integer grams.
 */
export const JitInputSnapshot = z
  .discriminatedUnion('version', [JitInputSnapshotV1], {
    error: (issue) =>
      issue.code === 'invalid_union' ? 'must be a known version: 1' : wrongType('an object', issue),
  })
  .meta({
    description:
      'What the plan was computed from, told apart by its version. Weights in integer grams. NULL until JIT ran.',
  });
export type JitInputSnapshot = z.output<typeof JitInputSnapshot>;
