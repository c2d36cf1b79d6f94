import type { TableName } from '../fixtures/row-fixtures.ts';

/** Columns of a fixture's row that are given another value. */
export type Change = Readonly<Record<string, unknown>>;

/** A CHECK: what it just takes, and what it refuses. */
export interface CheckCase {
  readonly table: TableName;
  /** The name of the constraint. */
  readonly name: string;
  readonly taken: readonly Change[];
  readonly refused: readonly Change[];
}

/** A range of a column: its ends, and what is a step past them. */
function between(
  table: TableName,
  column: string,
  [least, most]: readonly [number, number],
  step = 1,
): CheckCase {
  const past = (value: number) => Number(value.toFixed(3));
  return {
    table,
    name: `${table}_${column}_check`,
    taken: [least, most].map((value) => ({ [column]: value })),
    refused: [least - step, most + step].map((value) => ({ [column]: past(value) })),
  };
}

function atLeast(table: TableName, column: string, least: number): CheckCase {
  return {
    table,
    name: `${table}_${column}_check`,
    taken: [{ [column]: least }, { [column]: 2 ** 31 - 1 }],
    refused: [{ [column]: least - 1 }, { [column]: -(2 ** 31) }],
  };
}

/** RPE in steps of 0.5; a number that is rounded to one is one. */
function rpe(table: TableName, column: string): CheckCase {
  return {
    table,
    name: `${table}_${column}_check`,
    taken: [1, 7.5, 10, 10.04].map((value) => ({ [column]: value })),
    refused: [0.9, 0.5, 7.4, 10.5, 99.9, -8, 'NaN'].map((value) => ({ [column]: value })),
  };
}

/** A time that clients can read. */
function moment(table: TableName, column: string): CheckCase {
  const times = (...values: string[]) => values.map((value) => ({ [column]: value }));
  return {
    table,
    name: `${table}_${column}_check`,
    taken: times('0001-01-01T00:00:00+00:00', '9999-12-31T23:59:59.999999+00:00'),
    refused: times('infinity', '-infinity', '10000-01-01 00:00:00+00', '0001-12-31 23:59:59+00 BC'),
  };
}

/** A day that clients can read; `beside` keeps the order of days. */
function day(table: TableName, column: string, beside: Change = {}): CheckCase {
  const days = (...values: string[]) => values.map((value) => ({ ...beside, [column]: value }));
  return {
    table,
    name: `${table}_${column}_check`,
    taken: days('0001-01-01', '9999-12-31'),
    refused: days('infinity', '10000-01-01'),
  };
}

function list(table: TableName, column: string): CheckCase {
  const lists = (...values: unknown[]) => values.map((value) => ({ [column]: value }));
  return {
    table,
    name: `${table}_${column}_check`,
    taken: lists([], ['quads'], ['quads', 'NULL', '']),
    refused: lists([null], ['quads', null], [['quads']], [['quads', null]]),
  };
}

const deload = { is_deload: true, intensity_type: 'deload', block_number: null };
const started = '2026-01-05T18:00:00+00:00';

