// Generated from the database by schema-tools. Do not edit.
import { limitedText, noSuch, oneOf, timestamptz, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The program that the exercises are for. */
  program_id: uuid,
  /** The block of the program. */
  block_number: oneOf([1, 2, 3]),
  /** The lift that the exercises support. */
  lift: oneOf(['squat', 'bench', 'deadlift']),
  /** The name of the first exercise. */
  exercise_1: limitedText(0, 200),
  /** The name of the second exercise. */
  exercise_2: limitedText(0, 200),
  /** When the exercises were assigned. */
  created_at: timestamptz,
};

/**
 * The two auxiliary exercises in use for a lift during a block of a program.
 *
 * A row of `auxiliary_assignments` as it is read. `readRow` and `readRows` keep columns and
 * JSON keys that this version does not know; `parse` leaves out the columns, and refuses the
 * keys.
 */
export const AuxiliaryAssignmentsRow = z.object(columns);
export type AuxiliaryAssignmentsRow = Tables<'auxiliary_assignments'>;

/**
 * What an INSERT into `auxiliary_assignments` takes. A column that does not exist is an error,
 * and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const AuxiliaryAssignmentsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    program_id: columns.program_id,
    block_number: columns.block_number,
    lift: columns.lift,
    exercise_1: columns.exercise_1,
    exercise_2: columns.exercise_2,
    created_at: columns.created_at.exactOptional(),
  },
  noSuch('column', 'auxiliary_assignments'),
);
export type AuxiliaryAssignmentsInsert = TablesInsert<'auxiliary_assignments'>;

/**
 * What an UPDATE of `auxiliary_assignments` takes: the columns to change. A column that does
 * not exist is an error.
 */
export const AuxiliaryAssignmentsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    program_id: columns.program_id.exactOptional(),
    block_number: columns.block_number.exactOptional(),
    lift: columns.lift.exactOptional(),
    exercise_1: columns.exercise_1.exactOptional(),
    exercise_2: columns.exercise_2.exactOptional(),
    created_at: columns.created_at.exactOptional(),
  },
  noSuch('column', 'auxiliary_assignments'),
);
export type AuxiliaryAssignmentsUpdate = TablesUpdate<'auxiliary_assignments'>;
