// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, timestamptz, uuid } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { AuxiliaryPool } from '../../json/auxiliary-pool.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the change. The phone chooses it, so that a change can be sent twice. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The lift whose pool was replaced. */
  lift: oneOf(['squat', 'bench', 'deadlift']),
  /** When the pool was replaced. */
  changed_at: timestamptz,
  /** Array of the exercises of a pool in its order, as the lifter asked for it. */
  exercises: AuxiliaryPool,
};

/**
 * Pools of auxiliary exercises as lifters requested them, one row for each change.
 * Append-only: the current pool is in auxiliary_exercises.
 *
 * A row of `auxiliary_pool_changes` as it is read. `readRow` and `readRows` keep columns and
 * JSON keys that this version does not know; `parse` leaves out the columns, and refuses the
 * keys.
 */
export const AuxiliaryPoolChangesRow = z.object(columns);
export type AuxiliaryPoolChangesRow = Tables<'auxiliary_pool_changes'>;

/**
 * What an INSERT into `auxiliary_pool_changes` takes. A column that does not exist is an
 * error, and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the
 * default.
 */
export const AuxiliaryPoolChangesInsert = z.strictObject(
  {
    id: columns.id,
    user_id: columns.user_id,
    lift: columns.lift,
    changed_at: columns.changed_at.exactOptional(),
    exercises: columns.exercises,
  },
  noSuch('column', 'auxiliary_pool_changes'),
);
export type AuxiliaryPoolChangesInsert = TablesInsert<'auxiliary_pool_changes'>;

/**
 * What an UPDATE of `auxiliary_pool_changes` takes: the columns to change. A column that does
 * not exist is an error.
 */
export const AuxiliaryPoolChangesUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    lift: columns.lift.exactOptional(),
    changed_at: columns.changed_at.exactOptional(),
    exercises: columns.exercises.exactOptional(),
  },
  noSuch('column', 'auxiliary_pool_changes'),
);
export type AuxiliaryPoolChangesUpdate = TablesUpdate<'auxiliary_pool_changes'>;
