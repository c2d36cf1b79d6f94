-- Each column says what it means, for people and for the site of the schema. Only comments change.

comment on column public.profiles.id is 'The account, as in auth.users.';
comment on column public.profiles.display_name is
  'The name that the lifter goes by. NULL if the account has none.';
comment on column public.profiles.created_at is 'When the account signed up.';

comment on column public.lifter_maxes.id is 'Identifies the row.';
comment on column public.lifter_maxes.user_id is 'The lifter.';
comment on column public.lifter_maxes.recorded_at is
  'When these maxes were entered or calculated; the newest ones count.';
comment on column public.lifter_maxes.source is
  'Whether the lifter entered one-rep maxes or sets of three, or the app calculated them.';
comment on column public.lifter_maxes.squat_1rm_grams is 'One-rep max of the squat, in grams.';
comment on column public.lifter_maxes.bench_1rm_grams is
  'One-rep max of the bench press, in grams.';
comment on column public.lifter_maxes.deadlift_1rm_grams is
  'One-rep max of the deadlift, in grams.';
comment on column public.lifter_maxes.squat_input_grams is
  'Weight of the set from which the squat max was estimated, in grams.';
comment on column public.lifter_maxes.squat_input_reps is
  'Repetitions of the set from which the squat max was estimated.';
comment on column public.lifter_maxes.bench_input_grams is
  'Weight of the set from which the bench max was estimated, in grams.';
comment on column public.lifter_maxes.bench_input_reps is
  'Repetitions of the set from which the bench max was estimated.';
comment on column public.lifter_maxes.deadlift_input_grams is
  'Weight of the set from which the deadlift max was estimated, in grams.';
comment on column public.lifter_maxes.deadlift_input_reps is
  'Repetitions of the set from which the deadlift max was estimated.';

comment on column public.formula_configs.id is 'Identifies the config.';
comment on column public.formula_configs.user_id is 'The lifter.';
comment on column public.formula_configs.version is 'Counts the lifter''s configs from 1.';
comment on column public.formula_configs.created_at is 'When the config was saved.';
comment on column public.formula_configs.is_active is
  'Whether new programs use it. A lifter has at most one active config.';
comment on column public.formula_configs.source is
  'Who made it: the lifter, a suggestion that the lifter accepted, or the app.';
comment on column public.formula_configs.ai_rationale is 'Why a suggestion was made, in words.';

comment on column public.programs.id is 'Identifies the program.';
comment on column public.programs.user_id is 'The lifter.';
comment on column public.programs.version is 'Counts the lifter''s programs from 1.';
comment on column public.programs.created_at is 'When the program was started.';
comment on column public.programs.status is
  'Whether the program is followed, finished or put aside. A lifter has at most one active program.';
comment on column public.programs.total_weeks is 'How many weeks the program has.';
comment on column public.programs.training_days_per_week is 'How many sessions a week has.';
comment on column public.programs.start_date is
  'The lifter''s calendar day on which the first week begins.';
comment on column public.programs.lifter_maxes_id is
  'The maxes that the program was computed from.';
comment on column public.programs.formula_config_id is
  'The formula config that the program was computed with.';

comment on column public.sessions.id is 'Identifies the session.';
comment on column public.sessions.program_id is 'The program that the session belongs to.';
comment on column public.sessions.user_id is 'The lifter.';
comment on column public.sessions.week_number is 'The week of the program, from 1.';
comment on column public.sessions.day_number is 'The training day of the week, from 1.';
comment on column public.sessions.planned_date is
  'The lifter''s calendar day for it. NULL if no day is set.';
comment on column public.sessions.primary_lift is 'The lift that the session trains.';
comment on column public.sessions.intensity_type is
  'What the session trains: heavy, explosive or rep, or it is a deload.';
comment on column public.sessions.block_number is
  'The block of the program. NULL for a deload, which is in no block.';
