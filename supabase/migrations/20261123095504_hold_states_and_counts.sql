-- What a row may hold, and how many of them there may be: one active program, one log of a
-- session, sessions that only move forward, weights and RPEs that a lifter can have. The plainest
-- tool for each: a CHECK where the row itself says it, a unique index where rows
-- are counted, a trigger where the row of before matters. docs/errors.md lists all of them.
--
-- Not asked, since two clocks measure them: that created_at is before updated_at, reported_at
-- before resolved_at, or completed_at before logged_at. A phone that was offline for hours sends
-- its own time beside the server's.
--
-- The file has transactions of its own, so that the Supabase CLI makes none around it: an index
-- is built beside the writers (concurrently) only outside of a transaction. Where a lock is not
-- had within 800 ms, the file ends there rather than let everybody wait behind it. Whatever
-- ended it, push it again: every statement here can be run twice.

-- Step 1: rows that break a rule stop it, before anything is changed.
do $check$
declare
  rule record;
  broken bigint;
  examples text;
  told text := '';
begin
  for rule in
    select *
    from (values
      ('profiles', 'profiles_created_at_check',
        'not (created_at >= ''0001-01-01 00:00:00+00'' and created_at < ''10000-01-01 00:00:00+00'')'),
      ('lifter_maxes', 'lifter_maxes_squat_1rm_grams_check',
        'not (squat_1rm_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_squat_input_grams_check',
        'not (squat_input_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_squat_input_reps_check',
        'not (squat_input_reps between 1 and 100)'),
      ('lifter_maxes', 'lifter_maxes_bench_1rm_grams_check',
        'not (bench_1rm_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_bench_input_grams_check',
        'not (bench_input_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_bench_input_reps_check',
        'not (bench_input_reps between 1 and 100)'),
      ('lifter_maxes', 'lifter_maxes_deadlift_1rm_grams_check',
        'not (deadlift_1rm_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_deadlift_input_grams_check',
        'not (deadlift_input_grams between 1 and 1000000)'),
      ('lifter_maxes', 'lifter_maxes_deadlift_input_reps_check',
        'not (deadlift_input_reps between 1 and 100)'),
      ('lifter_maxes', 'lifter_maxes_recorded_at_check',
        'not (recorded_at >= ''0001-01-01 00:00:00+00'' and recorded_at < ''10000-01-01 00:00:00+00'')'),
      ('formula_configs', 'formula_configs_user_id_active_idx',
        'id in (select id from (select id, count(*) over (partition by user_id) as rows from public.formula_configs where is_active) as counted where rows > 1)'),
      ('formula_configs', 'formula_configs_version_check',
        'not (version >= 1)'),
      ('formula_configs', 'formula_configs_created_at_check',
        'not (created_at >= ''0001-01-01 00:00:00+00'' and created_at < ''10000-01-01 00:00:00+00'')'),
      ('programs', 'programs_user_id_active_idx',
        'id in (select id from (select id, count(*) over (partition by user_id) as rows from public.programs where status = ''active'') as counted where rows > 1)'),
      ('programs', 'programs_version_check',
        'not (version >= 1)'),
      ('programs', 'programs_total_weeks_check',
        'not (total_weeks between 1 and 104)'),
      ('programs', 'programs_training_days_per_week_check',
        'not (training_days_per_week between 1 and 7)'),
      ('programs', 'programs_created_at_check',
        'not (created_at >= ''0001-01-01 00:00:00+00'' and created_at < ''10000-01-01 00:00:00+00'')'),
      ('programs', 'programs_start_date_check',
        'not (start_date between ''0001-01-01'' and ''9999-12-31'')'),
      ('sessions', 'sessions_program_id_week_number_day_number_idx',
        'id in (select id from (select id, count(*) over (partition by program_id, week_number, day_number) as rows from public.sessions where true) as counted where rows > 1)'),
      ('sessions', 'sessions_week_number_check',
        'not (week_number between 1 and 104)'),
      ('sessions', 'sessions_day_number_check',
        'not (day_number between 1 and 7)'),
      ('sessions', 'sessions_deload_block_check',
        'not (block_number is null or not (is_deload or intensity_type = ''deload''))'),
      ('sessions', 'sessions_jit_generated_at_check',
        'not (jit_generated_at >= ''0001-01-01 00:00:00+00'' and jit_generated_at < ''10000-01-01 00:00:00+00'')'),
      ('sessions', 'sessions_created_at_check',
        'not (created_at >= ''0001-01-01 00:00:00+00'' and created_at < ''10000-01-01 00:00:00+00'')'),
      ('sessions', 'sessions_updated_at_check',
        'not (updated_at >= ''0001-01-01 00:00:00+00'' and updated_at < ''10000-01-01 00:00:00+00'')'),
      ('sessions', 'sessions_planned_date_check',
        'not (planned_date between ''0001-01-01'' and ''9999-12-31'')'),
      ('session_logs', 'session_logs_session_id_original_idx',
        'id in (select id from (select id, count(*) over (partition by session_id) as rows from public.session_logs where not is_correction) as counted where rows > 1)'),
      ('session_logs', 'session_logs_duration_seconds_check',
        'not (duration_seconds >= 0)'),
      ('session_logs', 'session_logs_session_rpe_check',
        'not (session_rpe between 1 and 10 and session_rpe % 0.5 = 0)'),
      ('session_logs', 'session_logs_completion_pct_check',
        'not (completion_pct between 0 and 999.99)'),
      ('session_logs', 'session_logs_started_completed_check',
        'not (started_at <= completed_at)'),
      ('session_logs', 'session_logs_is_correction_corrects_log_id_check',
        'not (is_correction = (corrects_log_id is not null))'),
      ('session_logs', 'session_logs_corrects_another_check',
        'not (corrects_log_id <> id)'),
      ('session_logs', 'session_logs_logged_at_check',
        'not (logged_at >= ''0001-01-01 00:00:00+00'' and logged_at < ''10000-01-01 00:00:00+00'')'),
      ('session_logs', 'session_logs_started_at_check',
        'not (started_at >= ''0001-01-01 00:00:00+00'' and started_at < ''10000-01-01 00:00:00+00'')'),
      ('session_logs', 'session_logs_completed_at_check',
        'not (completed_at >= ''0001-01-01 00:00:00+00'' and completed_at < ''10000-01-01 00:00:00+00'')'),
      ('soreness_checkins', 'soreness_checkins_recorded_at_check',
        'not (recorded_at >= ''0001-01-01 00:00:00+00'' and recorded_at < ''10000-01-01 00:00:00+00'')'),
      ('edge_cases', 'edge_cases_affected_dates_check',
        'not (affected_date_start <= affected_date_end)'),
      ('edge_cases', 'edge_cases_affected_lifts_check',
        'not (case when coalesce(array_ndims(affected_lifts), 1) = 1 then array_position(affected_lifts, null) is null else false end)'),
      ('edge_cases', 'edge_cases_reported_at_check',
        'not (reported_at >= ''0001-01-01 00:00:00+00'' and reported_at < ''10000-01-01 00:00:00+00'')'),
      ('edge_cases', 'edge_cases_resolved_at_check',
        'not (resolved_at >= ''0001-01-01 00:00:00+00'' and resolved_at < ''10000-01-01 00:00:00+00'')'),
      ('edge_cases', 'edge_cases_affected_date_start_check',
        'not (affected_date_start between ''0001-01-01'' and ''9999-12-31'')'),
      ('edge_cases', 'edge_cases_affected_date_end_check',
        'not (affected_date_end between ''0001-01-01'' and ''9999-12-31'')'),
      ('muscle_volume_config', 'muscle_volume_config_mev_sets_per_week_check',
        'not (mev_sets_per_week between 0 and 200)'),
      ('muscle_volume_config', 'muscle_volume_config_mrv_sets_per_week_check',
        'not (mrv_sets_per_week between 0 and 200)'),
      ('muscle_volume_config', 'muscle_volume_config_mev_mrv_check',
        'not (mev_sets_per_week <= mrv_sets_per_week)'),
      ('muscle_volume_config', 'muscle_volume_config_updated_at_check',
        'not (updated_at >= ''0001-01-01 00:00:00+00'' and updated_at < ''10000-01-01 00:00:00+00'')'),
      ('auxiliary_exercises', 'auxiliary_exercises_primary_muscles_check',
        'not (case when coalesce(array_ndims(primary_muscles), 1) = 1 then array_position(primary_muscles, null) is null else false end)'),
      ('auxiliary_exercises', 'auxiliary_exercises_pool_position_check',
        'not (pool_position >= 1)'),
      ('auxiliary_assignments', 'auxiliary_assignments_exercises_differ_check',
        'not (exercise_1 <> exercise_2)'),
      ('auxiliary_assignments', 'auxiliary_assignments_created_at_check',
        'not (created_at >= ''0001-01-01 00:00:00+00'' and created_at < ''10000-01-01 00:00:00+00'')'),
      ('performance_metrics', 'performance_metrics_block_number_check',
        'not (block_number between 1 and 3)'),
      ('performance_metrics', 'performance_metrics_week_number_check',
        'not (week_number between 1 and 104)'),
      ('performance_metrics', 'performance_metrics_planned_volume_grams_check',
        'not (planned_volume_grams >= 0)'),
      ('performance_metrics', 'performance_metrics_planned_intensity_pct_check',
        'not (planned_intensity_pct between 0 and 1.05)'),
      ('performance_metrics', 'performance_metrics_actual_volume_grams_check',
        'not (actual_volume_grams >= 0)'),
      ('performance_metrics', 'performance_metrics_actual_intensity_pct_check',
        'not (actual_intensity_pct between 0 and 2)'),
      ('performance_metrics', 'performance_metrics_max_rpe_actual_check',
        'not (max_rpe_actual between 1 and 10 and max_rpe_actual % 0.5 = 0)'),
      ('performance_metrics', 'performance_metrics_avg_rpe_actual_check',
        'not (avg_rpe_actual between 1 and 10)'),
      ('performance_metrics', 'performance_metrics_completion_pct_check',
        'not (completion_pct between 0 and 999.99)'),
      ('performance_metrics', 'performance_metrics_estimated_1rm_grams_check',
        'not (estimated_1rm_grams between 0 and 5000000)'),
      ('performance_metrics', 'performance_metrics_recorded_at_check',
        'not (recorded_at >= ''0001-01-01 00:00:00+00'' and recorded_at < ''10000-01-01 00:00:00+00'')'),
      ('warmup_configs', 'warmup_configs_updated_at_check',
        'not (updated_at >= ''0001-01-01 00:00:00+00'' and updated_at < ''10000-01-01 00:00:00+00'')'),
      ('recovery_snapshots', 'recovery_snapshots_sleep_duration_minutes_check',
        'not (sleep_duration_minutes between 0 and 1440)'),
      ('recovery_snapshots', 'recovery_snapshots_sleep_quality_score_check',
        'not (sleep_quality_score between 0 and 100)'),
      ('recovery_snapshots', 'recovery_snapshots_hrv_ms_check',
        'not (hrv_ms between 0 and 9999.99)'),
      ('recovery_snapshots', 'recovery_snapshots_resting_hr_bpm_check',
        'not (resting_hr_bpm between 1 and 300)'),
      ('recovery_snapshots', 'recovery_snapshots_recorded_at_check',
        'not (recorded_at >= ''0001-01-01 00:00:00+00'' and recorded_at < ''10000-01-01 00:00:00+00'')')
    ) as list (source, name, condition)
  loop
    execute format(
      'select count(*), string_agg(id::text, '', '' order by id) filter (where place <= 5)
       from (
         select id, row_number() over (order by id) as place from public.%1$I where %2$s
       ) as found',
      rule.source, rule.condition
    )
    into broken, examples;
    if broken > 0 then
      told := told || format(
        e'\n%1$s rows of %2$s break %3$s: %4$s%5$s\n  select * from public.%2$I where %6$s;',
        broken, rule.source, rule.name, examples, case when broken > 5 then ', …' end, rule.condition
      );
    end if;
  end loop;
  if told <> '' then
    raise exception using
      errcode = 'PK901',
      message = 'rows that are there already break a rule of this migration, and nothing was changed.'
        || told,
      hint = 'Mend these rows, found with the select below each, and push again.';
  end if;
