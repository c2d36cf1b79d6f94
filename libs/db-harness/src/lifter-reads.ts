import type { HotRead } from './hot-reads.ts';

interface LifterRead {
  /** As `HotRead` has it. */
  readonly number: number;
  readonly table: string;
  /** The lifter's column; `user_id` if not given. */
  readonly owner?: string;
  readonly order?: string;
  readonly isAscending?: boolean;
  readonly limit?: number;
  readonly indexes: readonly string[];
}

/** All columns of the first rows of a lifter in a table, in an order. */
function lifterRead(read: LifterRead): HotRead {
  const { number, table, owner = 'user_id', order, isAscending = false, limit, indexes } = read;
  const ordered = order === undefined ? '' : ` order by ${order}${isAscending ? '' : ' desc'}`;
  const first = limit === undefined ? '' : ` limit ${limit}`;
  const direction = isAscending ? 'asc' : 'desc';
  return {
    number,
    parameters: ['user_id'],
    sql: `select * from public.${table} where ${owner} = $1${ordered}${first}`,
    request: [
      `${table}?select=*`,
      `${owner}=eq.{user_id}`,
      ...(order === undefined ? [] : [`order=${order}.${direction}`]),
      ...(limit === undefined ? [] : [`limit=${limit}`]),
    ].join('&'),
    indexes: { [table]: indexes },
    // some for the descent in the index, and a page or two for each row
    buffers: { base: 12, perRow: 2 },
  };
}

/**
 * The app's reads for work without network: a lifter's rows, but only the newest of the long
 * tables.
 */
export const lifterReads: Readonly<Record<string, HotRead>> = {
  'the profile': lifterRead({
    number: 6,
    table: 'profiles',
    owner: 'id',
    indexes: ['profiles_pkey'],
  }),
  'the maxes, newest first': lifterRead({
    number: 6,
    table: 'lifter_maxes',
    order: 'recorded_at',
    limit: 60,
    indexes: ['idx_lifter_maxes_user_time'],
  }),
  'the programs, newest first': lifterRead({
    number: 6,
    table: 'programs',
    order: 'version',
    limit: 60,
    indexes: ['programs_user_id_version_key'],
  }),
  'the sessions, newest first': lifterRead({
    number: 3,
    table: 'sessions',
    order: 'planned_date',
    limit: 1000,
    indexes: ['idx_sessions_user_date'],
  }),
  'the logs, newest first': lifterRead({
    number: 4,
    table: 'session_logs',
    order: 'logged_at',
    limit: 1000,
    // for a lifter with few logs, either index serves, with a sort
    indexes: ['idx_session_logs_user_time', 'session_logs_user_id_completed_at_idx'],
  }),
  'the soreness, newest first': lifterRead({
    number: 7,
    table: 'soreness_checkins',
    order: 'recorded_at',
    limit: 60,
    indexes: ['soreness_checkins_user_id_recorded_at_idx'],
  }),
  'the disruptions, newest first': lifterRead({
    number: 7,
    table: 'edge_cases',
    order: 'reported_at',
    limit: 60,
    indexes: ['edge_cases_user_id_status_reported_at_idx'],
  }),
  'the volume limits': lifterRead({
    number: 6,
    table: 'muscle_volume_config',
    indexes: ['muscle_volume_config_user_id_muscle_group_key'],
  }),
  'the pools in order': lifterRead({
    number: 6,
    table: 'auxiliary_exercises',
    order: 'pool_position',
    isAscending: true,
    limit: 300,
    indexes: ['auxiliary_exercises_user_id_lift_pool_position_key'],
  }),
  'the assignments, newest first': lifterRead({
    number: 6,
    table: 'auxiliary_assignments',
    order: 'created_at',
    limit: 90,
    indexes: [
      'idx_auxiliary_assignments_block',
      'auxiliary_assignments_user_id_program_id_block_number_lift_key',
    ],
  }),
  'the warm-ups': lifterRead({
    number: 6,
    table: 'warmup_configs',
    indexes: ['idx_warmup_configs_user', 'warmup_configs_user_id_lift_key'],
  }),
  'the formula configs, newest first': lifterRead({
    number: 6,
    table: 'formula_configs',
    order: 'version',
    limit: 60,
    indexes: ['formula_configs_user_id_version_key'],
  }),
  'the metrics, newest first': lifterRead({
    number: 8,
    table: 'performance_metrics',
    order: 'recorded_at',
    limit: 200,
    indexes: ['idx_perf_metrics_user_lift_time'],
  }),
};
