// What rows are read with. It brings Zod along, so it comes with the first rows and not before.
import {
  AuxiliaryAssignmentsRow,
  FormulaConfigsRow,
  LifterMaxesRow,
  PerformanceMetricsRow,
  ProgramsRow,
  SessionLogsRow,
  SessionsRow,
  SorenessCheckinsRow,
} from '@parakeet/db-types';

export { readRow, readRows } from '@parakeet/db-types';
export { unreadWords } from '../errors/unread-words.ts';

/** By what a read asks for: rows of a table, or some of their columns. */
export const schemas = {
  assignment: AuxiliaryAssignmentsRow,
  checkIn: SorenessCheckinsRow,
  completedSession: SessionsRow.pick({
    id: true,
    planned_date: true,
    week_number: true,
    day_number: true,
    primary_lift: true,
    intensity_type: true,
    status: true,
  }),
  formulaConfig: FormulaConfigsRow,
  log: SessionLogsRow,
  maxes: LifterMaxesRow,
  metrics: PerformanceMetricsRow.pick({
    recorded_at: true,
    estimated_1rm_grams: true,
    actual_volume_grams: true,
    max_rpe_actual: true,
    sets_per_muscle: true,
  }),
  program: ProgramsRow,
  session: SessionsRow,
};