end
$check$;

-- Step 2: what is counted. A row that came in after step 1 and breaks a rule makes its index fail
-- (23505), with the key that is there twice.
-- An index that could not be finished last time would pass for one that is there.
do $clean$
declare
  unfinished regclass;
begin
  perform set_config('lock_timeout', '800ms', true);
  for unfinished in
    select indexrelid
    from pg_catalog.pg_index
    join pg_catalog.pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = 'public'::regnamespace and relname in (
      'programs_user_id_active_idx',
      'formula_configs_user_id_active_idx',
      'sessions_program_id_week_number_day_number_idx',
      'session_logs_session_id_original_idx'
    )
  loop
    execute format('drop index %s', unfinished);
  end loop;
end
$clean$;

create unique index concurrently if not exists programs_user_id_active_idx
  on public.programs (user_id)
  where status = 'active';
comment on index public.programs_user_id_active_idx is
  'At most one active program a lifter.';
create unique index concurrently if not exists formula_configs_user_id_active_idx
  on public.formula_configs (user_id)
  where is_active;
comment on index public.formula_configs_user_id_active_idx is
  'At most one active formula config a lifter.';
create unique index concurrently if not exists sessions_program_id_week_number_day_number_idx
  on public.sessions (program_id, week_number, day_number);
comment on index public.sessions_program_id_week_number_day_number_idx is
  'One session a program, week and day.';
