// Generated from the database by schema-tools. Do not edit.
import {
  boolean,
  date,
  limitedText,
  noSuch,
  oneOf,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { JitInputSnapshot } from '../../json/jit-input-snapshot.ts';
import { PlannedSets } from '../../json/planned-sets.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the session. */
  id: uuid,
  /** The program that the session belongs to. */
  program_id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The week of the program, from 1. */
  week_number: wholeNumber(1, 104),
  /** The training day of the week, from 1. */
  day_number: wholeNumber(1, 7),
  /** The lifter's calendar day for it. NULL if no day is set. */
  planned_date: date.nullable(),
  /** The lift that the session trains. */
  primary_lift: oneOf(['squat', 'bench', 'deadlift']),
  /** What the session trains: heavy, explosive or rep, or it is a deload. */
  intensity_type: oneOf(['heavy', 'explosive', 'rep', 'deload']),
  /** The block of the program. NULL for a deload, which is in no block. */
  block_number: oneOf([1, 2, 3]).nullable(),
  /** Whether it is a light session for recovery. */
  is_deload: boolean,
  /** Whether the session is planned, in progress, completed or skipped. Completed is final. */
  status: oneOf(['planned', 'in_progress', 'completed', 'skipped']),
  /**
   * Array of planned sets, weights in integer grams, rpe_target from 1 to 10 in steps of 0.5.
   * NULL until JIT ran; [] plans no sets.
   */
  planned_sets: PlannedSets.nullable(),
  /** When the sets were planned. NULL until then. */
  jit_generated_at: timestamptz.nullable(),
  /**
   * What the plan was computed from, told apart by its version. Weights in integer grams. NULL
   * until JIT ran.
   */
  jit_input_snapshot: JitInputSnapshot.nullable(),
  /** When the session was added to the program. */
  created_at: timestamptz,
  /** When the row last changed. */
  updated_at: timestamptz,
  /** Why the session was skipped, in the lifter's words. */
  skip_reason: limitedText(0, 4000).nullable(),
};

/**
 * A place in a program: a week and a day. Its sets are planned just in time (JIT), when the
 * lifter opens it.
 *
 * A row of `sessions` as it is read. `readRow` and `readRows` keep columns and JSON keys that
 * this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const SessionsRow = z.object(columns);
export type SessionsRow = Tables<'sessions'>;

/**
 * What an INSERT into `sessions` takes. A column that does not exist is an error, and so is an
 * `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const SessionsInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    program_id: columns.program_id,
    user_id: columns.user_id,
    week_number: columns.week_number,
    day_number: columns.day_number,
    planned_date: columns.planned_date.exactOptional(),
    primary_lift: columns.primary_lift,
    intensity_type: columns.intensity_type,
    block_number: columns.block_number.exactOptional(),
    is_deload: columns.is_deload.exactOptional(),
    status: columns.status.exactOptional(),
    planned_sets: columns.planned_sets.exactOptional(),
    jit_generated_at: columns.jit_generated_at.exactOptional(),
    jit_input_snapshot: columns.jit_input_snapshot.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    updated_at: columns.updated_at.exactOptional(),
    skip_reason: columns.skip_reason.exactOptional(),
  },
  noSuch('column', 'sessions'),
);
export type SessionsInsert = TablesInsert<'sessions'>;

/**
 * What an UPDATE of `sessions` takes: the columns to change. A column that does not exist is
 * an error.
 */
export const SessionsUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    program_id: columns.program_id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    week_number: columns.week_number.exactOptional(),
    day_number: columns.day_number.exactOptional(),
    planned_date: columns.planned_date.exactOptional(),
    primary_lift: columns.primary_lift.exactOptional(),
    intensity_type: columns.intensity_type.exactOptional(),
    block_number: columns.block_number.exactOptional(),
    is_deload: columns.is_deload.exactOptional(),
    status: columns.status.exactOptional(),
    planned_sets: columns.planned_sets.exactOptional(),
    jit_generated_at: columns.jit_generated_at.exactOptional(),
    jit_input_snapshot: columns.jit_input_snapshot.exactOptional(),
    created_at: columns.created_at.exactOptional(),
    updated_at: columns.updated_at.exactOptional(),
    skip_reason: columns.skip_reason.exactOptional(),
  },
  noSuch('column', 'sessions'),
);
export type SessionsUpdate = TablesUpdate<'sessions'>;
