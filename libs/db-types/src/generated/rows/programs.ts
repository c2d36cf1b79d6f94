// Generated from the database by schema-tools. Do not edit.
import {
  date,
  noSuch,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the program. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** Counts the lifter's programs from 1. */
  version: wholeNumber(1, 2147483647),
  /** When the program was started. */
  created_at: timestamptz,
  /**
   * Whether the program is active, completed or archived. A lifter has at most one active
   * program.
   */
  status: oneOf(['active', 'completed', 'archived']),
  /** How many weeks the program has. */
  total_weeks: wholeNumber(1, 104),
  /** How many sessions a week has. */
  training_days_per_week: wholeNumber(1, 7),
  /** The lifter's calendar day on which the first week begins. */
  start_date: date,
  /** The maxes that the program was computed from. */
  lifter_maxes_id: uuid,
  /** The formula config that the program was computed with. */
  formula_config_id: uuid,
};

/**
 * A training program: its number of weeks and of training days in a week, computed from one
 * set of maxes and one formula config.
 *
 * A row of `programs` as it is read. `readRow` and `readRows` keep columns and JSON keys that
 * this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const ProgramsRow = z.object(columns);
export type ProgramsRow = Tables<'programs'>;

/**
 * What an INSERT into `programs` takes. A column that does not exist is an error, and so is an
 * `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const ProgramsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    version: columns.version.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    status: columns.status.exactOptional(),
    total_weeks: columns.total_weeks,
    training_days_per_week: columns.training_days_per_week.exactOptional(),
    start_date: columns.start_date,
    lifter_maxes_id: columns.lifter_maxes_id,
    formula_config_id: columns.formula_config_id,
  },
  noSuch('column', 'programs'),
);
export type ProgramsInsert = TablesInsert<'programs'>;

/**
 * What an UPDATE of `programs` takes: the columns to change. A column that does not exist is
 * an error.
 */
export const ProgramsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    version: columns.version.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    status: columns.status.exactOptional(),
    total_weeks: columns.total_weeks.exactOptional(),
    training_days_per_week: columns.training_days_per_week.exactOptional(),
    start_date: columns.start_date.exactOptional(),
    lifter_maxes_id: columns.lifter_maxes_id.exactOptional(),
    formula_config_id: columns.formula_config_id.exactOptional(),
  },
  noSuch('column', 'programs'),
);
export type ProgramsUpdate = TablesUpdate<'programs'>;
