// Generated from the database by schema-tools. Do not edit.

/** What each constraint and unique index asks, by the name that the error message quotes. */
export const databaseRules = {
  auxiliary_assignments_created_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  auxiliary_assignments_exercise_1_length_check: 'A name has at most 200 characters.',
  auxiliary_assignments_exercise_2_length_check: 'A name has at most 200 characters.',
  auxiliary_assignments_exercises_differ_check: 'The two auxiliary exercises of a block differ.',
  auxiliary_assignments_program_id_fkey: 'The row of program_id belongs to the same lifter.',
  auxiliary_exercises_exercise_name_length_check: 'A name has at most 200 characters.',
  auxiliary_exercises_pool_position_check: 'Positions in the pool count from 0 or from 1.',
  auxiliary_exercises_primary_muscles_characters_check:
    'The names in a list have at most 2000 characters in all.',
  auxiliary_exercises_primary_muscles_check: 'A plain list without NULL: what clients can read.',
  auxiliary_exercises_primary_muscles_length_check: 'A list has at most nine muscle groups.',
  auxiliary_pool_changes_changed_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  auxiliary_pool_changes_lift_check: 'One of the three lifts.',
  edge_cases_affected_date_end_check: 'A day in the years 1 to 9999: what clients can read.',
  edge_cases_affected_date_start_check: 'A day in the years 1 to 9999: what clients can read.',
  edge_cases_affected_dates_check: 'A disruption starts before it ends.',
  edge_cases_affected_lifts_characters_check:
    'The names in a list have at most 2000 characters in all.',
  edge_cases_affected_lifts_check: 'A plain list without NULL: what clients can read.',
  edge_cases_affected_lifts_length_check: 'A list has at most three lifts.',
  edge_cases_description_length_check: 'A description has at most 4000 characters.',
  edge_cases_program_id_fkey: 'The row of program_id belongs to the same lifter.',
  edge_cases_reported_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  edge_cases_resolved_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  edge_cases_session_id_fkey: 'The row of session_id belongs to the same lifter.',
  formula_configs_ai_rationale_length_check: 'A rationale has at most 4000 characters.',
  formula_configs_created_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  formula_configs_user_id_active_idx: 'At most one active formula config a lifter.',
  formula_configs_version_check: 'Versions count from 1.',
  lifter_maxes_bench_1rm_grams_check: 'A one-rep max is more than 0 and at most 1000 kg.',
  lifter_maxes_bench_input_grams_check: 'A lifted weight is more than 0 and at most 1000 kg.',
  lifter_maxes_bench_input_reps_check: 'A set has from 1 to 100 repetitions.',
  lifter_maxes_deadlift_1rm_grams_check: 'A one-rep max is more than 0 and at most 1000 kg.',
  lifter_maxes_deadlift_input_grams_check: 'A lifted weight is more than 0 and at most 1000 kg.',
  lifter_maxes_deadlift_input_reps_check: 'A set has from 1 to 100 repetitions.',
  lifter_maxes_recorded_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  lifter_maxes_squat_1rm_grams_check: 'A one-rep max is more than 0 and at most 1000 kg.',
  lifter_maxes_squat_input_grams_check: 'A lifted weight is more than 0 and at most 1000 kg.',
  lifter_maxes_squat_input_reps_check: 'A set has from 1 to 100 repetitions.',
  muscle_volume_config_mev_mrv_check:
    'The minimum effective volume is at most the maximum recoverable one.',
  muscle_volume_config_mev_sets_per_week_check:
    'Minimum effective volume: from 0 to 200 sets a week.',
  muscle_volume_config_mrv_sets_per_week_check:
    'Maximum recoverable volume: from 0 to 200 sets a week.',
  muscle_volume_config_updated_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  performance_metrics_actual_intensity_pct_check:
    'A fraction of the one-rep max in the plan. It is over 1 if the lifter beats that max.',
  performance_metrics_actual_volume_grams_check:
    'Grams times reps, summed over sets: 0 where nothing is lifted.',
  performance_metrics_avg_rpe_actual_check: 'A mean RPE goes from 1 to 10, without steps.',
  performance_metrics_block_number_check: 'A program has three blocks; NULL is a deload.',
  performance_metrics_completion_pct_check:
    'Percent of the planned sets. More than 100 is possible.',
  performance_metrics_estimated_1rm_grams_check:
    'An estimate is at most 5000 kg. It is 0 if nothing was lifted.',
  performance_metrics_intensity_type_length_check:
    'The name of an intensity has at most 200 characters.',
  performance_metrics_max_rpe_actual_check: 'RPE goes from 1 to 10 in steps of 0.5.',
  performance_metrics_planned_intensity_pct_check: 'A fraction of the one-rep max, at most 1.05.',
  performance_metrics_planned_volume_grams_check:
    'Grams times reps, summed over sets: 0 where nothing is lifted.',
  performance_metrics_recorded_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  performance_metrics_session_log_id_fkey: 'The row of session_log_id belongs to the same lifter.',
  performance_metrics_week_number_check: 'Weeks of a program count from 1, up to two years.',
  profiles_created_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  profiles_display_name_length_check: 'A name has at most 200 characters.',
  profiles_rest_timer_seconds_check: 'A rest takes from a second to an hour.',
  profiles_smallest_plate_grams_check: 'A plate weighs from 1 gram to 50 kg.',
  profiles_weight_unit_check: 'kg or lb.',
  programs_created_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  programs_formula_config_id_fkey: 'The row of formula_config_id belongs to the same lifter.',
  programs_lifter_maxes_id_fkey: 'The row of lifter_maxes_id belongs to the same lifter.',
  programs_start_date_check: 'A day in the years 1 to 9999: what clients can read.',
  programs_total_weeks_check: 'A program takes from a week to two years.',
  programs_training_days_per_week_check: 'A week has from 1 to 7 training days.',
  programs_user_id_active_idx: 'At most one active program a lifter.',
  programs_version_check: 'Versions count from 1.',
  recovery_snapshots_hrv_ms_check:
    'Heart rate variability in milliseconds, neither negative nor NaN.',
  recovery_snapshots_recorded_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  recovery_snapshots_resting_hr_bpm_check:
    'A resting heart rate goes from 1 to 300 beats per minute.',
  recovery_snapshots_sleep_duration_minutes_check: 'Sleep lasts from 0 to 1440 minutes.',
  recovery_snapshots_sleep_quality_score_check: 'A score from 0 to 100.',
  recovery_snapshots_source_length_check: 'The name of a source has at most 200 characters.',
  session_logs_completed_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  session_logs_completion_pct_check: 'Percent of the planned sets. More than 100 is possible.',
  session_logs_corrects_another_check: 'No log corrects itself.',
  session_logs_corrects_log_id_fkey:
    'A correction has the session and the lifter of the log that it corrects.',
  session_logs_duration_seconds_check: 'A duration is not negative.',
  session_logs_is_correction_corrects_log_id_check:
    'A correction names the log that it corrects. An original log names none.',
  session_logs_logged_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  session_logs_session_id_fkey: 'The row of session_id belongs to the same lifter.',
  session_logs_session_id_original_idx:
    'A session has at most one original log. So a phone that sends a log twice stores it once.',
  session_logs_session_notes_length_check: 'Notes have at most 4000 characters.',
  session_logs_session_rpe_check: 'RPE goes from 1 to 10 in steps of 0.5.',
  session_logs_started_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  session_logs_started_completed_check: 'A session starts before it ends.',
  sessions_created_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  sessions_day_number_check: 'Days of a week count from 1 to 7.',
  sessions_deload_block_check: 'A deload session is in no block.',
  sessions_jit_generated_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  sessions_planned_date_check: 'A day in the years 1 to 9999: what clients can read.',
  sessions_program_id_fkey: 'The row of program_id belongs to the same lifter.',
  sessions_program_id_week_number_day_number_idx: 'One session a program, week and day.',
  sessions_skip_reason_length_check: 'A reason has at most 4000 characters.',
  sessions_updated_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
  sessions_week_number_check: 'Weeks of a program count from 1, up to two years.',
  soreness_checkins_recorded_at_check:
    'A time in the years 1 to 9999, in UTC: what clients can read.',
  soreness_checkins_session_id_fkey: 'The row of session_id belongs to the same lifter.',
  warmup_configs_updated_at_check: 'A time in the years 1 to 9999, in UTC: what clients can read.',
} as const;

/** A constraint or a unique index of the database that has a comment. */
export type DatabaseRule = keyof typeof databaseRules;
