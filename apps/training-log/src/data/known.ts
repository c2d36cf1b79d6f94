import type { Tables } from '@parakeet/db-types';

/** A recovery snapshot without what the wearable sent, which may be 256 KiB. */
export type Recovery = Omit<Tables<'recovery_snapshots'>, 'raw_payload'>;

/** What this device knows of a lifter's rows, by table. */
export interface Known {
  readonly profiles: readonly Tables<'profiles'>[];
  readonly lifter_maxes: readonly Tables<'lifter_maxes'>[];
  readonly programs: readonly Tables<'programs'>[];
  readonly sessions: readonly Tables<'sessions'>[];
  readonly session_logs: readonly Tables<'session_logs'>[];
  readonly soreness_checkins: readonly Tables<'soreness_checkins'>[];
  readonly edge_cases: readonly Tables<'edge_cases'>[];
  readonly muscle_volume_config: readonly Tables<'muscle_volume_config'>[];
  readonly auxiliary_exercises: readonly Tables<'auxiliary_exercises'>[];
  readonly auxiliary_assignments: readonly Tables<'auxiliary_assignments'>[];
  readonly warmup_configs: readonly Tables<'warmup_configs'>[];
  readonly formula_configs: readonly Tables<'formula_configs'>[];
  readonly performance_metrics: readonly Tables<'performance_metrics'>[];
  readonly recovery_snapshots: readonly Recovery[];
}

export type TableName = keyof Known;

export const nothingKnown: Known = {
  profiles: [],
  lifter_maxes: [],
  programs: [],
  sessions: [],
  session_logs: [],
  soreness_checkins: [],
  edge_cases: [],
  muscle_volume_config: [],
  auxiliary_exercises: [],
  auxiliary_assignments: [],
  warmup_configs: [],
  formula_configs: [],
  performance_metrics: [],
  recovery_snapshots: [],
};
