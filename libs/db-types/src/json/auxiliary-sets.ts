import { list, strict, text, uniqueBy, wholeNumber } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { grams, rpe, setNumber } from './numbers.ts';

/**
 * A set of an auxiliary exercise as it was lifted: weight in grams (0 is bodyweight alone), reps
 * (0 is a failed set), RPE from 1 to 10 in steps of 0.5.
 */
export const AuxiliarySet = strict({
  set_number: setNumber,
  weight_grams: grams,
  reps_completed: wholeNumber(0, 100),
  rpe_actual: rpe.exactOptional(),
});
export type AuxiliarySet = z.output<typeof AuxiliarySet>;

/**
 * An auxiliary exercise, by its name in the pool at that time, and its sets: 1 to 50, each with its
 * own number.
 */
export const LoggedAuxiliary = strict({
  exercise: text(1, 200),
  sets: uniqueBy(list(AuxiliarySet, 1, 50), 'set_number'),
});
export type LoggedAuxiliary = z.output<typeof LoggedAuxiliary>;

/**
 * `session_logs.auxiliary_sets`, and an argument of `complete_session`: up to 20 exercises in the
 * order of the workout. `[]` means that none was done. NULL means that it is not known: the log is
 * from an app without auxiliary sets, and such a correction keeps those of the log it corrects.
 */
export const AuxiliarySets = list(LoggedAuxiliary, 0, 20).meta({
  description:
    'Array of auxiliary exercises with their sets as lifted: weight in integer grams (0 is bodyweight alone), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5. [] means none was done. NULL means not known; a correction with NULL keeps those of the log it corrects.',
});
export type AuxiliarySets = z.output<typeof AuxiliarySets>;
