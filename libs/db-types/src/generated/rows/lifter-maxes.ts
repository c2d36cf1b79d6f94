// Generated from the database by schema-tools. Do not edit.
import { noSuch, oneOf, timestamptz, uuid, wholeNumber } from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** When these maxes were entered or calculated; the newest ones count. */
  recorded_at: timestamptz,
  /** Whether the lifter entered one-rep maxes or sets of three, or the app calculated them. */
  source: oneOf(['input_1rm', 'input_3rm', 'system_calculated']),
  /** One-rep max of the squat, in grams. */
  squat_1rm_grams: wholeNumber(1, 1000000),
  /** One-rep max of the bench press, in grams. */
  bench_1rm_grams: wholeNumber(1, 1000000),
  /** One-rep max of the deadlift, in grams. */
  deadlift_1rm_grams: wholeNumber(1, 1000000),
  /** Weight of the set from which the squat max was estimated, in grams. */
  squat_input_grams: wholeNumber(1, 1000000).nullable(),
  /** Repetitions of the set from which the squat max was estimated. */
  squat_input_reps: wholeNumber(1, 100).nullable(),
  /** Weight of the set from which the bench max was estimated, in grams. */
  bench_input_grams: wholeNumber(1, 1000000).nullable(),
  /** Repetitions of the set from which the bench max was estimated. */
  bench_input_reps: wholeNumber(1, 100).nullable(),
  /** Weight of the set from which the deadlift max was estimated, in grams. */
  deadlift_input_grams: wholeNumber(1, 1000000).nullable(),
  /** Repetitions of the set from which the deadlift max was estimated. */
  deadlift_input_reps: wholeNumber(1, 100).nullable(),
};

/**
 * One-rep maxes in grams, as entered or calculated. Append-only: the newest row is the current
 * one.
 *
 * A row of `lifter_maxes` as it is read. `readRow` and `readRows` keep columns and JSON keys
 * that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const LifterMaxesRow = z.object(columns);
export type LifterMaxesRow = Tables<'lifter_maxes'>;

/**
 * What an INSERT into `lifter_maxes` takes. A column that does not exist is an error, and so
 * is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const LifterMaxesInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    recorded_at: columns.recorded_at.exactOptional(),
    source: columns.source,
    squat_1rm_grams: columns.squat_1rm_grams,
    bench_1rm_grams: columns.bench_1rm_grams,
    deadlift_1rm_grams: columns.deadlift_1rm_grams,
    squat_input_grams: columns.squat_input_grams.exactOptional(),
    squat_input_reps: columns.squat_input_reps.exactOptional(),
    bench_input_grams: columns.bench_input_grams.exactOptional(),
    bench_input_reps: columns.bench_input_reps.exactOptional(),
    deadlift_input_grams: columns.deadlift_input_grams.exactOptional(),
    deadlift_input_reps: columns.deadlift_input_reps.exactOptional(),
  },
  noSuch('column', 'lifter_maxes'),
);
export type LifterMaxesInsert = TablesInsert<'lifter_maxes'>;

/**
 * What an UPDATE of `lifter_maxes` takes: the columns to change. A column that does not exist
 * is an error.
 */
export const LifterMaxesUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    recorded_at: columns.recorded_at.exactOptional(),
    source: columns.source.exactOptional(),
    squat_1rm_grams: columns.squat_1rm_grams.exactOptional(),
    bench_1rm_grams: columns.bench_1rm_grams.exactOptional(),
    deadlift_1rm_grams: columns.deadlift_1rm_grams.exactOptional(),
    squat_input_grams: columns.squat_input_grams.exactOptional(),
    squat_input_reps: columns.squat_input_reps.exactOptional(),
    bench_input_grams: columns.bench_input_grams.exactOptional(),
    bench_input_reps: columns.bench_input_reps.exactOptional(),
    deadlift_input_grams: columns.deadlift_input_grams.exactOptional(),
    deadlift_input_reps: columns.deadlift_input_reps.exactOptional(),
  },
  noSuch('column', 'lifter_maxes'),
);
export type LifterMaxesUpdate = TablesUpdate<'lifter_maxes'>;
