import type { Tables } from '@parakeet/db-types';

/** The most sessions and logs to read: the newest. */
export const mostRead = 1000;

const nothing = {
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

export type TableName = keyof typeof nothing;

/** A recovery snapshot without the wearable's payload, which may be 256 KiB. */
export type Recovery = Omit<Tables<'recovery_snapshots'>, 'raw_payload'>;

/** The lifter's rows that this device knows, by table. */
export type Known = {
  readonly [Table in TableName]: readonly (Table extends 'recovery_snapshots'
    ? Recovery
    : Tables<Table>)[];
};

export const nothingKnown: Known = nothing;
