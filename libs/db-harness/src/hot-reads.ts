import { lifterReads } from './lifter-reads.ts';

/** The values for the parameters of a lifter's reads. */
export interface ReadParameters {
  readonly user_id: string;
  /** The lifter's calendar day. */
  readonly day: string;
  /** The active program, and one of its weeks and blocks. */
  readonly program_id: string;
  readonly week_number: number;
  readonly block_number: number;
  readonly lift: string;
  /** The sessions of a past week. */
  readonly session_ids: readonly string[];
  readonly session_id: string;
}

/** A read that must stay fast. */
export interface HotRead {
  /** Its number among the eight, as in the domain. */
  readonly number: number;
  /** Of its SQL, in the order of `$1`, `$2`, …. */
  readonly parameters: readonly (keyof ReadParameters)[];
  /** As the Data API runs it for the app's request: columns, filters, order, limit. */
  readonly sql: string;
  /**
   * The app's request, if it sends one. A test compares it with the requests that the app records.
   */
  readonly request?: string;
  /** The accepted indexes, one for each table that it reads. */
  readonly indexes: Readonly<Record<string, readonly string[]>>;
  /**
   * The buffers (pages of 8 KiB) that it may read: some for the descent in the index, and some for
   * each returned row. Rows are scattered, so each row costs a page, and sometimes one more of the
   * index. A row from a second table costs a descent there too.
   */
  readonly buffers: { readonly base: number; readonly perRow: number };
}

/** The descent in an index of a few levels, and some of its pages. */
const base = 12;
const plain = { base, perRow: 2 };

/**
 * The reads that must stay fast, in one place: the proofs explain them, and the app should send
 * them. The app itself filters by `user_id`; row level security adds its own condition. The Data
 * API joins an embed (`programs!inner(status)`) as a subquery with its own limit, `max_rows` of
 * supabase/config.toml. So Postgres begins with the requested rows.
 */
