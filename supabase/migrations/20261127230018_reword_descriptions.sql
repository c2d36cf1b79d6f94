-- Comments in plainer words, for docs/errors.md, the site of the schema and the app's messages.
-- Only comments change.

comment on table public.auxiliary_pool_changes is
  'Pools of auxiliary exercises as lifters requested them, one row for each change. Append-only: '
  'the current pool is in auxiliary_exercises.';
comment on table public.formula_configs is
  'A lifter''s changes to the training formulas, one row for each version. The defaults live in '
  'the training engine.';
comment on table public.profiles is 'A lifter. Each account has one row, with the account''s id.';
comment on table public.programs is
  'A training program: its number of weeks and of training days in a week, computed from one set '
  'of maxes and one formula config.';

comment on column public.edge_cases.status is
  'Whether the disruption is active, monitored or resolved.';
comment on column public.performance_metrics.lift is 'The lift that the figures describe.';
comment on column public.performance_metrics.session_log_id is 'The log that the figures describe.';
comment on column public.profiles.smallest_plate_grams is
  'The lightest plate, in grams. Plates come in pairs, so a weight is a multiple of two of them.';
comment on column public.programs.status is
  'Whether the program is active, completed or archived. A lifter has at most one active program.';
comment on column public.sessions.created_at is 'When the session was added to the program.';
comment on column public.sessions.status is
  'Whether the session is planned, in progress, completed or skipped. Completed is final.';
comment on column public.warmup_configs.lift is 'The lift that the warm-up prepares.';
comment on column public.warmup_configs.protocol is
  'How the lifter warms up. For custom, custom_steps has the steps.';

comment on constraint auxiliary_assignments_exercises_differ_check
on public.auxiliary_assignments is
  'The two auxiliary exercises of a block differ.';
comment on constraint auxiliary_exercises_pool_position_check on public.auxiliary_exercises is
  'Positions in the pool count from 0 or from 1.';
comment on constraint auxiliary_exercises_primary_muscles_characters_check
on public.auxiliary_exercises is
  'The names in a list have at most 2000 characters in all.';
comment on constraint auxiliary_exercises_primary_muscles_length_check
on public.auxiliary_exercises is
  'A list has at most nine muscle groups.';
comment on constraint edge_cases_affected_lifts_characters_check on public.edge_cases is
  'The names in a list have at most 2000 characters in all.';
comment on constraint edge_cases_affected_lifts_length_check on public.edge_cases is
  'A list has at most three lifts.';
comment on constraint lifter_maxes_bench_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_bench_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_bench_input_reps_check on public.lifter_maxes is
  'A set has from 1 to 100 repetitions.';
comment on constraint lifter_maxes_deadlift_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_deadlift_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_deadlift_input_reps_check on public.lifter_maxes is
  'A set has from 1 to 100 repetitions.';
comment on constraint lifter_maxes_squat_1rm_grams_check on public.lifter_maxes is
  'A one-rep max is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_squat_input_grams_check on public.lifter_maxes is
  'A lifted weight is more than 0 and at most 1000 kg.';
comment on constraint lifter_maxes_squat_input_reps_check on public.lifter_maxes is
  'A set has from 1 to 100 repetitions.';
comment on constraint performance_metrics_actual_intensity_pct_check
on public.performance_metrics is
  'A fraction of the one-rep max in the plan. It is over 1 if the lifter beats that max.';
comment on constraint performance_metrics_avg_rpe_actual_check on public.performance_metrics is
  'A mean RPE goes from 1 to 10, without steps.';
comment on constraint performance_metrics_completion_pct_check on public.performance_metrics is
  'Percent of the planned sets. More than 100 is possible.';
comment on constraint performance_metrics_estimated_1rm_grams_check on public.performance_metrics is
  'An estimate is at most 5000 kg. It is 0 if nothing was lifted.';
comment on constraint programs_training_days_per_week_check on public.programs is
  'A week has from 1 to 7 training days.';
comment on constraint recovery_snapshots_hrv_ms_check on public.recovery_snapshots is
  'Heart rate variability in milliseconds, neither negative nor NaN.';
comment on constraint recovery_snapshots_resting_hr_bpm_check on public.recovery_snapshots is
  'A resting heart rate goes from 1 to 300 beats per minute.';
comment on constraint recovery_snapshots_sleep_duration_minutes_check
on public.recovery_snapshots is
  'Sleep lasts from 0 to 1440 minutes.';
comment on constraint session_logs_completion_pct_check on public.session_logs is
  'Percent of the planned sets. More than 100 is possible.';
