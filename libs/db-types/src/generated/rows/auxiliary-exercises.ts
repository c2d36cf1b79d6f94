// Generated from the database by schema-tools. Do not edit.
import {
  boolean,
  limitedText,
  limitedTextArray,
  noSuch,
  oneOf,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The lift that the exercise supports. */
  lift: oneOf(['squat', 'bench', 'deadlift']),
  /** The name of the exercise. */
  exercise_name: limitedText(0, 200),
  /** The place of the exercise in the rotation, from 0 or from 1. */
  pool_position: wholeNumber(0, 2147483647),
  /** Whether the exercise takes part in the rotation. */
  is_active: boolean,
  /** The muscle groups that the exercise trains most. */
  primary_muscles: limitedTextArray(0, 9),
};

/**
 * The lifter's pool of auxiliary exercises for a lift, in the order in which they rotate.
 *
 * A row of `auxiliary_exercises` as it is read. `readRow` and `readRows` keep columns and JSON
 * keys that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const AuxiliaryExercisesRow = z.object(columns);
export type AuxiliaryExercisesRow = Tables<'auxiliary_exercises'>;

/**
 * What an INSERT into `auxiliary_exercises` takes. A column that does not exist is an error,
 * and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const AuxiliaryExercisesInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    lift: columns.lift,
    exercise_name: columns.exercise_name,
    pool_position: columns.pool_position,
    is_active: columns.is_active.exactOptional(),
    primary_muscles: columns.primary_muscles,
  },
  noSuch('column', 'auxiliary_exercises'),
);
export type AuxiliaryExercisesInsert = TablesInsert<'auxiliary_exercises'>;

/**
 * What an UPDATE of `auxiliary_exercises` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const AuxiliaryExercisesUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    lift: columns.lift.exactOptional(),
    exercise_name: columns.exercise_name.exactOptional(),
    pool_position: columns.pool_position.exactOptional(),
    is_active: columns.is_active.exactOptional(),
    primary_muscles: columns.primary_muscles.exactOptional(),
  },
  noSuch('column', 'auxiliary_exercises'),
);
export type AuxiliaryExercisesUpdate = TablesUpdate<'auxiliary_exercises'>;