export const hotReads: Readonly<Record<string, HotRead>> = {
  'today: the next session of the active program': {
    number: 1,
    parameters: ['user_id', 'day'],
    // without the program, an unfinished session of an archived one could be the next
    sql: `
      select sessions.*, program.status
      from public.sessions
      inner join lateral (
        select status from public.programs
        where programs.id = sessions.program_id and status = 'active'
        limit 1000 offset 0
      ) as program on true
      where user_id = $1 and sessions.status in ('planned', 'in_progress') and planned_date >= $2
      order by planned_date
      limit 1`,
    indexes: {
      sessions: ['idx_sessions_user_date'],
      programs: [
        'programs_pkey',
        'programs_id_user_id_idx',
        'programs_user_id_active_idx',
        'programs_user_id_version_key',
      ],
    },
    // or it reads the future sessions, one program at most, and sorts them
    buffers: { base: base + 30, perRow: 2 },
  },
  'the week grid: the sessions of a week': {
    number: 2,
    parameters: ['program_id', 'week_number'],
    sql: `
      select * from public.sessions
      where program_id = $1 and week_number = $2
      order by day_number`,
    indexes: {
      sessions: ['idx_sessions_program_week', 'sessions_program_id_week_number_day_number_idx'],
    },
    buffers: plain,
  },
  'history: completed sessions, newest first': {
    number: 3,
    parameters: ['user_id'],
    sql: `
      select id, planned_date, week_number, day_number, primary_lift, intensity_type, status
      from public.sessions
      where user_id = $1 and status = 'completed'
      order by planned_date desc
      limit 20`,
    indexes: { sessions: ['idx_sessions_user_date'] },
    // it skips the future sessions, one program at most
    buffers: { base: base + 30, perRow: 2 },
  },
  'history: the second page': {
    number: 3,
    parameters: ['user_id'],
    sql: `
      select id, planned_date, week_number, day_number, primary_lift, intensity_type, status
      from public.sessions
      where user_id = $1 and status = 'completed'
      order by planned_date desc
      limit 20 offset 20`,
    indexes: { sessions: ['idx_sessions_user_date'] },
    buffers: { base: base + 30 + 40, perRow: 2 },
  },
  'the last 6 logs': {
    number: 4,
    parameters: ['user_id'],
    sql: `
      select * from public.session_logs
      where user_id = $1 and completed_at is not null
      order by completed_at desc
      limit 6`,
    indexes: { session_logs: ['session_logs_user_id_completed_at_idx'] },
    buffers: plain,
  },
  'the last 30 logs': {
    number: 4,
    parameters: ['user_id'],
    sql: `
      select * from public.session_logs
      where user_id = $1 and completed_at is not null
      order by completed_at desc
      limit 30`,
    indexes: { session_logs: ['session_logs_user_id_completed_at_idx'] },
    buffers: plain,
  },
  'the last 6 logs of one lift': {
    number: 4,
    parameters: ['user_id', 'lift'],
    sql: `
      select session_logs.*, session.primary_lift
      from public.session_logs
      inner join lateral (
        select primary_lift from public.sessions
        where sessions.id = session_logs.session_id and primary_lift = $2
        limit 1000 offset 0
      ) as session on true
      where user_id = $1 and completed_at is not null
      order by completed_at desc
      limit 6`,
    indexes: {
      session_logs: ['session_logs_user_id_completed_at_idx'],
      sessions: ['sessions_pkey', 'sessions_id_user_id_idx'],
    },
    // one log in three is of the lift, and each is looked up
    buffers: { base, perRow: 4 * (2 + 4) },
  },
  'logs of given sessions': {
    number: 5,
    parameters: ['session_ids'],
    sql: `select * from public.session_logs where session_id = any ($1)`,
    indexes: { session_logs: ['session_logs_session_id_user_id_idx'] },
    // each session costs its own descent
    buffers: { base, perRow: 6 },
  },
  'the newest max': {
    number: 6,
    parameters: ['user_id'],
    sql: `
      select * from public.lifter_maxes where user_id = $1 order by recorded_at desc limit 1`,
    indexes: { lifter_maxes: ['idx_lifter_maxes_user_time'] },
    buffers: plain,
  },
  'the active program': {
    number: 6,
    parameters: ['user_id'],
    sql: `select * from public.programs where user_id = $1 and status = 'active'`,
    indexes: { programs: ['programs_user_id_active_idx', 'programs_user_id_version_key'] },
    buffers: plain,
  },
  'the active formula config': {
    number: 6,
    parameters: ['user_id'],
    sql: `select * from public.formula_configs where user_id = $1 and is_active`,
    indexes: {
      formula_configs: [
        'formula_configs_user_id_active_idx',
        'formula_configs_user_id_version_key',
      ],
    },
    buffers: plain,
  },
  'the pool in order': {
    number: 6,
    parameters: ['user_id', 'lift'],
    sql: `
      select * from public.auxiliary_exercises
      where user_id = $1 and lift = $2 and is_active
      order by pool_position`,
    indexes: { auxiliary_exercises: ['auxiliary_exercises_user_id_lift_pool_position_key'] },
    buffers: plain,
  },
  "the block's assignments": {
    number: 6,
    parameters: ['user_id', 'program_id', 'block_number'],
    sql: `
      select * from public.auxiliary_assignments
      where user_id = $1 and program_id = $2 and block_number = $3`,
    indexes: {
      auxiliary_assignments: [
        'idx_auxiliary_assignments_block',
        'auxiliary_assignments_user_id_program_id_block_number_lift_key',
        'auxiliary_assignments_program_id_user_id_idx',
      ],
    },
    buffers: plain,
  },
  'open disruptions, newest first': {
    number: 7,
    parameters: ['user_id'],
    sql: `
      select * from public.edge_cases
      where user_id = $1 and status in ('active', 'monitoring')
      order by reported_at desc`,
    indexes: { edge_cases: ['edge_cases_user_id_status_reported_at_idx'] },
    buffers: plain,
  },
  'soreness of a session': {
    number: 7,
    parameters: ['session_id'],
    sql: `
      select * from public.soreness_checkins
      where session_id = $1
      order by recorded_at desc`,
    indexes: { soreness_checkins: ['idx_soreness_session'] },
    buffers: plain,
  },
  'the newest soreness': {
    number: 7,
    parameters: ['user_id'],
    sql: `
      select * from public.soreness_checkins where user_id = $1 order by recorded_at desc limit 1`,
    indexes: { soreness_checkins: ['soreness_checkins_user_id_recorded_at_idx'] },
    buffers: plain,
  },
  'metrics of a lift over time': {
    number: 8,
    parameters: ['user_id', 'lift'],
    sql: `
      select recorded_at, estimated_1rm_grams, actual_volume_grams, max_rpe_actual, sets_per_muscle
      from public.performance_metrics
      where user_id = $1 and lift = $2
      order by recorded_at desc
      limit 60`,
    indexes: { performance_metrics: ['idx_perf_metrics_user_lift_time'] },
    buffers: plain,
  },
  'recovery over time': {
    number: 8,
    parameters: ['user_id'],
    sql: `
      select id, user_id, recorded_at, source,
        sleep_duration_minutes, sleep_quality_score, hrv_ms, resting_hr_bpm
      from public.recovery_snapshots
      where user_id = $1
      order by recorded_at desc
      limit 60`,
    request:
      'recovery_snapshots?select=id,user_id,recorded_at,source,' +
      'sleep_duration_minutes,sleep_quality_score,hrv_ms,resting_hr_bpm' +
      '&user_id=eq.{user_id}&order=recorded_at.desc&limit=60',
    indexes: { recovery_snapshots: ['recovery_snapshots_user_id_recorded_at_idx'] },
    buffers: plain,
  },
  ...lifterReads,
};
