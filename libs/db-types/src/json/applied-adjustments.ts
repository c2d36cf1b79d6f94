import {
  list,
  number,
  strict,
  text,
  uuid,
  wholeNumber,
  word,
} from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';

/**
 * A change made to a session: `reduction_pct` is in percent of the weight (12.5 is 12.5 %), not
 * a fraction; `reps_reduction` in reps.
 */
export const AppliedAdjustment = strict({
  session_id: uuid,
  action: word(['weight_reduced', 'reps_reduced', 'session_skipped', 'exercise_substituted']),
  reduction_pct: number(0, 100).exactOptional(),
  reps_reduction: wholeNumber(1, 100).exactOptional(),
  rationale: text(1, 2000),
  substitution_note: text(0, 2000).exactOptional(),
});
export type AppliedAdjustment = z.output<typeof AppliedAdjustment>;

/**
 * `edge_cases.adjustment_applied`: up to 200 changes, reductions in percent or reps. `[]` means
 * looked at, nothing to do. A session may be changed in more than one way.
 */
export const AppliedAdjustments = list(AppliedAdjustment, 0, 200).meta({
  description:
    'Array of changes made to sessions, reductions in percent or reps. NULL until looked at; [] means that nothing had to change.',
});
export type AppliedAdjustments = z.output<typeof AppliedAdjustments>;
