// Generated from the database by schema-tools. Do not edit.
import {
  boolean,
  limitedText,
  noSuch,
  numeric,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { ActualSets } from '../../json/actual-sets.ts';
import { AuxiliarySets } from '../../json/auxiliary-sets.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the log. The phone chooses it, so that a log can be sent twice. */
  id: uuid,
  /** The session that was done. */
  session_id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** When the log reached the database. */
  logged_at: timestamptz,
  /** When the lifter began, by the phone's clock. */
  started_at: timestamptz.nullable(),
  /** When the lifter finished, by the phone's clock. */
  completed_at: timestamptz.nullable(),
  /** How long the session took, in seconds. */
  duration_seconds: wholeNumber(0, 2147483647).nullable(),
  /**
   * Array of sets as lifted, numbered from 1: weight in integer grams (0 is an empty hand), reps
   * (0 is a failed set), RPE from 1 to 10 in steps of 0.5.
   */
  actual_sets: ActualSets,
  /** How hard the whole session was: RPE from 1 to 10 in steps of 0.5. */
  session_rpe: numeric(3, 1, { least: 1, most: 10, step: 0.5 }).nullable(),
  /** What the lifter noted about the session. */
  session_notes: limitedText(0, 4000).nullable(),
  /** Whether this log replaces an earlier log of the same session. */
  is_correction: boolean,
  /** The log that this one corrects. NULL for the original log. */
  corrects_log_id: uuid.nullable(),
  /**
   * Percent of the planned sets that were done; more than 100 is possible. NULL for an empty
   * plan.
   */
  completion_pct: numeric(5, 2, { least: 0, most: 999.99 }).nullable(),
  /** How the session went against its plan. */
  performance_vs_plan: oneOf(['under', 'at', 'over', 'incomplete']).nullable(),
  /**
   * Array of auxiliary exercises with their sets as lifted: weight in integer grams (0 is
   * bodyweight alone), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5. [] means none
   * was done. NULL means not known; a correction with NULL keeps those of the log it corrects.
   */
  auxiliary_sets: AuxiliarySets.nullable(),
};

/**
 * What was lifted in a session. Append-only: a mistake is corrected by a new row that names
 * the one it corrects.
 *
 * A row of `session_logs` as it is read. `readRow` and `readRows` keep columns and JSON keys
 * that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const SessionLogsRow = z.object(columns);
export type SessionLogsRow = Tables<'session_logs'>;

/**
 * What an INSERT into `session_logs` takes. A column that does not exist is an error, and so
 * is an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const SessionLogsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    session_id: columns.session_id,
    user_id: columns.user_id,
    logged_at: columns.logged_at.exactOptional(),
    started_at: columns.started_at.exactOptional(),
    completed_at: columns.completed_at.exactOptional(),
    duration_seconds: columns.duration_seconds.exactOptional(),
    actual_sets: columns.actual_sets,
    session_rpe: columns.session_rpe.exactOptional(),
    session_notes: columns.session_notes.exactOptional(),
    is_correction: columns.is_correction.exactOptional(),
    corrects_log_id: columns.corrects_log_id.exactOptional(),
    completion_pct: columns.completion_pct.exactOptional(),
    performance_vs_plan: columns.performance_vs_plan.exactOptional(),
    auxiliary_sets: columns.auxiliary_sets.exactOptional(),
  },
  noSuch('column', 'session_logs'),
);
export type SessionLogsInsert = TablesInsert<'session_logs'>;

/**
 * What an UPDATE of `session_logs` takes: the columns to change. A column that does not exist
 * is an error.
 */
export const SessionLogsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    session_id: columns.session_id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    logged_at: columns.logged_at.exactOptional(),
    started_at: columns.started_at.exactOptional(),
    completed_at: columns.completed_at.exactOptional(),
    duration_seconds: columns.duration_seconds.exactOptional(),
    actual_sets: columns.actual_sets.exactOptional(),
    session_rpe: columns.session_rpe.exactOptional(),
    session_notes: columns.session_notes.exactOptional(),
    is_correction: columns.is_correction.exactOptional(),
    corrects_log_id: columns.corrects_log_id.exactOptional(),
    completion_pct: columns.completion_pct.exactOptional(),
    performance_vs_plan: columns.performance_vs_plan.exactOptional(),
    auxiliary_sets: columns.auxiliary_sets.exactOptional(),
  },
  noSuch('column', 'session_logs'),
);
export type SessionLogsUpdate = TablesUpdate<'session_logs'>;
