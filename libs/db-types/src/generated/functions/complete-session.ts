// Generated from the database by schema-tools. Do not edit.
import {
  noSuch,
  numeric,
  oneOf,
  text,
  timestamptz,
  uuid,
  wholeNumber,
} from '@parakeet/schema-runtime/columns';
import * as z from 'zod';
import { ActualSets } from '../../json/actual-sets.ts';
import { AuxiliarySets } from '../../json/auxiliary-sets.ts';
import { SessionMetrics } from '../../json/session-metrics.ts';
import type { Database } from '../database.ts';
import { SessionLogsRow } from '../rows/session-logs.ts';

/**
 * Logs a session: stores the log, completes the session and, if given, stores its metrics. A
 * second call with the same id returns the existing log.
 *
 * The arguments of `complete_session`. One that it does not have is an error.
 */
export const CompleteSessionArgs = z.strictObject(
  {
    id: uuid,
    session_id: uuid,
    actual_sets: ActualSets,
    completed_at: timestamptz,
    started_at: timestamptz.exactOptional(),
    duration_seconds: wholeNumber(0, 2147483647).exactOptional(),
    session_rpe: numeric(3, 1, { least: 1, most: 10, step: 0.5 }).exactOptional(),
    session_notes: text.exactOptional(),
    completion_pct: numeric(5, 2, { least: 0, most: 999.99 }).exactOptional(),
    performance_vs_plan: oneOf(['under', 'at', 'over', 'incomplete']).exactOptional(),
    metrics: SessionMetrics.exactOptional(),
    auxiliary_sets: AuxiliarySets.exactOptional(),
  },
  noSuch('argument', 'complete_session'),
);
export type CompleteSessionArgs = Database['public']['Functions']['complete_session']['Args'];

/** What `complete_session` returns: a row of `session_logs`. */
export const CompleteSessionResult = SessionLogsRow;
export type CompleteSessionResult = Database['public']['Functions']['complete_session']['Returns'];