comment on column public.sessions.is_deload is 'Whether it is a light session for recovery.';
comment on column public.sessions.status is 'How far the session is. Completed is final.';
comment on column public.sessions.jit_generated_at is
  'When the sets were planned. NULL until then.';
comment on column public.sessions.created_at is
  'When the session was planned as a place in the program.';
comment on column public.sessions.updated_at is 'When the row last changed.';

comment on column public.session_logs.id is
  'Identifies the log. The phone chooses it, so that a log can be sent twice.';
comment on column public.session_logs.session_id is 'The session that was done.';
comment on column public.session_logs.user_id is 'The lifter.';
comment on column public.session_logs.logged_at is 'When the log reached the database.';
comment on column public.session_logs.started_at is 'When the lifter began, by the phone''s clock.';
comment on column public.session_logs.completed_at is
  'When the lifter finished, by the phone''s clock.';
comment on column public.session_logs.duration_seconds is 'How long the session took, in seconds.';
comment on column public.session_logs.session_rpe is
  'How hard the whole session was: RPE from 1 to 10 in steps of 0.5.';
comment on column public.session_logs.session_notes is 'What the lifter noted about the session.';
comment on column public.session_logs.is_correction is
  'Whether this log replaces an earlier log of the same session.';
comment on column public.session_logs.corrects_log_id is
  'The log that this one corrects. NULL for the original log.';
comment on column public.session_logs.completion_pct is
  'Percent of the planned sets that were done; more than 100 is possible. NULL for an empty plan.';
comment on column public.session_logs.performance_vs_plan is
  'How the session went against its plan.';

comment on column public.soreness_checkins.id is 'Identifies the check-in.';
comment on column public.soreness_checkins.session_id is
  'The session that the lifter was about to start.';
comment on column public.soreness_checkins.user_id is 'The lifter.';
comment on column public.soreness_checkins.recorded_at is 'When the lifter rated the soreness.';

comment on column public.edge_cases.id is 'Identifies the disruption.';
comment on column public.edge_cases.user_id is 'The lifter.';
comment on column public.edge_cases.program_id is 'The program that it disrupts, if any.';
comment on column public.edge_cases.session_id is
  'The session that it disrupts, if it is a single one.';
comment on column public.edge_cases.reported_at is 'When the lifter reported it.';
comment on column public.edge_cases.case_type is 'What keeps the lifter from the plan.';
comment on column public.edge_cases.severity is 'How much it keeps the lifter from training.';
comment on column public.edge_cases.affected_date_start is
  'The first calendar day that it affects.';
comment on column public.edge_cases.affected_date_end is
  'The last calendar day that it affects. NULL while that is open.';
comment on column public.edge_cases.affected_lifts is
  'The lifts that it affects. NULL if it is not about lifts.';
comment on column public.edge_cases.description is 'What happened, in the lifter''s words.';
comment on column public.edge_cases.resolved_at is 'When it was over. NULL until then.';
comment on column public.edge_cases.status is 'Whether it is going on, being watched or over.';

comment on column public.muscle_volume_config.id is 'Identifies the row.';
comment on column public.muscle_volume_config.user_id is 'The lifter.';
comment on column public.muscle_volume_config.muscle_group is
  'The muscle group that the limits are for.';
comment on column public.muscle_volume_config.mev_sets_per_week is
  'Minimum effective volume: fewer sets a week have no effect.';
comment on column public.muscle_volume_config.mrv_sets_per_week is
  'Maximum recoverable volume: more sets a week are too many to recover from.';
comment on column public.muscle_volume_config.updated_at is 'When the row last changed.';

comment on column public.auxiliary_exercises.id is 'Identifies the row.';
comment on column public.auxiliary_exercises.user_id is 'The lifter.';
comment on column public.auxiliary_exercises.lift is 'The lift that the exercise supports.';
comment on column public.auxiliary_exercises.exercise_name is 'The name of the exercise.';
comment on column public.auxiliary_exercises.pool_position is
  'The place of the exercise in the rotation, from 0 or from 1.';