create unique index concurrently if not exists session_logs_session_id_original_idx
  on public.session_logs (session_id)
  where not is_correction;
comment on index public.session_logs_session_id_original_idx is
  'One log a session that is not a correction: a phone that sends it again logs nothing twice.';

-- Step 3: what a row may hold. New rows are held to it from here on. Nothing is read, so the locks
-- are short; a transaction a table, so that none is held while the next is waited for.
begin;
set local lock_timeout = '800ms';
alter table public.profiles
  drop constraint if exists profiles_created_at_check,
  add constraint profiles_created_at_check
    check (created_at >= '0001-01-01 00:00:00+00' and created_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint profiles_created_at_check on public.profiles is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.lifter_maxes
  drop constraint if exists lifter_maxes_squat_1rm_grams_check,
  add constraint lifter_maxes_squat_1rm_grams_check
    check (squat_1rm_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_squat_input_grams_check,
  add constraint lifter_maxes_squat_input_grams_check
    check (squat_input_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_squat_input_reps_check,
  add constraint lifter_maxes_squat_input_reps_check
    check (squat_input_reps between 1 and 100) not valid,
  drop constraint if exists lifter_maxes_bench_1rm_grams_check,
  add constraint lifter_maxes_bench_1rm_grams_check
    check (bench_1rm_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_bench_input_grams_check,
  add constraint lifter_maxes_bench_input_grams_check
    check (bench_input_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_bench_input_reps_check,
  add constraint lifter_maxes_bench_input_reps_check
    check (bench_input_reps between 1 and 100) not valid,
  drop constraint if exists lifter_maxes_deadlift_1rm_grams_check,
  add constraint lifter_maxes_deadlift_1rm_grams_check
    check (deadlift_1rm_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_deadlift_input_grams_check,
  add constraint lifter_maxes_deadlift_input_grams_check
    check (deadlift_input_grams between 1 and 1000000) not valid,
  drop constraint if exists lifter_maxes_deadlift_input_reps_check,
  add constraint lifter_maxes_deadlift_input_reps_check
    check (deadlift_input_reps between 1 and 100) not valid,
  drop constraint if exists lifter_maxes_recorded_at_check,
  add constraint lifter_maxes_recorded_at_check
    check (recorded_at >= '0001-01-01 00:00:00+00' and recorded_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint lifter_maxes_squat_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_squat_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_squat_input_reps_check on public.lifter_maxes is
  'A weight was lifted from 1 to 100 times.';
comment on constraint lifter_maxes_bench_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_bench_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_bench_input_reps_check on public.lifter_maxes is
  'A weight was lifted from 1 to 100 times.';
comment on constraint lifter_maxes_deadlift_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_deadlift_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than nothing and at most 1000 kg.';
comment on constraint lifter_maxes_deadlift_input_reps_check on public.lifter_maxes is
  'A weight was lifted from 1 to 100 times.';
comment on constraint lifter_maxes_recorded_at_check on public.lifter_maxes is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.formula_configs
  drop constraint if exists formula_configs_version_check,
  add constraint formula_configs_version_check
    check (version >= 1) not valid,
  drop constraint if exists formula_configs_created_at_check,
  add constraint formula_configs_created_at_check
    check (created_at >= '0001-01-01 00:00:00+00' and created_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint formula_configs_version_check on public.formula_configs is
  'Versions count from 1.';
comment on constraint formula_configs_created_at_check on public.formula_configs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.programs
  drop constraint if exists programs_version_check,
  add constraint programs_version_check
    check (version >= 1) not valid,
  drop constraint if exists programs_total_weeks_check,
  add constraint programs_total_weeks_check
    check (total_weeks between 1 and 104) not valid,
  drop constraint if exists programs_training_days_per_week_check,
  add constraint programs_training_days_per_week_check
    check (training_days_per_week between 1 and 7) not valid,
  drop constraint if exists programs_created_at_check,
  add constraint programs_created_at_check
    check (created_at >= '0001-01-01 00:00:00+00' and created_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists programs_start_date_check,
  add constraint programs_start_date_check
    check (start_date between '0001-01-01' and '9999-12-31') not valid;
comment on constraint programs_version_check on public.programs is
  'Versions count from 1.';
comment on constraint programs_total_weeks_check on public.programs is
  'A program takes from a week to two years.';
comment on constraint programs_training_days_per_week_check on public.programs is
  'A week has seven days.';
comment on constraint programs_created_at_check on public.programs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint programs_start_date_check on public.programs is
  'A day in the years 1 to 9999: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.sessions
  drop constraint if exists sessions_week_number_check,
  add constraint sessions_week_number_check
    check (week_number between 1 and 104) not valid,
  drop constraint if exists sessions_day_number_check,
  add constraint sessions_day_number_check
    check (day_number between 1 and 7) not valid,
  drop constraint if exists sessions_deload_block_check,
  add constraint sessions_deload_block_check
    check (block_number is null or not (is_deload or intensity_type = 'deload')) not valid,
  drop constraint if exists sessions_jit_generated_at_check,
  add constraint sessions_jit_generated_at_check
    check (
      jit_generated_at >= '0001-01-01 00:00:00+00'
      and jit_generated_at < '10000-01-01 00:00:00+00'
    ) not valid,
  drop constraint if exists sessions_created_at_check,
  add constraint sessions_created_at_check
    check (created_at >= '0001-01-01 00:00:00+00' and created_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists sessions_updated_at_check,
  add constraint sessions_updated_at_check
    check (updated_at >= '0001-01-01 00:00:00+00' and updated_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists sessions_planned_date_check,
  add constraint sessions_planned_date_check
    check (planned_date between '0001-01-01' and '9999-12-31') not valid;
comment on constraint sessions_week_number_check on public.sessions is
  'Weeks of a program count from 1, up to two years.';
comment on constraint sessions_day_number_check on public.sessions is
  'Days of a week count from 1 to 7.';
comment on constraint sessions_deload_block_check on public.sessions is
  'A deload session is in no block.';
comment on constraint sessions_jit_generated_at_check on public.sessions is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint sessions_created_at_check on public.sessions is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint sessions_updated_at_check on public.sessions is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint sessions_planned_date_check on public.sessions is
  'A day in the years 1 to 9999: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.session_logs
  drop constraint if exists session_logs_duration_seconds_check,
  add constraint session_logs_duration_seconds_check
    check (duration_seconds >= 0) not valid,
  drop constraint if exists session_logs_session_rpe_check,
  add constraint session_logs_session_rpe_check
    check (session_rpe between 1 and 10 and session_rpe % 0.5 = 0) not valid,
  drop constraint if exists session_logs_completion_pct_check,
  add constraint session_logs_completion_pct_check
    check (completion_pct between 0 and 999.99) not valid,
  drop constraint if exists session_logs_started_completed_check,
  add constraint session_logs_started_completed_check
    check (started_at <= completed_at) not valid,
  drop constraint if exists session_logs_is_correction_corrects_log_id_check,
  add constraint session_logs_is_correction_corrects_log_id_check
    check (is_correction = (corrects_log_id is not null)) not valid,
  drop constraint if exists session_logs_corrects_another_check,
  add constraint session_logs_corrects_another_check
    check (corrects_log_id <> id) not valid,
  drop constraint if exists session_logs_logged_at_check,
  add constraint session_logs_logged_at_check
    check (logged_at >= '0001-01-01 00:00:00+00' and logged_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists session_logs_started_at_check,
  add constraint session_logs_started_at_check
    check (started_at >= '0001-01-01 00:00:00+00' and started_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists session_logs_completed_at_check,
  add constraint session_logs_completed_at_check
    check (completed_at >= '0001-01-01 00:00:00+00' and completed_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint session_logs_duration_seconds_check on public.session_logs is
  'A session does not end before it begins.';
comment on constraint session_logs_session_rpe_check on public.session_logs is
  'RPE goes from 1 to 10 in steps of 0.5.';
comment on constraint session_logs_completion_pct_check on public.session_logs is
  'Percent of the planned sets; more sets than planned is normal.';
comment on constraint session_logs_started_completed_check on public.session_logs is
  'A session starts before it ends.';
comment on constraint session_logs_is_correction_corrects_log_id_check on public.session_logs is
  'A correction says what it corrects, and nothing else does.';
comment on constraint session_logs_corrects_another_check on public.session_logs is
  'No log corrects itself.';
comment on constraint session_logs_logged_at_check on public.session_logs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint session_logs_started_at_check on public.session_logs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint session_logs_completed_at_check on public.session_logs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.soreness_checkins
  drop constraint if exists soreness_checkins_recorded_at_check,
  add constraint soreness_checkins_recorded_at_check
    check (recorded_at >= '0001-01-01 00:00:00+00' and recorded_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint soreness_checkins_recorded_at_check on public.soreness_checkins is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.edge_cases
  drop constraint if exists edge_cases_affected_dates_check,
  add constraint edge_cases_affected_dates_check
    check (affected_date_start <= affected_date_end) not valid,
  drop constraint if exists edge_cases_affected_lifts_check,
  add constraint edge_cases_affected_lifts_check
    check (
      case
        when coalesce(array_ndims(affected_lifts), 1) = 1 then array_position(affected_lifts, null) is null
        else false
      end
    ) not valid,
  drop constraint if exists edge_cases_reported_at_check,
  add constraint edge_cases_reported_at_check
    check (reported_at >= '0001-01-01 00:00:00+00' and reported_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists edge_cases_resolved_at_check,
  add constraint edge_cases_resolved_at_check
    check (resolved_at >= '0001-01-01 00:00:00+00' and resolved_at < '10000-01-01 00:00:00+00') not valid,
  drop constraint if exists edge_cases_affected_date_start_check,
  add constraint edge_cases_affected_date_start_check
    check (affected_date_start between '0001-01-01' and '9999-12-31') not valid,
  drop constraint if exists edge_cases_affected_date_end_check,
  add constraint edge_cases_affected_date_end_check
    check (affected_date_end between '0001-01-01' and '9999-12-31') not valid;
comment on constraint edge_cases_affected_dates_check on public.edge_cases is
  'A disruption starts before it ends.';
comment on constraint edge_cases_affected_lifts_check on public.edge_cases is
  'A plain list without NULL: what clients can read.';
comment on constraint edge_cases_reported_at_check on public.edge_cases is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint edge_cases_resolved_at_check on public.edge_cases is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on constraint edge_cases_affected_date_start_check on public.edge_cases is
  'A day in the years 1 to 9999: what clients can read.';
comment on constraint edge_cases_affected_date_end_check on public.edge_cases is
  'A day in the years 1 to 9999: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.muscle_volume_config
  drop constraint if exists muscle_volume_config_mev_sets_per_week_check,
  add constraint muscle_volume_config_mev_sets_per_week_check
    check (mev_sets_per_week between 0 and 200) not valid,
  drop constraint if exists muscle_volume_config_mrv_sets_per_week_check,
  add constraint muscle_volume_config_mrv_sets_per_week_check
    check (mrv_sets_per_week between 0 and 200) not valid,
  drop constraint if exists muscle_volume_config_mev_mrv_check,
  add constraint muscle_volume_config_mev_mrv_check
    check (mev_sets_per_week <= mrv_sets_per_week) not valid,
  drop constraint if exists muscle_volume_config_updated_at_check,
  add constraint muscle_volume_config_updated_at_check
    check (updated_at >= '0001-01-01 00:00:00+00' and updated_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint muscle_volume_config_mev_sets_per_week_check on public.muscle_volume_config is
  'Minimum effective volume: from 0 to 200 sets a week.';
comment on constraint muscle_volume_config_mrv_sets_per_week_check on public.muscle_volume_config is
  'Maximum recoverable volume: from 0 to 200 sets a week.';
comment on constraint muscle_volume_config_mev_mrv_check on public.muscle_volume_config is
  'The minimum effective volume is at most the maximum recoverable one.';
comment on constraint muscle_volume_config_updated_at_check on public.muscle_volume_config is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_exercises
  drop constraint if exists auxiliary_exercises_primary_muscles_check,
  add constraint auxiliary_exercises_primary_muscles_check
    check (
      case
        when coalesce(array_ndims(primary_muscles), 1) = 1 then array_position(primary_muscles, null) is null
        else false
      end
    ) not valid,
  drop constraint if exists auxiliary_exercises_pool_position_check,
  add constraint auxiliary_exercises_pool_position_check
    check (pool_position >= 1) not valid;
comment on constraint auxiliary_exercises_primary_muscles_check on public.auxiliary_exercises is
  'A plain list without NULL: what clients can read.';
comment on constraint auxiliary_exercises_pool_position_check on public.auxiliary_exercises is
  'Positions of the pool count from 1.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_assignments
  drop constraint if exists auxiliary_assignments_exercises_differ_check,
  add constraint auxiliary_assignments_exercises_differ_check
    check (exercise_1 <> exercise_2) not valid,
  drop constraint if exists auxiliary_assignments_created_at_check,
  add constraint auxiliary_assignments_created_at_check
    check (created_at >= '0001-01-01 00:00:00+00' and created_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint auxiliary_assignments_exercises_differ_check on public.auxiliary_assignments is
  'The two auxiliary exercises of a block are two.';
comment on constraint auxiliary_assignments_created_at_check on public.auxiliary_assignments is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.performance_metrics
  drop constraint if exists performance_metrics_block_number_check,
  add constraint performance_metrics_block_number_check
    check (block_number between 1 and 3) not valid,
  drop constraint if exists performance_metrics_week_number_check,
  add constraint performance_metrics_week_number_check
    check (week_number between 1 and 104) not valid,
  drop constraint if exists performance_metrics_planned_volume_grams_check,
  add constraint performance_metrics_planned_volume_grams_check
    check (planned_volume_grams >= 0) not valid,
  drop constraint if exists performance_metrics_planned_intensity_pct_check,
  add constraint performance_metrics_planned_intensity_pct_check
    check (planned_intensity_pct between 0 and 1.05) not valid,
  drop constraint if exists performance_metrics_actual_volume_grams_check,
  add constraint performance_metrics_actual_volume_grams_check
    check (actual_volume_grams >= 0) not valid,
  drop constraint if exists performance_metrics_actual_intensity_pct_check,
  add constraint performance_metrics_actual_intensity_pct_check
    check (actual_intensity_pct between 0 and 2) not valid,
  drop constraint if exists performance_metrics_max_rpe_actual_check,
  add constraint performance_metrics_max_rpe_actual_check
    check (max_rpe_actual between 1 and 10 and max_rpe_actual % 0.5 = 0) not valid,
  drop constraint if exists performance_metrics_avg_rpe_actual_check,
  add constraint performance_metrics_avg_rpe_actual_check
    check (avg_rpe_actual between 1 and 10) not valid,
  drop constraint if exists performance_metrics_completion_pct_check,
  add constraint performance_metrics_completion_pct_check
    check (completion_pct between 0 and 999.99) not valid,
  drop constraint if exists performance_metrics_estimated_1rm_grams_check,
  add constraint performance_metrics_estimated_1rm_grams_check
    check (estimated_1rm_grams between 0 and 5000000) not valid,
  drop constraint if exists performance_metrics_recorded_at_check,
  add constraint performance_metrics_recorded_at_check
    check (recorded_at >= '0001-01-01 00:00:00+00' and recorded_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint performance_metrics_block_number_check on public.performance_metrics is
  'A program has three blocks; NULL is a deload.';
comment on constraint performance_metrics_week_number_check on public.performance_metrics is
  'Weeks of a program count from 1, up to two years.';
comment on constraint performance_metrics_planned_volume_grams_check on public.performance_metrics is
  'Grams times reps, summed over sets: 0 where nothing is lifted.';
comment on constraint performance_metrics_planned_intensity_pct_check on public.performance_metrics is
  'A fraction of the one-rep max, at most 1.05.';
comment on constraint performance_metrics_actual_volume_grams_check on public.performance_metrics is
  'Grams times reps, summed over sets: 0 where nothing is lifted.';
comment on constraint performance_metrics_actual_intensity_pct_check on public.performance_metrics is
  'A fraction of the one-rep max that the plan knew; who beats an old one passes 1.';
comment on constraint performance_metrics_max_rpe_actual_check on public.performance_metrics is
  'RPE goes from 1 to 10 in steps of 0.5.';
comment on constraint performance_metrics_avg_rpe_actual_check on public.performance_metrics is
  'A mean of RPEs from 1 to 10, and so in no steps.';
comment on constraint performance_metrics_completion_pct_check on public.performance_metrics is
  'Percent of the planned sets; more sets than planned is normal.';
comment on constraint performance_metrics_estimated_1rm_grams_check on public.performance_metrics is
  '0 where nothing was lifted; 1000 kg for 100 reps make 4333 kg by Epley.';
comment on constraint performance_metrics_recorded_at_check on public.performance_metrics is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.warmup_configs
  drop constraint if exists warmup_configs_updated_at_check,
  add constraint warmup_configs_updated_at_check
    check (updated_at >= '0001-01-01 00:00:00+00' and updated_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint warmup_configs_updated_at_check on public.warmup_configs is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.recovery_snapshots
  drop constraint if exists recovery_snapshots_sleep_duration_minutes_check,
  add constraint recovery_snapshots_sleep_duration_minutes_check
    check (sleep_duration_minutes between 0 and 1440) not valid,
  drop constraint if exists recovery_snapshots_sleep_quality_score_check,
  add constraint recovery_snapshots_sleep_quality_score_check
    check (sleep_quality_score between 0 and 100) not valid,
  drop constraint if exists recovery_snapshots_hrv_ms_check,
  add constraint recovery_snapshots_hrv_ms_check
    check (hrv_ms between 0 and 9999.99) not valid,
  drop constraint if exists recovery_snapshots_resting_hr_bpm_check,
  add constraint recovery_snapshots_resting_hr_bpm_check
    check (resting_hr_bpm between 1 and 300) not valid,
  drop constraint if exists recovery_snapshots_recorded_at_check,
  add constraint recovery_snapshots_recorded_at_check
    check (recorded_at >= '0001-01-01 00:00:00+00' and recorded_at < '10000-01-01 00:00:00+00') not valid;
comment on constraint recovery_snapshots_sleep_duration_minutes_check on public.recovery_snapshots is
  'A day has 1440 minutes.';
comment on constraint recovery_snapshots_sleep_quality_score_check on public.recovery_snapshots is
  'A score from 0 to 100.';
comment on constraint recovery_snapshots_hrv_ms_check on public.recovery_snapshots is
  'Heart rate variability in milliseconds, no negative one and not NaN.';
comment on constraint recovery_snapshots_resting_hr_bpm_check on public.recovery_snapshots is
  'A heart that beats, at most 300 times a minute.';
comment on constraint recovery_snapshots_recorded_at_check on public.recovery_snapshots is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
commit;

-- Step 4: the status of a session moves forward only. The condition is the trigger's, so that the
-- function is called for nothing but what it refuses.
begin;
set local lock_timeout = '800ms';

create schema if not exists rules;
comment on schema rules is 'Functions of triggers. Not exposed to the Data API, and granted to nobody: a trigger needs no grant.';

create or replace function rules.refuse_session_status()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
begin
  raise exception using
    errcode = 'PK101',
    message = format('session %s is %s and cannot become %s', old.id, old.status, new.status),
    detail = 'A session goes from planned to in_progress to completed; one that is planned or '
      'in_progress may be skipped. Completed and skipped are final.',
    hint = 'Read the session again: another device may have moved it on.',
    schema = tg_table_schema,
    table = tg_table_name,
    column = 'status',
    constraint = tg_name;
end;
$function$;
comment on function rules.refuse_session_status() is
  'Refuses a change of sessions.status that is not forward, with PK101.';
revoke execute on function rules.refuse_session_status() from public;

create or replace trigger sessions_status_forward
  before update on public.sessions
  for each row
  when (
    old.status <> new.status
    and (
      old.status in ('completed', 'skipped')
      or (old.status, new.status) in (('planned', 'completed'), ('in_progress', 'planned'))
    )
  )
  execute function rules.refuse_session_status();
comment on trigger sessions_status_forward on public.sessions is
  'planned to in_progress to completed, planned or in_progress to skipped; the last two are final.';
commit;

-- Step 5: the rows that were there are read, while everybody reads and writes on.
alter table public.profiles validate constraint profiles_created_at_check;
alter table public.lifter_maxes validate constraint lifter_maxes_squat_1rm_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_squat_input_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_squat_input_reps_check;
alter table public.lifter_maxes validate constraint lifter_maxes_bench_1rm_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_bench_input_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_bench_input_reps_check;
alter table public.lifter_maxes validate constraint lifter_maxes_deadlift_1rm_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_deadlift_input_grams_check;
alter table public.lifter_maxes validate constraint lifter_maxes_deadlift_input_reps_check;
alter table public.lifter_maxes validate constraint lifter_maxes_recorded_at_check;
alter table public.formula_configs validate constraint formula_configs_version_check;
alter table public.formula_configs validate constraint formula_configs_created_at_check;
alter table public.programs validate constraint programs_version_check;
alter table public.programs validate constraint programs_total_weeks_check;
alter table public.programs validate constraint programs_training_days_per_week_check;
alter table public.programs validate constraint programs_created_at_check;
alter table public.programs validate constraint programs_start_date_check;
alter table public.sessions validate constraint sessions_week_number_check;
alter table public.sessions validate constraint sessions_day_number_check;
alter table public.sessions validate constraint sessions_deload_block_check;
alter table public.sessions validate constraint sessions_jit_generated_at_check;
alter table public.sessions validate constraint sessions_created_at_check;
alter table public.sessions validate constraint sessions_updated_at_check;
alter table public.sessions validate constraint sessions_planned_date_check;
alter table public.session_logs validate constraint session_logs_duration_seconds_check;
alter table public.session_logs validate constraint session_logs_session_rpe_check;
alter table public.session_logs validate constraint session_logs_completion_pct_check;
alter table public.session_logs validate constraint session_logs_started_completed_check;
alter table public.session_logs validate constraint session_logs_is_correction_corrects_log_id_check;
alter table public.session_logs validate constraint session_logs_corrects_another_check;
alter table public.session_logs validate constraint session_logs_logged_at_check;
alter table public.session_logs validate constraint session_logs_started_at_check;
alter table public.session_logs validate constraint session_logs_completed_at_check;
alter table public.soreness_checkins validate constraint soreness_checkins_recorded_at_check;
alter table public.edge_cases validate constraint edge_cases_affected_dates_check;
alter table public.edge_cases validate constraint edge_cases_affected_lifts_check;
alter table public.edge_cases validate constraint edge_cases_reported_at_check;
alter table public.edge_cases validate constraint edge_cases_resolved_at_check;
alter table public.edge_cases validate constraint edge_cases_affected_date_start_check;
alter table public.edge_cases validate constraint edge_cases_affected_date_end_check;
alter table public.muscle_volume_config validate constraint muscle_volume_config_mev_sets_per_week_check;
alter table public.muscle_volume_config validate constraint muscle_volume_config_mrv_sets_per_week_check;
alter table public.muscle_volume_config validate constraint muscle_volume_config_mev_mrv_check;
alter table public.muscle_volume_config validate constraint muscle_volume_config_updated_at_check;
alter table public.auxiliary_exercises validate constraint auxiliary_exercises_primary_muscles_check;
alter table public.auxiliary_exercises validate constraint auxiliary_exercises_pool_position_check;
alter table public.auxiliary_assignments validate constraint auxiliary_assignments_exercises_differ_check;
alter table public.auxiliary_assignments validate constraint auxiliary_assignments_created_at_check;
alter table public.performance_metrics validate constraint performance_metrics_block_number_check;
alter table public.performance_metrics validate constraint performance_metrics_week_number_check;
alter table public.performance_metrics validate constraint performance_metrics_planned_volume_grams_check;
alter table public.performance_metrics validate constraint performance_metrics_planned_intensity_pct_check;
alter table public.performance_metrics validate constraint performance_metrics_actual_volume_grams_check;
alter table public.performance_metrics validate constraint performance_metrics_actual_intensity_pct_check;
alter table public.performance_metrics validate constraint performance_metrics_max_rpe_actual_check;
alter table public.performance_metrics validate constraint performance_metrics_avg_rpe_actual_check;
alter table public.performance_metrics validate constraint performance_metrics_completion_pct_check;
alter table public.performance_metrics validate constraint performance_metrics_estimated_1rm_grams_check;
alter table public.performance_metrics validate constraint performance_metrics_recorded_at_check;
alter table public.warmup_configs validate constraint warmup_configs_updated_at_check;
alter table public.recovery_snapshots validate constraint recovery_snapshots_sleep_duration_minutes_check;
alter table public.recovery_snapshots validate constraint recovery_snapshots_sleep_quality_score_check;
alter table public.recovery_snapshots validate constraint recovery_snapshots_hrv_ms_check;
alter table public.recovery_snapshots validate constraint recovery_snapshots_resting_hr_bpm_check;
alter table public.recovery_snapshots validate constraint recovery_snapshots_recorded_at_check;