const cases: readonly CheckCase[] = [
  moment('profiles', 'created_at'),
  ...['squat', 'bench', 'deadlift'].flatMap((lift) => [
    between('lifter_maxes', `${lift}_1rm_grams`, [1, 1_000_000]),
    between('lifter_maxes', `${lift}_input_grams`, [1, 1_000_000]),
    between('lifter_maxes', `${lift}_input_reps`, [1, 100]),
  ]),
  moment('lifter_maxes', 'recorded_at'),
  atLeast('formula_configs', 'version', 1),
  moment('formula_configs', 'created_at'),
  atLeast('programs', 'version', 1),
  between('programs', 'total_weeks', [1, 104]),
  between('programs', 'training_days_per_week', [1, 7]),
  moment('programs', 'created_at'),
  day('programs', 'start_date'),
  between('sessions', 'week_number', [1, 104]),
  between('sessions', 'day_number', [1, 7]),
  day('sessions', 'planned_date'),
  moment('sessions', 'jit_generated_at'),
  moment('sessions', 'created_at'),
  moment('sessions', 'updated_at'),
  {
    table: 'sessions',
    name: 'sessions_deload_block_check',
    taken: [deload, { ...deload, is_deload: false }, { block_number: null }, { block_number: 3 }],
    refused: [{ is_deload: true }, { intensity_type: 'deload' }, { ...deload, block_number: 3 }],
  },
  atLeast('session_logs', 'duration_seconds', 0),
  rpe('session_logs', 'session_rpe'),
  between('session_logs', 'completion_pct', [0, 999.99], 0.01),
  moment('session_logs', 'logged_at'),
  moment('session_logs', 'started_at'),
  moment('session_logs', 'completed_at'),
  {
    table: 'session_logs',
    name: 'session_logs_started_completed_check',
    taken: [
      { started_at: started, completed_at: started },
      { started_at: started },
      { completed_at: started },
      // the same moment, told in Kathmandu
      { started_at: started, completed_at: '2026-01-05T23:45:00+05:45' },
    ],
    refused: [
      { started_at: started, completed_at: '2026-01-05T17:59:59.999999+00:00' },
      { started_at: started, completed_at: '2026-01-05T19:00:00+05:45' },
    ],
  },
  {
    table: 'session_logs',
    name: 'session_logs_is_correction_corrects_log_id_check',
    // what is taken as a correction: corrections.test.ts
    taken: [{ is_correction: false, corrects_log_id: null }],
    refused: [{ is_correction: true }, { corrects_log_id: '11111111-1111-4111-8111-111111111111' }],
  },
  moment('soreness_checkins', 'recorded_at'),
  moment('edge_cases', 'reported_at'),
  moment('edge_cases', 'resolved_at'),
  day('edge_cases', 'affected_date_start'),
  day('edge_cases', 'affected_date_end', { affected_date_start: '0001-01-01' }),
  list('edge_cases', 'affected_lifts'),
  {
    table: 'edge_cases',
    name: 'edge_cases_affected_dates_check',
    taken: [{ affected_date_end: '2026-01-12' }, { affected_date_end: null }],
    refused: [{ affected_date_end: '2026-01-11' }],
  },
  {
    table: 'muscle_volume_config',
    name: 'muscle_volume_config_mev_sets_per_week_check',
    taken: [0, 200].map((value) => ({ mev_sets_per_week: value, mrv_sets_per_week: 200 })),
    refused: [{ mev_sets_per_week: -1 }, { mev_sets_per_week: 201, mrv_sets_per_week: 201 }],
  },
  {
    table: 'muscle_volume_config',
    name: 'muscle_volume_config_mrv_sets_per_week_check',
    taken: [0, 200].map((value) => ({ mev_sets_per_week: 0, mrv_sets_per_week: value })),
    // below 0 it is less than every mev that there may be
    refused: [{ mrv_sets_per_week: 201 }],
  },
  moment('muscle_volume_config', 'updated_at'),
  {
    table: 'muscle_volume_config',
    name: 'muscle_volume_config_mev_mrv_check',
    taken: [{ mev_sets_per_week: 18 }, { mev_sets_per_week: 0, mrv_sets_per_week: 0 }],
    refused: [{ mev_sets_per_week: 19 }, { mrv_sets_per_week: 5 }],
  },
  atLeast('auxiliary_exercises', 'pool_position', 1),
  list('auxiliary_exercises', 'primary_muscles'),
  moment('auxiliary_pool_changes', 'changed_at'),
  {
    table: 'auxiliary_pool_changes',
    name: 'auxiliary_pool_changes_lift_check',
    taken: ['squat', 'bench', 'deadlift'].map((lift) => ({ lift })),
    refused: ['row', 'Squat', ''].map((lift) => ({ lift })),
  },
  moment('auxiliary_assignments', 'created_at'),
  {
    table: 'auxiliary_assignments',
    name: 'auxiliary_assignments_exercises_differ_check',
    taken: [{ exercise_2: 'front squat, paused' }],
    refused: [{ exercise_2: 'front squat' }],
  },
  between('performance_metrics', 'block_number', [1, 3]),
  between('performance_metrics', 'week_number', [1, 104]),
  atLeast('performance_metrics', 'planned_volume_grams', 0),
  atLeast('performance_metrics', 'actual_volume_grams', 0),
  between('performance_metrics', 'planned_intensity_pct', [0, 1.05], 0.001),
  between('performance_metrics', 'actual_intensity_pct', [0, 2], 0.001),
  rpe('performance_metrics', 'max_rpe_actual'),
  {
    table: 'performance_metrics',
    name: 'performance_metrics_avg_rpe_actual_check',
    // a mean is in no steps
    taken: [1, 7.3, 10].map((value) => ({ avg_rpe_actual: value })),
    refused: [0.9, 10.1, 'NaN'].map((value) => ({ avg_rpe_actual: value })),
  },
  between('performance_metrics', 'completion_pct', [0, 999.99], 0.01),
  between('performance_metrics', 'estimated_1rm_grams', [0, 5_000_000]),
  moment('performance_metrics', 'recorded_at'),
  moment('warmup_configs', 'updated_at'),
  between('recovery_snapshots', 'sleep_duration_minutes', [0, 1440]),
  between('recovery_snapshots', 'sleep_quality_score', [0, 100], 0.1),
  between('recovery_snapshots', 'hrv_ms', [0, 9999.99], 0.01),
  between('recovery_snapshots', 'resting_hr_bpm', [1, 300]),
  moment('recovery_snapshots', 'recorded_at'),
];

/** Every CHECK that the migrations add to the specification, but for the contracts. */
export const checkCases: readonly CheckCase[] = cases.map((one) =>
  // past 999.99 the type itself has no number (22003); NaN is what it would still have
  /completion_pct|hrv_ms/.test(one.name)
    ? { ...one, refused: one.refused.map((change) => nanForLarge(change)) }
    : one,
);

/** The same change with NaN in the place of a number past the type's own. */
function nanForLarge(change: Change): Change {
  const entries = Object.entries(change).map(([column, value]): [string, unknown] => [
    column,
    typeof value === 'number' && value > 0 ? 'NaN' : value,
  ]);
  return Object.fromEntries(entries);
}