comment on constraint session_logs_corrects_log_id_fkey on public.session_logs is
  'A correction has the session and the lifter of the log that it corrects.';
comment on constraint session_logs_duration_seconds_check on public.session_logs is
  'A duration is not negative.';
comment on constraint session_logs_is_correction_corrects_log_id_check on public.session_logs is
  'A correction names the log that it corrects. An original log names none.';

comment on constraint auxiliary_assignments_program_id_fkey on public.auxiliary_assignments is
  'The row of program_id belongs to the same lifter.';
comment on constraint edge_cases_program_id_fkey on public.edge_cases is
  'The row of program_id belongs to the same lifter.';
comment on constraint edge_cases_session_id_fkey on public.edge_cases is
  'The row of session_id belongs to the same lifter.';
comment on constraint performance_metrics_session_log_id_fkey on public.performance_metrics is
  'The row of session_log_id belongs to the same lifter.';
comment on constraint programs_formula_config_id_fkey on public.programs is
  'The row of formula_config_id belongs to the same lifter.';
comment on constraint programs_lifter_maxes_id_fkey on public.programs is
  'The row of lifter_maxes_id belongs to the same lifter.';
comment on constraint session_logs_session_id_fkey on public.session_logs is
  'The row of session_id belongs to the same lifter.';
comment on constraint sessions_program_id_fkey on public.sessions is
  'The row of program_id belongs to the same lifter.';
comment on constraint soreness_checkins_session_id_fkey on public.soreness_checkins is
  'The row of session_id belongs to the same lifter.';

comment on trigger formula_configs_version_added on public.formula_configs is
  'A new version is at most the lifter''s next one. A lower one is accepted if it is free.';
comment on trigger formula_configs_version_raised on public.formula_configs is
  'A change raises a version at most to the lifter''s next one.';
comment on trigger programs_version_added on public.programs is
  'A new version is at most the lifter''s next one. A lower one is accepted if it is free.';
comment on trigger programs_version_raised on public.programs is
  'A change raises a version at most to the lifter''s next one.';
comment on trigger edge_cases_reported_at_not_ahead on public.edge_cases is
  'reported_at is at most a day ahead of the server''s clock.';
comment on trigger lifter_maxes_recorded_at_not_ahead on public.lifter_maxes is
  'recorded_at is at most a day ahead of the server''s clock.';
comment on trigger performance_metrics_recorded_at_not_ahead on public.performance_metrics is
  'recorded_at is at most a day ahead of the server''s clock.';
comment on trigger recovery_snapshots_recorded_at_not_ahead on public.recovery_snapshots is
  'recorded_at is at most a day ahead of the server''s clock.';
comment on trigger session_logs_completed_at_not_ahead on public.session_logs is
  'completed_at is at most a day ahead of the server''s clock.';
comment on trigger session_logs_logged_at_not_ahead on public.session_logs is
  'logged_at is at most a day ahead of the server''s clock.';
comment on trigger session_logs_started_at_not_ahead on public.session_logs is
  'started_at is at most a day ahead of the server''s clock.';
comment on trigger soreness_checkins_recorded_at_not_ahead on public.soreness_checkins is
  'recorded_at is at most a day ahead of the server''s clock.';
comment on trigger programs_keep_history on public.programs is
  'A lifter cannot delete a program with a session that is completed or has a log. service_role '
  'and the deletion of the account can.';
comment on trigger session_logs_corrections_end on public.session_logs is
  'A chain of corrections ends at an original log.';
comment on trigger sessions_keep_history on public.sessions is
  'A lifter cannot delete a session that is completed or has a log. service_role and the deletion '
  'of the account can.';

comment on index public.edge_cases_program_id_user_id_idx is
  'The foreign key to programs. Disruptions without a program are not in it.';
comment on index public.edge_cases_session_id_user_id_idx is
  'The foreign key to sessions. Disruptions without a session are not in it.';
comment on index public.edge_cases_user_id_status_reported_at_idx is
  'A lifter''s open disruptions, newest first. No read wants the resolved ones.';
comment on index public.session_logs_corrects_log_id_user_id_idx is
  'The foreign key of a correction. Original logs are not in it.';
comment on index public.session_logs_session_id_original_idx is
  'A session has at most one original log. So a phone that sends a log twice stores it once.';
comment on index public.session_logs_user_id_completed_at_idx is
  'A lifter''s newest logs by completion time: of all lifts or, joined to the session, of one.';