comment on column public.auxiliary_exercises.is_active is
  'Whether the exercise takes part in the rotation.';
comment on column public.auxiliary_exercises.primary_muscles is
  'The muscle groups that the exercise trains most.';

comment on column public.auxiliary_assignments.id is 'Identifies the row.';
comment on column public.auxiliary_assignments.user_id is 'The lifter.';
comment on column public.auxiliary_assignments.program_id is
  'The program that the exercises are for.';
comment on column public.auxiliary_assignments.block_number is 'The block of the program.';
comment on column public.auxiliary_assignments.lift is 'The lift that the exercises support.';
comment on column public.auxiliary_assignments.exercise_1 is 'The name of the first exercise.';
comment on column public.auxiliary_assignments.exercise_2 is 'The name of the second exercise.';
comment on column public.auxiliary_assignments.created_at is 'When the exercises were assigned.';

comment on column public.auxiliary_pool_changes.id is
  'Identifies the change. The phone chooses it, so that a change can be sent twice.';
comment on column public.auxiliary_pool_changes.user_id is 'The lifter.';
comment on column public.auxiliary_pool_changes.lift is 'The lift whose pool was replaced.';
comment on column public.auxiliary_pool_changes.changed_at is 'When the pool was replaced.';

comment on column public.performance_metrics.id is 'Identifies the row.';
comment on column public.performance_metrics.user_id is 'The lifter.';
comment on column public.performance_metrics.session_log_id is 'The log that the figures are of.';
comment on column public.performance_metrics.recorded_at is 'When the figures were computed.';
comment on column public.performance_metrics.lift is 'The lift that the figures are of.';
comment on column public.performance_metrics.intensity_type is 'The intensity type of the session.';
comment on column public.performance_metrics.block_number is
  'The block of the session. NULL for a deload.';
comment on column public.performance_metrics.week_number is 'The week of the session.';
comment on column public.performance_metrics.planned_volume_grams is
  'Planned volume: grams times repetitions, summed over sets.';
comment on column public.performance_metrics.actual_volume_grams is
  'Volume as lifted: grams times repetitions, summed over sets.';
comment on column public.performance_metrics.planned_intensity_pct is
  'Planned intensity, as a fraction of the one-rep max.';
comment on column public.performance_metrics.actual_intensity_pct is
  'Intensity as lifted, as a fraction of the one-rep max.';
comment on column public.performance_metrics.max_rpe_actual is 'RPE of the hardest set.';
comment on column public.performance_metrics.avg_rpe_actual is 'Mean RPE of the sets.';
comment on column public.performance_metrics.completion_pct is
  'Percent of the planned sets that were done; more than 100 is possible. NULL for an empty plan.';
comment on column public.performance_metrics.estimated_1rm_grams is
  'One-rep max as estimated from the session, in grams.';

comment on column public.warmup_configs.id is 'Identifies the row.';
comment on column public.warmup_configs.user_id is 'The lifter.';
comment on column public.warmup_configs.lift is 'The lift that is warmed up for.';
comment on column public.warmup_configs.protocol is
  'How the warm-up goes; custom has its steps in custom_steps.';
comment on column public.warmup_configs.updated_at is 'When the row last changed.';

comment on column public.recovery_snapshots.id is 'Identifies the row.';
comment on column public.recovery_snapshots.user_id is 'The lifter.';
comment on column public.recovery_snapshots.recorded_at is 'When the wearable measured.';
comment on column public.recovery_snapshots.source is 'The wearable, or its vendor.';
comment on column public.recovery_snapshots.sleep_duration_minutes is
  'How long the lifter slept, in minutes.';
comment on column public.recovery_snapshots.sleep_quality_score is
  'How well the lifter slept, as the vendor scores it.';
comment on column public.recovery_snapshots.hrv_ms is 'Heart rate variability, in milliseconds.';
comment on column public.recovery_snapshots.resting_hr_bpm is
  'Resting heart rate, in beats per minute.';
