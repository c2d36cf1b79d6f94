// Generated from the database by schema-tools. Do not edit.
import {
  limitedText,
  noSuch,
  numeric,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { SetsPerMuscle } from '../../json/sets-per-muscle.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the row. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The log that the figures describe. */
  session_log_id: uuid,
  /** When the figures were computed. */
  recorded_at: timestamptz,
  /** The lift that the figures describe. */
  lift: oneOf(['squat', 'bench', 'deadlift']),
  /** The intensity type of the session. */
  intensity_type: limitedText(0, 200),
  /** The block of the session. NULL for a deload. */
  block_number: wholeNumber(1, 3).nullable(),
  /** The week of the session. */
  week_number: wholeNumber(1, 104).nullable(),
  /** Planned volume: grams times repetitions, summed over sets. */
  planned_volume_grams: wholeNumber(0, 2147483647).nullable(),
  /** Volume as lifted: grams times repetitions, summed over sets. */
  actual_volume_grams: wholeNumber(0, 2147483647).nullable(),
  /** Planned intensity, as a fraction of the one-rep max. */
  planned_intensity_pct: numeric(5, 3, { least: 0, most: 1.05 }).nullable(),
  /** Intensity as lifted, as a fraction of the one-rep max. */
  actual_intensity_pct: numeric(5, 3, { least: 0, most: 2 }).nullable(),
  /** RPE of the hardest set. */
  max_rpe_actual: numeric(3, 1, { least: 1, most: 10, step: 0.5 }).nullable(),
  /** Mean RPE of the sets. */
  avg_rpe_actual: numeric(3, 1, { least: 1, most: 10 }).nullable(),
  /**
   * Percent of the planned sets that were done; more than 100 is possible. NULL for an empty
   * plan.
   */
  completion_pct: numeric(5, 2, { least: 0, most: 999.99 }).nullable(),
  /** One-rep max as estimated from the session, in grams. */
  estimated_1rm_grams: wholeNumber(0, 5000000).nullable(),
  /**
   * Muscle group to sets done in this session, in steps of 0.5: a secondary muscle counts half a
   * set.
   */
  sets_per_muscle: SetsPerMuscle.nullable(),
};

/**
 * A lift's figures for one log: volume in grams times reps, intensity as a fraction of the
 * one-rep max.
 *
 * A row of `performance_metrics` as it is read. `readRow` and `readRows` keep columns and JSON
 * keys that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const PerformanceMetricsRow = z.object(columns);
export type PerformanceMetricsRow = Tables<'performance_metrics'>;

/**
 * What an INSERT into `performance_metrics` takes. A column that does not exist is an error,
 * and so is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const PerformanceMetricsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    session_log_id: columns.session_log_id,
    recorded_at: columns.recorded_at,
    lift: columns.lift,
    intensity_type: columns.intensity_type,
    block_number: columns.block_number.exactOptional(),
    week_number: columns.week_number.exactOptional(),
    planned_volume_grams: columns.planned_volume_grams.exactOptional(),
    actual_volume_grams: columns.actual_volume_grams.exactOptional(),
    planned_intensity_pct: columns.planned_intensity_pct.exactOptional(),
    actual_intensity_pct: columns.actual_intensity_pct.exactOptional(),
    max_rpe_actual: columns.max_rpe_actual.exactOptional(),
    avg_rpe_actual: columns.avg_rpe_actual.exactOptional(),
    completion_pct: columns.completion_pct.exactOptional(),
    estimated_1rm_grams: columns.estimated_1rm_grams.exactOptional(),
    sets_per_muscle: columns.sets_per_muscle.exactOptional(),
  },
  noSuch('column', 'performance_metrics'),
);
export type PerformanceMetricsInsert = TablesInsert<'performance_metrics'>;

/**
 * What an UPDATE of `performance_metrics` takes: the columns to change. A column that does not
 * exist is an error.
 */
export const PerformanceMetricsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    session_log_id: columns.session_log_id.exactOptional(),
    recorded_at: columns.recorded_at.exactOptional(),
    lift: columns.lift.exactOptional(),
    intensity_type: columns.intensity_type.exactOptional(),
    block_number: columns.block_number.exactOptional(),
    week_number: columns.week_number.exactOptional(),
    planned_volume_grams: columns.planned_volume_grams.exactOptional(),
    actual_volume_grams: columns.actual_volume_grams.exactOptional(),
    planned_intensity_pct: columns.planned_intensity_pct.exactOptional(),
    actual_intensity_pct: columns.actual_intensity_pct.exactOptional(),
    max_rpe_actual: columns.max_rpe_actual.exactOptional(),
    avg_rpe_actual: columns.avg_rpe_actual.exactOptional(),
    completion_pct: columns.completion_pct.exactOptional(),
    estimated_1rm_grams: columns.estimated_1rm_grams.exactOptional(),
    sets_per_muscle: columns.sets_per_muscle.exactOptional(),
  },
  noSuch('column', 'performance_metrics'),
);
export type PerformanceMetricsUpdate = TablesUpdate<'performance_metrics'>;
