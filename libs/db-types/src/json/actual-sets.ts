import { list, strict, text, uniqueBy, wholeNumber } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { grams, rpe, setNumber } from './numbers.ts';

/**
 * A set as it was lifted: weight in grams (0 is an empty hand), reps (0 is a failed set), RPE
 * from 1 to 10 in steps of 0.5, notes of up to 2000 characters.
 */
export const ActualSet = strict({
  set_number: setNumber,
  weight_grams: grams,
  reps_completed: wholeNumber(0, 100),
  rpe_actual: rpe.exactOptional(),
  notes: text(0, 2000).exactOptional(),
});
export type ActualSet = z.output<typeof ActualSet>;

/**
 * `session_logs.actual_sets`: up to 200 sets as lifted, in any order, each with its own number.
 * Weights in integer grams.
 */
export const ActualSets = uniqueBy(list(ActualSet, 0, 200), 'set_number').meta({
  description:
    'Array of sets as lifted, numbered from 1: weight in integer grams (0 is an empty hand), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5.',
});
export type ActualSets = z.output<typeof ActualSets>;
