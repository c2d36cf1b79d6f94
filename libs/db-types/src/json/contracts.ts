import type * as z from 'zod';
import type { Database, Json } from '../generated/supabase.ts';
import { ActualSets } from './actual-sets.ts';
import { AppliedAdjustments } from './applied-adjustments.ts';
import { AuxiliaryPool } from './auxiliary-pool.ts';
import { AuxiliarySets } from './auxiliary-sets.ts';
import { BlockAssignments } from './block-assignments.ts';
import { FormulaOverrides } from './formula-overrides.ts';
import { JitInputSnapshot } from './jit-input-snapshot.ts';
import { PlannedSets } from './planned-sets.ts';
import { ProgramSessions } from './program-sessions.ts';
import { RecoveryPayload } from './recovery-payload.ts';
import { SessionMetrics } from './session-metrics.ts';
import { SetsPerMuscle } from './sets-per-muscle.ts';
import { SorenessRatings } from './soreness-ratings.ts';
import { WarmupSteps } from './warmup-steps.ts';

// a contract is imported by apps as well
export * from './actual-sets.ts';
export * from './applied-adjustments.ts';
export * from './auxiliary-pool.ts';
export * from './auxiliary-sets.ts';
export * from './block-assignments.ts';
export * from './formula-overrides.ts';
export * from './jit-input-snapshot.ts';
export * from './planned-sets.ts';
export * from './program-sessions.ts';
export * from './recovery-payload.ts';
export * from './session-metrics.ts';
export * from './sets-per-muscle.ts';
export * from './soreness-ratings.ts';
export * from './warmup-steps.ts';

/** Of the CLI's types, where a JSONB column is `Json`; in ours it has its contract's type. */
type Tables = Database['public']['Tables'];

/** The columns of a table that hold any JSON. */
type JsonbColumn<Table extends keyof Tables> = {
  [Column in keyof Tables[Table]['Row']]: NonNullable<Json> extends Tables[Table]['Row'][Column]
    ? Column
    : never;
}[keyof Tables[Table]['Row']];

/** A contract for each JSONB column of the database, and for nothing else. */
export type JsonContracts = {
  [Table in keyof Tables as [JsonbColumn<Table>] extends [never] ? never : Table]: {
    [Column in JsonbColumn<Table>]: z.ZodType<NonNullable<Json>>;
  };
};

/**
 * The contract of each JSONB column: `jsonContracts.session_logs.actual_sets`. Of NULL, which
 * some columns may be, a contract says nothing; the JSON value `null` is in none of them.
 */
export const jsonContracts = {
  auxiliary_pool_changes: { exercises: AuxiliaryPool },
  edge_cases: { adjustment_applied: AppliedAdjustments },
  formula_configs: { overrides: FormulaOverrides },
  performance_metrics: { sets_per_muscle: SetsPerMuscle },
  recovery_snapshots: { raw_payload: RecoveryPayload },
  session_logs: { actual_sets: ActualSets, auxiliary_sets: AuxiliarySets },
  sessions: { planned_sets: PlannedSets, jit_input_snapshot: JitInputSnapshot },
  soreness_checkins: { ratings: SorenessRatings },
  warmup_configs: { custom_steps: WarmupSteps },
} satisfies JsonContracts;

/**
 * The contract of each JSON argument of a function, by the domain that the argument has for its
 * type: `start_program(…, sessions program_sessions, …)`. The domain has the name of the contract,
 * and Postgres holds every call to it. An argument that is written into a JSONB column as it
 * stands has the column's contract, and no domain.
 */
export const argumentContracts = {
  auxiliary_pool: AuxiliaryPool,
  block_assignments: BlockAssignments,
  program_sessions: ProgramSessions,
  session_metrics: SessionMetrics,
} satisfies Readonly<Record<string, z.ZodType<NonNullable<Json>>>>;

/**
 * Columns that have a value exactly when another column of the row has a certain one, and are
 * NULL otherwise: steps of one's own go with the protocol `custom`. A CHECK in the database says
 * the same.
 */
export const presentWhen = {
  warmup_configs: { custom_steps: { protocol: 'custom' } },
} as const satisfies {
  [Table in keyof JsonContracts]?: {
    [Column in keyof JsonContracts[Table]]?: { [Other in keyof Tables[Table]['Row']]?: string };
  };
};
