// Generated from the database by schema-tools. Do not edit.
import {
  AuxiliaryAssignmentsInsert,
  AuxiliaryAssignmentsRow,
  AuxiliaryAssignmentsUpdate,
} from './auxiliary-assignments.ts';
import {
  AuxiliaryExercisesInsert,
  AuxiliaryExercisesRow,
  AuxiliaryExercisesUpdate,
} from './auxiliary-exercises.ts';
import {
  AuxiliaryPoolChangesInsert,
  AuxiliaryPoolChangesRow,
  AuxiliaryPoolChangesUpdate,
} from './auxiliary-pool-changes.ts';
import { EdgeCasesInsert, EdgeCasesRow, EdgeCasesUpdate } from './edge-cases.ts';
import {
  FormulaConfigsInsert,
  FormulaConfigsRow,
  FormulaConfigsUpdate,
} from './formula-configs.ts';
import { LifterMaxesInsert, LifterMaxesRow, LifterMaxesUpdate } from './lifter-maxes.ts';
import {
  MuscleVolumeConfigInsert,
  MuscleVolumeConfigRow,
  MuscleVolumeConfigUpdate,
} from './muscle-volume-config.ts';
import {
  PerformanceMetricsInsert,
  PerformanceMetricsRow,
  PerformanceMetricsUpdate,
} from './performance-metrics.ts';
import { ProfilesInsert, ProfilesRow, ProfilesUpdate } from './profiles.ts';
import { ProgramsInsert, ProgramsRow, ProgramsUpdate } from './programs.ts';
import {
  RecoverySnapshotsInsert,
  RecoverySnapshotsRow,
  RecoverySnapshotsUpdate,
} from './recovery-snapshots.ts';
import { SessionLogsInsert, SessionLogsRow, SessionLogsUpdate } from './session-logs.ts';
import { SessionsInsert, SessionsRow, SessionsUpdate } from './sessions.ts';
import {
  SorenessCheckinsInsert,
  SorenessCheckinsRow,
  SorenessCheckinsUpdate,
} from './soreness-checkins.ts';
import { WarmupConfigsInsert, WarmupConfigsRow, WarmupConfigsUpdate } from './warmup-configs.ts';

export { AuxiliaryAssignmentsInsert, AuxiliaryAssignmentsRow, AuxiliaryAssignmentsUpdate };
export { AuxiliaryExercisesInsert, AuxiliaryExercisesRow, AuxiliaryExercisesUpdate };
export { AuxiliaryPoolChangesInsert, AuxiliaryPoolChangesRow, AuxiliaryPoolChangesUpdate };
export { EdgeCasesInsert, EdgeCasesRow, EdgeCasesUpdate };
export { FormulaConfigsInsert, FormulaConfigsRow, FormulaConfigsUpdate };
export { LifterMaxesInsert, LifterMaxesRow, LifterMaxesUpdate };
export { MuscleVolumeConfigInsert, MuscleVolumeConfigRow, MuscleVolumeConfigUpdate };
export { PerformanceMetricsInsert, PerformanceMetricsRow, PerformanceMetricsUpdate };
export { ProfilesInsert, ProfilesRow, ProfilesUpdate };
export { ProgramsInsert, ProgramsRow, ProgramsUpdate };
export { RecoverySnapshotsInsert, RecoverySnapshotsRow, RecoverySnapshotsUpdate };
export { SessionLogsInsert, SessionLogsRow, SessionLogsUpdate };
export { SessionsInsert, SessionsRow, SessionsUpdate };
export { SorenessCheckinsInsert, SorenessCheckinsRow, SorenessCheckinsUpdate };
export { WarmupConfigsInsert, WarmupConfigsRow, WarmupConfigsUpdate };

/** The schemas of each table: `rowSchemas.<table>.insert`. */
export const rowSchemas = {
  auxiliary_assignments: {
    row: AuxiliaryAssignmentsRow,
    insert: AuxiliaryAssignmentsInsert,
    update: AuxiliaryAssignmentsUpdate,
  },
  auxiliary_exercises: {
    row: AuxiliaryExercisesRow,
    insert: AuxiliaryExercisesInsert,
    update: AuxiliaryExercisesUpdate,
  },
  auxiliary_pool_changes: {
    row: AuxiliaryPoolChangesRow,
    insert: AuxiliaryPoolChangesInsert,
    update: AuxiliaryPoolChangesUpdate,
  },
  edge_cases: { row: EdgeCasesRow, insert: EdgeCasesInsert, update: EdgeCasesUpdate },
  formula_configs: {
    row: FormulaConfigsRow,
    insert: FormulaConfigsInsert,
    update: FormulaConfigsUpdate,
  },
  lifter_maxes: { row: LifterMaxesRow, insert: LifterMaxesInsert, update: LifterMaxesUpdate },
  muscle_volume_config: {
    row: MuscleVolumeConfigRow,
    insert: MuscleVolumeConfigInsert,
    update: MuscleVolumeConfigUpdate,
  },
  performance_metrics: {
    row: PerformanceMetricsRow,
    insert: PerformanceMetricsInsert,
    update: PerformanceMetricsUpdate,
  },
  profiles: { row: ProfilesRow, insert: ProfilesInsert, update: ProfilesUpdate },
  programs: { row: ProgramsRow, insert: ProgramsInsert, update: ProgramsUpdate },
  recovery_snapshots: {
    row: RecoverySnapshotsRow,
    insert: RecoverySnapshotsInsert,
    update: RecoverySnapshotsUpdate,
  },
  session_logs: { row: SessionLogsRow, insert: SessionLogsInsert, update: SessionLogsUpdate },
  sessions: { row: SessionsRow, insert: SessionsInsert, update: SessionsUpdate },
  soreness_checkins: {
    row: SorenessCheckinsRow,
    insert: SorenessCheckinsInsert,
    update: SorenessCheckinsUpdate,
  },
  warmup_configs: {
    row: WarmupConfigsRow,
    insert: WarmupConfigsInsert,
    update: WarmupConfigsUpdate,
  },
};
