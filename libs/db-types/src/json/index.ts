export { ActualSet, ActualSets } from './actual-sets.ts';
export { AppliedAdjustment, AppliedAdjustments } from './applied-adjustments.ts';
export { AuxiliaryPool, PooledExercise } from './auxiliary-pool.ts';
export { BlockAssignment, BlockAssignments } from './block-assignments.ts';
export { argumentContracts, jsonContracts, presentWhen } from './contracts.ts';
export { contractErrors } from './errors.ts';
export {
  BlockOverrides,
  DeloadOverrides,
  FormulaOverrides,
  IntensityOverrides,
  ProgressiveOverload,
  RepOverrides,
  TrainingMaxIncrease,
} from './formula-overrides.ts';
export { JitInputSnapshot, JitInputSnapshotV1, VolumeLimits } from './jit-input-snapshot.ts';
export { Lift } from './lift.ts';
export { MuscleGroup } from './muscle-group.ts';
export { PlannedSet, PlannedSets } from './planned-sets.ts';
export { ProgramSession, ProgramSessions } from './program-sessions.ts';
export { RecoveryPayload } from './recovery-payload.ts';
export { rulesOf, type Rule } from './rules.ts';
export { SessionMetrics } from './session-metrics.ts';
export { SetsPerMuscle } from './sets-per-muscle.ts';
export { SorenessRatings } from './soreness-ratings.ts';
export { WarmupStep, WarmupSteps } from './warmup-steps.ts';
