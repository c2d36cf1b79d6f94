// Generated from the database by schema-tools. Do not edit.
import {
  date,
  limitedText,
  limitedTextArray,
  noSuch,
  oneOf,
  timestamptz,
  uuid,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { AppliedAdjustments } from '../../json/applied-adjustments.ts';
import type { Tables, TablesInsert, TablesUpdate } from '../database.ts';

const columns = {
  /** Identifies the disruption. */
  id: uuid,
  /** The lifter. */
  user_id: uuid,
  /** The program that it disrupts, if any. */
  program_id: uuid.nullable(),
  /** The session that it disrupts, if it is a single one. */
  session_id: uuid.nullable(),
  /** When the lifter reported it. */
  reported_at: timestamptz,
  /** What keeps the lifter from the plan. */
  case_type: oneOf(['injury', 'illness', 'travel', 'fatigue', 'equipment_unavailable', 'other']),
  /** How much it keeps the lifter from training. */
  severity: oneOf(['minor', 'moderate', 'major']),
  /** The first calendar day that it affects. */
  affected_date_start: date,
  /** The last calendar day that it affects. NULL while that is open. */
  affected_date_end: date.nullable(),
  /** The lifts that it affects. NULL if it is not about lifts. */
  affected_lifts: limitedTextArray(0, 3).nullable(),
  /** What happened, in the lifter's words. */
  description: limitedText(0, 4000).nullable(),
  /**
   * Array of changes made to sessions, reductions in percent or reps. NULL until looked at; []
   * means that nothing had to change.
   */
  adjustment_applied: AppliedAdjustments.nullable(),
  /** When it was over. NULL until then. */
  resolved_at: timestamptz.nullable(),
  /** Whether the disruption is active, monitored or resolved. */
  status: oneOf(['active', 'resolved', 'monitoring']),
};

/**
 * Disruptions of training, such as an injury or a journey, and what was changed because of
 * them.
 *
 * A row of `edge_cases` as it is read. `readRow` and `readRows` keep columns and JSON keys
 * that this version does not know; `parse` leaves out the columns, and refuses the keys.
 */
export const EdgeCasesRow = z.object(columns);
export type EdgeCasesRow = Tables<'edge_cases'>;

/**
 * What an INSERT into `edge_cases` takes. A column that does not exist is an error, and so is
 * an `undefined`: in a bulk insert supabase-js would make it NULL, not the default.
 */
export const EdgeCasesInsert = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id,
    program_id: columns.program_id.exactOptional(),
    session_id: columns.session_id.exactOptional(),
    reported_at: columns.reported_at.exactOptional(),
    case_type: columns.case_type,
    severity: columns.severity,
    affected_date_start: columns.affected_date_start,
    affected_date_end: columns.affected_date_end.exactOptional(),
    affected_lifts: columns.affected_lifts.exactOptional(),
    description: columns.description.exactOptional(),
    adjustment_applied: columns.adjustment_applied.exactOptional(),
    resolved_at: columns.resolved_at.exactOptional(),
    status: columns.status.exactOptional(),
  },
  noSuch('column', 'edge_cases'),
);
export type EdgeCasesInsert = TablesInsert<'edge_cases'>;

/**
 * What an UPDATE of `edge_cases` takes: the columns to change. A column that does not exist is
 * an error.
 */
export const EdgeCasesUpdate = z.strictObject(
  {
    id: columns.id.exactOptional(),
    user_id: columns.user_id.exactOptional(),
    program_id: columns.program_id.exactOptional(),
    session_id: columns.session_id.exactOptional(),
    reported_at: columns.reported_at.exactOptional(),
    case_type: columns.case_type.exactOptional(),
    severity: columns.severity.exactOptional(),
    affected_date_start: columns.affected_date_start.exactOptional(),
    affected_date_end: columns.affected_date_end.exactOptional(),
    affected_lifts: columns.affected_lifts.exactOptional(),
    description: columns.description.exactOptional(),
    adjustment_applied: columns.adjustment_applied.exactOptional(),
    resolved_at: columns.resolved_at.exactOptional(),
    status: columns.status.exactOptional(),
  },
  noSuch('column', 'edge_cases'),
);
export type EdgeCasesUpdate = TablesUpdate<'edge_cases'>;
