/**
 * The specification's tables, transcribed only from its text, for comparison side by side. Types
 * are as Postgres names them. Absent properties are left out.
 */
import { table, type Specification } from './specified-table.ts';

const id = 'uuid not null default gen_random_uuid()';
const ownerId = 'uuid not null';
const account = 'auth.users(id) on delete cascade';
const now = 'timestamp with time zone not null default now()';
const time = 'timestamp with time zone';
const lifts = ['squat', 'bench', 'deadlift'];
const blocks = [1, 2, 3];

export const specification: Specification = {
  profiles: table({
    columns: {
      id: 'uuid not null',
      display_name: 'text',
      created_at: now,
    },
    foreignKeys: { id: account },
  }),

  lifter_maxes: table({
    columns: {
      id,
      user_id: ownerId,
      recorded_at: now,
      source: 'text not null',
      squat_1rm_grams: 'integer not null',
      bench_1rm_grams: 'integer not null',
      deadlift_1rm_grams: 'integer not null',
      squat_input_grams: 'integer',
      squat_input_reps: 'smallint',
      bench_input_grams: 'integer',
      bench_input_reps: 'smallint',
      deadlift_input_grams: 'integer',
      deadlift_input_reps: 'smallint',
    },
    checks: { source: ['input_1rm', 'input_3rm', 'system_calculated'] },
    foreignKeys: { user_id: account },
    indexes: { idx_lifter_maxes_user_time: ['user_id', 'recorded_at desc'] },
  }),

  formula_configs: table({
    columns: {
      id,
      user_id: ownerId,
      version: 'integer not null default 1',
      created_at: now,
      is_active: 'boolean not null default true',
      source: 'text not null',
      overrides: "jsonb not null default '{}'",
      ai_rationale: 'text',
    },
    uniques: [['user_id', 'version']],
    checks: { source: ['user', 'ai_suggestion', 'system'] },
    foreignKeys: { user_id: account },
  }),

  programs: table({
    columns: {
      id,
      user_id: ownerId,
      version: 'integer not null default 1',
      created_at: now,
      status: "text not null default 'active'",
      total_weeks: 'smallint not null',
      training_days_per_week: 'smallint not null default 3',
      start_date: 'date not null',
      lifter_maxes_id: 'uuid not null',
      formula_config_id: 'uuid not null',
    },
    uniques: [['user_id', 'version']],
    checks: { status: ['active', 'completed', 'archived'] },
    foreignKeys: {
      user_id: account,
      lifter_maxes_id: 'public.lifter_maxes(id) on delete no action',
      formula_config_id: 'public.formula_configs(id) on delete no action',
    },
  }),

  sessions: table({
    columns: {
      id,
      program_id: 'uuid not null',
      user_id: ownerId,
      week_number: 'smallint not null',
      day_number: 'smallint not null',
      planned_date: 'date',
      primary_lift: 'text not null',
      intensity_type: 'text not null',
      block_number: 'smallint',
      is_deload: 'boolean not null default false',
      status: "text not null default 'planned'",
      planned_sets: 'jsonb',
      jit_generated_at: time,
      jit_input_snapshot: 'jsonb',
      created_at: now,
      updated_at: now,
    },
    checks: {
      primary_lift: lifts,
      intensity_type: ['heavy', 'explosive', 'rep', 'deload'],
      block_number: blocks,
      status: ['planned', 'in_progress', 'completed', 'skipped'],
    },
    foreignKeys: { program_id: 'public.programs(id) on delete cascade', user_id: account },
    indexes: {
      idx_sessions_user_date: ['user_id', 'planned_date'],
      idx_sessions_program_week: ['program_id', 'week_number'],
    },
  }),

  session_logs: table({
    columns: {
      id,
      session_id: 'uuid not null',
      user_id: ownerId,
      logged_at: now,
      started_at: time,
      completed_at: time,
      duration_seconds: 'integer',
      actual_sets: 'jsonb not null',
      session_rpe: 'numeric(3,1)',
      session_notes: 'text',
      is_correction: 'boolean not null default false',
      corrects_log_id: 'uuid',
      completion_pct: 'numeric(5,2)',
      performance_vs_plan: 'text',
    },
    checks: { performance_vs_plan: ['under', 'at', 'over', 'incomplete'] },
    foreignKeys: {
      session_id: 'public.sessions(id) on delete cascade',
      user_id: account,
      corrects_log_id: 'public.session_logs(id) on delete no action',
    },
    indexes: { idx_session_logs_user_time: ['user_id', 'logged_at desc'] },
  }),

  soreness_checkins: table({
    columns: {
      id,
      session_id: 'uuid not null',
      user_id: ownerId,
      recorded_at: now,
      ratings: 'jsonb not null',
    },
    foreignKeys: { session_id: 'public.sessions(id) on delete cascade', user_id: account },
    indexes: { idx_soreness_session: ['session_id'] },
  }),

  edge_cases: table({
    columns: {
      id,
      user_id: ownerId,
      program_id: 'uuid',
      session_id: 'uuid',
      reported_at: now,
      case_type: 'text not null',
      severity: 'text not null',
      affected_date_start: 'date not null',
      affected_date_end: 'date',
      affected_lifts: 'text[]',
      description: 'text',
      adjustment_applied: 'jsonb',
      resolved_at: time,
      status: "text not null default 'active'",
    },
    checks: {
      case_type: ['injury', 'illness', 'travel', 'fatigue', 'equipment_unavailable', 'other'],
      severity: ['minor', 'moderate', 'major'],
      status: ['active', 'resolved', 'monitoring'],
    },
    foreignKeys: {
      user_id: account,
      program_id: 'public.programs(id) on delete no action',
      session_id: 'public.sessions(id) on delete no action',
    },
  }),

  muscle_volume_config: table({
    columns: {
      id,
      user_id: ownerId,
      muscle_group: 'text not null',
      mev_sets_per_week: 'smallint not null',
      mrv_sets_per_week: 'smallint not null',
      updated_at: now,
    },
    uniques: [['user_id', 'muscle_group']],
    checks: {
      muscle_group: [
        'quads',
        'hamstrings',
        'glutes',
        'lower_back',
        'upper_back',
        'chest',
        'triceps',
        'shoulders',
        'biceps',
      ],
    },
    foreignKeys: { user_id: account },
  }),

  auxiliary_exercises: table({
    columns: {
      id,
      user_id: ownerId,
      lift: 'text not null',
      exercise_name: 'text not null',
      pool_position: 'integer not null',
      is_active: 'boolean not null default true',
      primary_muscles: 'text[] not null',
    },
    uniques: [['user_id', 'lift', 'pool_position']],
    checks: { lift: lifts },
    foreignKeys: { user_id: account },
  }),

  auxiliary_assignments: table({
    columns: {
      id,
      user_id: ownerId,
      program_id: 'uuid not null',
      block_number: 'smallint not null',
      lift: 'text not null',
      exercise_1: 'text not null',
      exercise_2: 'text not null',
      created_at: now,
    },
    uniques: [['user_id', 'program_id', 'block_number', 'lift']],
    checks: { block_number: blocks, lift: lifts },
    foreignKeys: { user_id: account, program_id: 'public.programs(id) on delete no action' },
    indexes: { idx_auxiliary_assignments_block: ['user_id', 'program_id', 'block_number'] },
  }),

  performance_metrics: table({
    columns: {
      id,
      user_id: ownerId,
      session_log_id: 'uuid not null',
      recorded_at: 'timestamp with time zone not null',
      lift: 'text not null',
      intensity_type: 'text not null',
      block_number: 'smallint',
      week_number: 'smallint',
      planned_volume_grams: 'integer',
      actual_volume_grams: 'integer',
      planned_intensity_pct: 'numeric(5,3)',
      actual_intensity_pct: 'numeric(5,3)',
      max_rpe_actual: 'numeric(3,1)',
      avg_rpe_actual: 'numeric(3,1)',
      completion_pct: 'numeric(5,2)',
      estimated_1rm_grams: 'integer',
      sets_per_muscle: 'jsonb',
    },
    checks: { lift: lifts },
    foreignKeys: {
      user_id: account,
      session_log_id: 'public.session_logs(id) on delete no action',
    },
    indexes: { idx_perf_metrics_user_lift_time: ['user_id', 'lift', 'recorded_at desc'] },
  }),

  warmup_configs: table({
    columns: {
      id,
      user_id: ownerId,
      lift: 'text not null',
      protocol: "text not null default 'standard'",
      custom_steps: 'jsonb',
      updated_at: now,
    },
    uniques: [['user_id', 'lift']],
    checks: { lift: lifts, protocol: ['standard', 'minimal', 'extended', 'empty_bar', 'custom'] },
    foreignKeys: { user_id: account },
    indexes: { idx_warmup_configs_user: ['user_id'] },
  }),

  recovery_snapshots: table({
    columns: {
      id,
      user_id: ownerId,
      recorded_at: 'timestamp with time zone not null',
      source: 'text not null',
      sleep_duration_minutes: 'integer',
      sleep_quality_score: 'numeric(4,1)',
      hrv_ms: 'numeric(6,2)',
      resting_hr_bpm: 'smallint',
      raw_payload: 'jsonb',
    },
    foreignKeys: { user_id: account },
  }),
};
