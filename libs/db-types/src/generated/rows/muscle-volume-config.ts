// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, timestamptz, uuid, wholeNumber } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The muscle group that the limits are for. */
  muscle_group: oneOf([
    'quads',
    'hamstrings',
    'glutes',
    'lower_back',
    'upper_back',
    'chest',
    'triceps',
    'shoulders',
    'biceps',
  ]),
  /** Minimum effective volume: fewer sets a week have no effect. */
  mev_sets_per_week: wholeNumber(0, 200),
  /** Maximum recoverable volume: more sets a week are too many to recover from. */
  mrv_sets_per_week: wholeNumber(0, 200),
  /** When the row last changed. */
  updated_at: timestamptz,
};

/**
 * The lifter's weekly volume limits for a muscle group: minimum effective (MEV) and maximum
 * recoverable volume (MRV), in sets.
 *
 * A row of `muscle_volume_config` as it is read. `readRow` and `readRows` keep columns and
 * JSON keys that this version does not know; `parse` leaves out the columns, and refuses the
 * keys.
 */
export const MuscleVolumeConfigRow = z.object(columns);
export type MuscleVolumeConfigRow = Tables<'muscle_volume_config'>;

/**
 * What an INSERT into `muscle_volume_config` takes. A column that does not exist is an error,
 * and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const MuscleVolumeConfigInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    muscle_group: columns.muscle_group,
    mev_sets_per_week: columns.mev_sets_per_week,
    mrv_sets_per_week: columns.mrv_sets_per_week,
    updated_at: columns.updated_at.exactOptional(),
  },
  noSuch('column', 'muscle_volume_config'),
);
export type MuscleVolumeConfigInsert = TablesInsert<'muscle_volume_config'>;

/**
 * What an UPDATE of `muscle_volume_config` takes: the columns to change. A column that does
 * not exist is an error.
 */
export const MuscleVolumeConfigUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    muscle_group: columns.muscle_group.exactOptional(),
    mev_sets_per_week: columns.mev_sets_per_week.exactOptional(),
    mrv_sets_per_week: columns.mrv_sets_per_week.exactOptional(),
    updated_at: columns.updated_at.exactOptional(),
  },
  noSuch('column', 'muscle_volume_config'),
);
export type MuscleVolumeConfigUpdate = TablesUpdate<'muscle_volume_config'>;
