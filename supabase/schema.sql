-- The schema that the migrations result in: what they add to an empty Supabase database,
-- for reading. Written by the command `generate`; do not edit, and do not apply.

SET local check_function_bodies = off;

CREATE SCHEMA "contracts";

CREATE SCHEMA "rules";

CREATE TABLE "public"."auxiliary_assignments" (
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"      uuid                     NOT NULL,
  "program_id"   uuid                     NOT NULL,
  "block_number" smallint                 NOT NULL,
  "lift"         text                     NOT NULL,
  "exercise_1"   text                     NOT NULL,
  "exercise_2"   text                     NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "auxiliary_assignments_block_number_check" CHECK ((block_number = ANY (ARRAY[1, 2, 3]))),
  CONSTRAINT "auxiliary_assignments_created_at_check" CHECK (((created_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (created_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "auxiliary_assignments_exercise_1_length_check" CHECK ((char_length(exercise_1) <= 200)),
  CONSTRAINT "auxiliary_assignments_exercise_2_length_check" CHECK ((char_length(exercise_2) <= 200)),
  CONSTRAINT "auxiliary_assignments_exercises_differ_check" CHECK ((exercise_1 <> exercise_2)),
  CONSTRAINT "auxiliary_assignments_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "auxiliary_assignments_pkey" PRIMARY KEY (id),
  CONSTRAINT "auxiliary_assignments_user_id_program_id_block_number_lift_key" UNIQUE (user_id, program_id, block_number, lift)
);

ALTER TABLE "public"."auxiliary_assignments"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."auxiliary_assignments" FROM "anon";

CREATE TABLE "public"."auxiliary_exercises" (
  "id"              uuid    NOT NULL DEFAULT gen_random_uuid(),
  "user_id"         uuid    NOT NULL,
  "lift"            text    NOT NULL,
  "exercise_name"   text    NOT NULL,
  "pool_position"   integer NOT NULL,
  "is_active"       boolean NOT NULL DEFAULT true,
  "primary_muscles" text[]  NOT NULL,
  CONSTRAINT "auxiliary_exercises_exercise_name_length_check" CHECK ((char_length(exercise_name) <= 200)),
  CONSTRAINT "auxiliary_exercises_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "auxiliary_exercises_pkey" PRIMARY KEY (id),
  CONSTRAINT "auxiliary_exercises_pool_position_check" CHECK ((pool_position >= 0)),
  CONSTRAINT "auxiliary_exercises_primary_muscles_characters_check" CHECK ((char_length(array_to_string(primary_muscles, ','::text)) <= 2000)),
  CONSTRAINT "auxiliary_exercises_primary_muscles_check" CHECK (
CASE
    WHEN (COALESCE(array_ndims(primary_muscles), 1) = 1) THEN (array_position(primary_muscles, NULL::text) IS NULL)
    ELSE false
END),
  CONSTRAINT "auxiliary_exercises_primary_muscles_length_check" CHECK ((cardinality(primary_muscles) <= 9)),
  CONSTRAINT "auxiliary_exercises_user_id_lift_pool_position_key" UNIQUE (user_id, lift, pool_position)
);

ALTER TABLE "public"."auxiliary_exercises"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."auxiliary_exercises" FROM "anon";

CREATE TABLE "public"."auxiliary_pool_changes" (
  "id"         uuid                     NOT NULL,
  "user_id"    uuid                     NOT NULL,
  "lift"       text                     NOT NULL,
  "changed_at" timestamp with time zone NOT NULL DEFAULT now(),
  "exercises"  jsonb                    NOT NULL,
  CONSTRAINT "auxiliary_pool_changes_changed_at_check" CHECK (((changed_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (changed_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "auxiliary_pool_changes_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "auxiliary_pool_changes_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."auxiliary_pool_changes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."auxiliary_pool_changes" FROM "anon";

CREATE TABLE "public"."edge_cases" (
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"             uuid                     NOT NULL,
  "program_id"          uuid,
  "session_id"          uuid,
  "reported_at"         timestamp with time zone NOT NULL DEFAULT now(),
  "case_type"           text                     NOT NULL,
  "severity"            text                     NOT NULL,
  "affected_date_start" date                     NOT NULL,
  "affected_date_end"   date,
  "affected_lifts"      text[],
  "description"         text,
  "adjustment_applied"  jsonb,
  "resolved_at"         timestamp with time zone,
  "status"              text                     NOT NULL DEFAULT 'active'::text,
  CONSTRAINT "edge_cases_affected_date_end_check" CHECK (((affected_date_end >= '0001-01-01'::date) AND (affected_date_end <= '9999-12-31'::date))),
  CONSTRAINT "edge_cases_affected_date_start_check" CHECK (((affected_date_start >= '0001-01-01'::date) AND (affected_date_start <= '9999-12-31'::date))),
  CONSTRAINT "edge_cases_affected_dates_check" CHECK ((affected_date_start <= affected_date_end)),
  CONSTRAINT "edge_cases_affected_lifts_characters_check" CHECK ((char_length(array_to_string(affected_lifts, ','::text)) <= 2000)),
  CONSTRAINT "edge_cases_affected_lifts_check" CHECK (
CASE
    WHEN (COALESCE(array_ndims(affected_lifts), 1) = 1) THEN (array_position(affected_lifts, NULL::text) IS NULL)
    ELSE false
END),
  CONSTRAINT "edge_cases_affected_lifts_length_check" CHECK ((cardinality(affected_lifts) <= 3)),
  CONSTRAINT "edge_cases_case_type_check"
    CHECK ((case_type = ANY (ARRAY['injury'::text, 'illness'::text, 'travel'::text, 'fatigue'::text, 'equipment_unavailable'::text, 'other'::text]))),
  CONSTRAINT "edge_cases_description_length_check" CHECK ((char_length(description) <= 4000)),
  CONSTRAINT "edge_cases_pkey" PRIMARY KEY (id),
  CONSTRAINT "edge_cases_reported_at_check" CHECK (((reported_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (reported_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "edge_cases_resolved_at_check" CHECK (((resolved_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (resolved_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "edge_cases_severity_check" CHECK ((severity = ANY (ARRAY['minor'::text, 'moderate'::text, 'major'::text]))),
  CONSTRAINT "edge_cases_status_check" CHECK ((status = ANY (ARRAY['active'::text, 'resolved'::text, 'monitoring'::text])))
);

ALTER TABLE "public"."edge_cases"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."edge_cases" FROM "anon";

CREATE TABLE "public"."formula_configs" (
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"      uuid                     NOT NULL,
  "version"      integer                  NOT NULL DEFAULT 1,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "is_active"    boolean                  NOT NULL DEFAULT true,
  "source"       text                     NOT NULL,
  "overrides"    jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "ai_rationale" text,
  CONSTRAINT "formula_configs_ai_rationale_length_check" CHECK ((char_length(ai_rationale) <= 4000)),
  CONSTRAINT "formula_configs_created_at_check" CHECK (((created_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (created_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "formula_configs_pkey" PRIMARY KEY (id),
  CONSTRAINT "formula_configs_source_check" CHECK ((source = ANY (ARRAY['user'::text, 'ai_suggestion'::text, 'system'::text]))),
  CONSTRAINT "formula_configs_user_id_version_key" UNIQUE (user_id, VERSION),
  CONSTRAINT "formula_configs_version_check" CHECK ((version >= 1))
);

ALTER TABLE "public"."formula_configs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."formula_configs" FROM "anon";

CREATE TABLE "public"."lifter_maxes" (
  "id"                   uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"              uuid                     NOT NULL,
  "recorded_at"          timestamp with time zone NOT NULL DEFAULT now(),
  "source"               text                     NOT NULL,
  "squat_1rm_grams"      integer                  NOT NULL,
  "bench_1rm_grams"      integer                  NOT NULL,
  "deadlift_1rm_grams"   integer                  NOT NULL,
  "squat_input_grams"    integer,
  "squat_input_reps"     smallint,
  "bench_input_grams"    integer,
  "bench_input_reps"     smallint,
  "deadlift_input_grams" integer,
  "deadlift_input_reps"  smallint,
  CONSTRAINT "lifter_maxes_bench_1rm_grams_check" CHECK (((bench_1rm_grams >= 1) AND (bench_1rm_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_bench_input_grams_check" CHECK (((bench_input_grams >= 1) AND (bench_input_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_bench_input_reps_check" CHECK (((bench_input_reps >= 1) AND (bench_input_reps <= 100))),
  CONSTRAINT "lifter_maxes_deadlift_1rm_grams_check" CHECK (((deadlift_1rm_grams >= 1) AND (deadlift_1rm_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_deadlift_input_grams_check" CHECK (((deadlift_input_grams >= 1) AND (deadlift_input_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_deadlift_input_reps_check" CHECK (((deadlift_input_reps >= 1) AND (deadlift_input_reps <= 100))),
  CONSTRAINT "lifter_maxes_pkey" PRIMARY KEY (id),
  CONSTRAINT "lifter_maxes_recorded_at_check" CHECK (((recorded_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (recorded_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "lifter_maxes_source_check" CHECK ((source = ANY (ARRAY['input_1rm'::text, 'input_3rm'::text, 'system_calculated'::text]))),
  CONSTRAINT "lifter_maxes_squat_1rm_grams_check" CHECK (((squat_1rm_grams >= 1) AND (squat_1rm_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_squat_input_grams_check" CHECK (((squat_input_grams >= 1) AND (squat_input_grams <= 1000000))),
  CONSTRAINT "lifter_maxes_squat_input_reps_check" CHECK (((squat_input_reps >= 1) AND (squat_input_reps <= 100)))
);

ALTER TABLE "public"."lifter_maxes"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."lifter_maxes" FROM "anon";

CREATE TABLE "public"."muscle_volume_config" (
  "id"                uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"           uuid                     NOT NULL,
  "muscle_group"      text                     NOT NULL,
  "mev_sets_per_week" smallint                 NOT NULL,
  "mrv_sets_per_week" smallint                 NOT NULL,
  "updated_at"        timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "muscle_volume_config_mev_mrv_check" CHECK ((mev_sets_per_week <= mrv_sets_per_week)),
  CONSTRAINT "muscle_volume_config_mev_sets_per_week_check" CHECK (((mev_sets_per_week >= 0) AND (mev_sets_per_week <= 200))),
  CONSTRAINT "muscle_volume_config_mrv_sets_per_week_check" CHECK (((mrv_sets_per_week >= 0) AND (mrv_sets_per_week <= 200))),
  CONSTRAINT "muscle_volume_config_muscle_group_check"
    CHECK
    ((muscle_group = ANY (ARRAY['quads'::text, 'hamstrings'::text, 'glutes'::text, 'lower_back'::text, 'upper_back'::text, 'chest'::text, 'triceps'::text, 'shoulders'::text,
    'biceps'::text]))),
  CONSTRAINT "muscle_volume_config_pkey" PRIMARY KEY (id),
  CONSTRAINT "muscle_volume_config_updated_at_check" CHECK (((updated_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (updated_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "muscle_volume_config_user_id_muscle_group_key" UNIQUE (user_id, muscle_group)
);

ALTER TABLE "public"."muscle_volume_config"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."muscle_volume_config" FROM "anon";

CREATE TABLE "public"."performance_metrics" (
  "id"                    uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"               uuid                     NOT NULL,
  "session_log_id"        uuid                     NOT NULL,
  "recorded_at"           timestamp with time zone NOT NULL,
  "lift"                  text                     NOT NULL,
  "intensity_type"        text                     NOT NULL,
  "block_number"          smallint,
  "week_number"           smallint,
  "planned_volume_grams"  integer,
  "actual_volume_grams"   integer,
  "planned_intensity_pct" numeric(5,3),
  "actual_intensity_pct"  numeric(5,3),
  "max_rpe_actual"        numeric(3,1),
  "avg_rpe_actual"        numeric(3,1),
  "completion_pct"        numeric(5,2),
  "estimated_1rm_grams"   integer,
  "sets_per_muscle"       jsonb,
  CONSTRAINT "performance_metrics_actual_intensity_pct_check" CHECK (((actual_intensity_pct >= (0)::numeric) AND (actual_intensity_pct <= (2)::numeric))),
  CONSTRAINT "performance_metrics_actual_volume_grams_check" CHECK ((actual_volume_grams >= 0)),
  CONSTRAINT "performance_metrics_avg_rpe_actual_check" CHECK (((avg_rpe_actual >= (1)::numeric) AND (avg_rpe_actual <= (10)::numeric))),
  CONSTRAINT "performance_metrics_block_number_check" CHECK (((block_number >= 1) AND (block_number <= 3))),
  CONSTRAINT "performance_metrics_completion_pct_check" CHECK (((completion_pct >= (0)::numeric) AND (completion_pct <= 999.99))),
  CONSTRAINT "performance_metrics_estimated_1rm_grams_check" CHECK (((estimated_1rm_grams >= 0) AND (estimated_1rm_grams <= 5000000))),
  CONSTRAINT "performance_metrics_intensity_type_length_check" CHECK ((char_length(intensity_type) <= 200)),
  CONSTRAINT "performance_metrics_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "performance_metrics_max_rpe_actual_check"
    CHECK ((((max_rpe_actual >= (1)::numeric) AND (max_rpe_actual <= (10)::numeric)) AND ((max_rpe_actual % 0.5) = (0)::numeric))),
  CONSTRAINT "performance_metrics_pkey" PRIMARY KEY (id),
  CONSTRAINT "performance_metrics_planned_intensity_pct_check" CHECK (((planned_intensity_pct >= (0)::numeric) AND (planned_intensity_pct <= 1.05))),
  CONSTRAINT "performance_metrics_planned_volume_grams_check" CHECK ((planned_volume_grams >= 0)),
  CONSTRAINT "performance_metrics_recorded_at_check" CHECK (((recorded_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (recorded_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "performance_metrics_week_number_check" CHECK (((week_number >= 1) AND (week_number <= 104)))
);

ALTER TABLE "public"."performance_metrics"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."performance_metrics" FROM "anon";

CREATE TABLE "public"."profiles" (
  "id"                   uuid                     NOT NULL,
  "display_name"         text,
  "created_at"           timestamp with time zone NOT NULL DEFAULT now(),
  "weight_unit"          text                     NOT NULL DEFAULT 'kg'::text,
  "smallest_plate_grams" integer                  NOT NULL DEFAULT 1250,
  "rest_timer_seconds"   integer,
  CONSTRAINT "profiles_created_at_check" CHECK (((created_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (created_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "profiles_display_name_length_check" CHECK ((char_length(display_name) <= 200)),
  CONSTRAINT "profiles_pkey" PRIMARY KEY (id),
  CONSTRAINT "profiles_rest_timer_seconds_check" CHECK (((rest_timer_seconds >= 1) AND (rest_timer_seconds <= 3600))),
  CONSTRAINT "profiles_smallest_plate_grams_check" CHECK (((smallest_plate_grams >= 1) AND (smallest_plate_grams <= 50000))),
  CONSTRAINT "profiles_weight_unit_check" CHECK ((weight_unit = ANY (ARRAY['kg'::text, 'lb'::text])))
);

ALTER TABLE "public"."profiles"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."profiles" FROM "anon";

CREATE TABLE "public"."programs" (
  "id"                     uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"                uuid                     NOT NULL,
  "version"                integer                  NOT NULL DEFAULT 1,
  "created_at"             timestamp with time zone NOT NULL DEFAULT now(),
  "status"                 text                     NOT NULL DEFAULT 'active'::text,
  "total_weeks"            smallint                 NOT NULL,
  "training_days_per_week" smallint                 NOT NULL DEFAULT 3,
  "start_date"             date                     NOT NULL,
  "lifter_maxes_id"        uuid                     NOT NULL,
  "formula_config_id"      uuid                     NOT NULL,
  CONSTRAINT "programs_created_at_check" CHECK (((created_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (created_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "programs_pkey" PRIMARY KEY (id),
  CONSTRAINT "programs_start_date_check" CHECK (((start_date >= '0001-01-01'::date) AND (start_date <= '9999-12-31'::date))),
  CONSTRAINT "programs_status_check" CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'archived'::text]))),
  CONSTRAINT "programs_total_weeks_check" CHECK (((total_weeks >= 1) AND (total_weeks <= 104))),
  CONSTRAINT "programs_training_days_per_week_check" CHECK (((training_days_per_week >= 1) AND (training_days_per_week <= 7))),
  CONSTRAINT "programs_user_id_version_key" UNIQUE (user_id, VERSION),
  CONSTRAINT "programs_version_check" CHECK ((version >= 1))
);

ALTER TABLE "public"."programs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."programs" FROM "anon";

CREATE TABLE "public"."recovery_snapshots" (
  "id"                     uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"                uuid                     NOT NULL,
  "recorded_at"            timestamp with time zone NOT NULL,
  "source"                 text                     NOT NULL,
  "sleep_duration_minutes" integer,
  "sleep_quality_score"    numeric(4,1),
  "hrv_ms"                 numeric(6,2),
  "resting_hr_bpm"         smallint,
  "raw_payload"            jsonb,
  CONSTRAINT "recovery_snapshots_hrv_ms_check" CHECK (((hrv_ms >= (0)::numeric) AND (hrv_ms <= 9999.99))),
  CONSTRAINT "recovery_snapshots_pkey" PRIMARY KEY (id),
  CONSTRAINT "recovery_snapshots_recorded_at_check" CHECK (((recorded_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (recorded_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "recovery_snapshots_resting_hr_bpm_check" CHECK (((resting_hr_bpm >= 1) AND (resting_hr_bpm <= 300))),
  CONSTRAINT "recovery_snapshots_sleep_duration_minutes_check" CHECK (((sleep_duration_minutes >= 0) AND (sleep_duration_minutes <= 1440))),
  CONSTRAINT "recovery_snapshots_sleep_quality_score_check" CHECK (((sleep_quality_score >= (0)::numeric) AND (sleep_quality_score <= (100)::numeric))),
  CONSTRAINT "recovery_snapshots_source_length_check" CHECK ((char_length(source) <= 200))
);

ALTER TABLE "public"."recovery_snapshots"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."recovery_snapshots" FROM "anon";

CREATE TABLE "public"."session_logs" (
  "id"                  uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "session_id"          uuid                     NOT NULL,
  "user_id"             uuid                     NOT NULL,
  "logged_at"           timestamp with time zone NOT NULL DEFAULT now(),
  "started_at"          timestamp with time zone,
  "completed_at"        timestamp with time zone,
  "duration_seconds"    integer,
  "actual_sets"         jsonb                    NOT NULL,
  "session_rpe"         numeric(3,1),
  "session_notes"       text,
  "is_correction"       boolean                  NOT NULL DEFAULT false,
  "corrects_log_id"     uuid,
  "completion_pct"      numeric(5,2),
  "performance_vs_plan" text,
  "auxiliary_sets"      jsonb,
  CONSTRAINT "session_logs_completed_at_check" CHECK (((completed_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (completed_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "session_logs_completion_pct_check" CHECK (((completion_pct >= (0)::numeric) AND (completion_pct <= 999.99))),
  CONSTRAINT "session_logs_corrects_another_check" CHECK ((corrects_log_id <> id)),
  CONSTRAINT "session_logs_duration_seconds_check" CHECK ((duration_seconds >= 0)),
  CONSTRAINT "session_logs_is_correction_corrects_log_id_check" CHECK ((is_correction = (corrects_log_id IS NOT NULL))),
  CONSTRAINT "session_logs_logged_at_check" CHECK (((logged_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (logged_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "session_logs_performance_vs_plan_check" CHECK ((performance_vs_plan = ANY (ARRAY['under'::text, 'at'::text, 'over'::text, 'incomplete'::text]))),
  CONSTRAINT "session_logs_pkey" PRIMARY KEY (id),
  CONSTRAINT "session_logs_session_notes_length_check" CHECK ((char_length(session_notes) <= 4000)),
  CONSTRAINT "session_logs_session_rpe_check" CHECK ((((session_rpe >= (1)::numeric) AND (session_rpe <= (10)::numeric)) AND ((session_rpe % 0.5) = (0)::numeric))),
  CONSTRAINT "session_logs_started_at_check" CHECK (((started_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (started_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "session_logs_started_completed_check" CHECK ((started_at <= completed_at))
);

ALTER TABLE "public"."session_logs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."session_logs" FROM "anon";

CREATE TABLE "public"."sessions" (
  "id"                 uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "program_id"         uuid                     NOT NULL,
  "user_id"            uuid                     NOT NULL,
  "week_number"        smallint                 NOT NULL,
  "day_number"         smallint                 NOT NULL,
  "planned_date"       date,
  "primary_lift"       text                     NOT NULL,
  "intensity_type"     text                     NOT NULL,
  "block_number"       smallint,
  "is_deload"          boolean                  NOT NULL DEFAULT false,
  "status"             text                     NOT NULL DEFAULT 'planned'::text,
  "planned_sets"       jsonb,
  "jit_generated_at"   timestamp with time zone,
  "jit_input_snapshot" jsonb,
  "created_at"         timestamp with time zone NOT NULL DEFAULT now(),
  "updated_at"         timestamp with time zone NOT NULL DEFAULT now(),
  "skip_reason"        text,
  CONSTRAINT "sessions_block_number_check" CHECK ((block_number = ANY (ARRAY[1, 2, 3]))),
  CONSTRAINT "sessions_created_at_check" CHECK (((created_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (created_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "sessions_day_number_check" CHECK (((day_number >= 1) AND (day_number <= 7))),
  CONSTRAINT "sessions_deload_block_check" CHECK (((block_number IS NULL) OR (NOT (is_deload OR (intensity_type = 'deload'::text))))),
  CONSTRAINT "sessions_intensity_type_check" CHECK ((intensity_type = ANY (ARRAY['heavy'::text, 'explosive'::text, 'rep'::text, 'deload'::text]))),
  CONSTRAINT "sessions_jit_generated_at_check" CHECK (((jit_generated_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (jit_generated_at < '10000-01-01 00:00:00+00'::timestamp with time zone))),
  CONSTRAINT "sessions_pkey" PRIMARY KEY (id),
  CONSTRAINT "sessions_planned_date_check" CHECK (((planned_date >= '0001-01-01'::date) AND (planned_date <= '9999-12-31'::date))),
  CONSTRAINT "sessions_primary_lift_check" CHECK ((primary_lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "sessions_skip_reason_length_check" CHECK ((char_length(skip_reason) <= 4000)),
  CONSTRAINT "sessions_status_check" CHECK ((status = ANY (ARRAY['planned'::text, 'in_progress'::text, 'completed'::text, 'skipped'::text]))),
  CONSTRAINT "sessions_updated_at_check" CHECK (((updated_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "sessions_week_number_check" CHECK (((week_number >= 1) AND (week_number <= 104)))
);

ALTER TABLE "public"."sessions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."sessions" FROM "anon";

CREATE TABLE "public"."soreness_checkins" (
  "id"          uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "session_id"  uuid                     NOT NULL,
  "user_id"     uuid                     NOT NULL,
  "recorded_at" timestamp with time zone NOT NULL DEFAULT now(),
  "ratings"     jsonb                    NOT NULL,
  CONSTRAINT "soreness_checkins_pkey" PRIMARY KEY (id),
  CONSTRAINT "soreness_checkins_recorded_at_check" CHECK (((recorded_at >= '0001-01-01 00:00:00+00'::timestamp
    with time zone) AND (recorded_at < '10000-01-01 00:00:00+00'::timestamp with time zone)))
);

ALTER TABLE "public"."soreness_checkins"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."soreness_checkins" FROM "anon";

CREATE TABLE "public"."warmup_configs" (
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "user_id"      uuid                     NOT NULL,
  "lift"         text                     NOT NULL,
  "protocol"     text                     NOT NULL DEFAULT 'standard'::text,
  "custom_steps" jsonb,
  "updated_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "warmup_configs_custom_steps_protocol_contract" CHECK (((custom_steps IS NOT NULL) = (NOT (protocol IS DISTINCT FROM 'custom'::text)))),
  CONSTRAINT "warmup_configs_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "warmup_configs_pkey" PRIMARY KEY (id),
  CONSTRAINT "warmup_configs_protocol_check" CHECK ((protocol = ANY (ARRAY['standard'::text, 'minimal'::text, 'extended'::text, 'empty_bar'::text, 'custom'::text]))),
  CONSTRAINT "warmup_configs_updated_at_check" CHECK (((updated_at >= '0001-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at < '10000-01-01 00:00:00+00'::timestamp
    with time zone))),
  CONSTRAINT "warmup_configs_user_id_lift_key" UNIQUE (user_id, lift)
);

ALTER TABLE "public"."warmup_configs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."warmup_configs" FROM "anon";

CREATE OR REPLACE FUNCTION contracts.actual_sets (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from ActualSets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and (
          select
            coalesce(bool_and((
              case
                when jsonb_typeof(item.element) = 'object' then
                  item.element - '{set_number,weight_grams,reps_completed,rpe_actual,notes}'::text[] = '{}'
                  -- set_number: a whole number from 1 to 200
                  and case
                    when item.set_number between '1' and '200' then
                      min_scale(item.set_number::numeric) = 0
                  end
                  -- weight_grams: a whole number from 0 to 1000000
                  and case
                    when item.weight_grams between '0' and '1000000' then
                      min_scale(item.weight_grams::numeric) = 0
                  end
                  -- reps_completed: a whole number from 0 to 100
                  and case
                    when item.reps_completed between '0' and '100' then
                      min_scale(item.reps_completed::numeric) = 0
                  end
                  -- rpe_actual, if there: a number from 1 to 10 in steps of 0.5
                  and (
                    item.rpe_actual is null
                    or case
                      when item.rpe_actual between '1' and '10' then
                        item.rpe_actual::numeric % 0.5 = 0
                    end
                  )
                  -- notes, if there: text of at most 2000 characters
                  and (
                    item.notes is null
                    or case
                      when jsonb_typeof(item.notes) = 'string' then
                        char_length(item.notes #>> '{}') <= 2000
                    end
                  )
              end
            ) is true), true)
            -- set_number is unique in the list
            and count(distinct item.set_number) = count(*)
          from (
            select
              element,
              element -> 'set_number' as set_number,
              element -> 'weight_grams' as weight_grams,
              element -> 'reps_completed' as reps_completed,
              element -> 'rpe_actual' as rpe_actual,
              element -> 'notes' as notes
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.actual_sets(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.applied_adjustments (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from AppliedAdjustments of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and not exists (
          select
          from (
            select
              element,
              element -> 'session_id' as session_id,
              element -> 'action' as action,
              element -> 'reduction_pct' as reduction_pct,
              element -> 'reps_reduction' as reps_reduction,
              element -> 'rationale' as rationale,
              element -> 'substitution_note' as substitution_note
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{session_id,action,reduction_pct,reps_reduction,rationale,substitution_note}'::text[] = '{}'
                -- session_id: a UUID
                and case
                  when jsonb_typeof(item.session_id) = 'string' then
                    item.session_id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                and item.action in ('"weight_reduced"', '"reps_reduced"', '"session_skipped"', '"exercise_substituted"')
                -- reduction_pct, if there: a number from 0 to 100
                and (item.reduction_pct is null or item.reduction_pct between '0' and '100')
                -- reps_reduction, if there: a whole number from 1 to 100
                and (
                  item.reps_reduction is null
                  or case
                    when item.reps_reduction between '1' and '100' then
                      min_scale(item.reps_reduction::numeric) = 0
                  end
                )
                -- rationale: text of 1 to 2000 characters
                and case
                  when jsonb_typeof(item.rationale) = 'string' then
                    char_length(item.rationale #>> '{}') between 1 and 2000
                end
                -- substitution_note, if there: text of at most 2000 characters
                and (
                  item.substitution_note is null
                  or case
                    when jsonb_typeof(item.substitution_note) = 'string' then
                      char_length(item.substitution_note #>> '{}') <= 2000
                  end
                )
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.applied_adjustments(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.as_clients_read (
  document jsonb,
  levels   integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  SET extra_float_digits TO '1'
  AS $function$
declare
  kind constant text := jsonb_typeof(document);
  read_back jsonb := document;
begin
  -- most documents end here: no number of 16 digits or more, so none that is rounded
  if document::text !~ '[0-9.]{16}' then
    return null;
  end if;
  if kind = 'number' then
    begin
      read_back := to_jsonb(document::float8);
    exception when numeric_value_out_of_range then
      -- too small is 0; too large is infinity, which no contract takes, nor this number
      read_back := case when abs(document::numeric) < 1 then '0' else document end;
    end;
  elsif levels > 0 and kind = 'array' then
    select jsonb_agg(
      coalesce(contracts.as_clients_read(element, levels - 1), element) order by place
    )
    into read_back
    from jsonb_array_elements(document) with ordinality as elements (element, place);
  elsif levels > 0 and kind = 'object' then
    select jsonb_object_agg(
      entry.key, coalesce(contracts.as_clients_read(entry.value, levels - 1), entry.value)
    )
    into read_back
    from jsonb_each(document) as entry;
  end if;
  return nullif(read_back, document);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.auxiliary_pool (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from AuxiliaryPool of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 100
        and not exists (
          select
          from (
            select
              element,
              element -> 'id' as id,
              element -> 'exercise_name' as exercise_name,
              element -> 'primary_muscles' as primary_muscles,
              element -> 'is_active' as is_active
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{id,exercise_name,primary_muscles,is_active}'::text[] = '{}'
                -- id: a UUID
                and case
                  when jsonb_typeof(item.id) = 'string' then
                    item.id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                -- exercise_name: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_name) = 'string' then
                    char_length(item.exercise_name #>> '{}') between 1 and 200
                end
                -- primary_muscles: a list of 0 to 9 elements
                and case
                  when jsonb_typeof(item.primary_muscles) = 'array' then
                    jsonb_array_length(item.primary_muscles) <= 9
                    and not exists (
                      select
                      from jsonb_array_elements(item.primary_muscles) as primary_muscles_items (element)
                      where (
                        primary_muscles_items.element in ('"quads"', '"hamstrings"', '"glutes"', '"lower_back"', '"upper_back"', '"chest"', '"triceps"', '"shoulders"', '"biceps"')
                      ) is not true
                    )
                end
                and item.is_active in ('true', 'false')
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.auxiliary_pool(contracts.as_clients_read(document, 3)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.auxiliary_sets (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from AuxiliarySets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 20
        and not exists (
          select
          from (
            select
              element,
              element -> 'exercise' as exercise,
              element -> 'sets' as sets
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{exercise,sets}'::text[] = '{}'
                -- exercise: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise) = 'string' then
                    char_length(item.exercise #>> '{}') between 1 and 200
                end
                -- sets: a list of 1 to 50 elements
                and case
                  when jsonb_typeof(item.sets) = 'array' then
                    jsonb_array_length(item.sets) between 1 and 50
                    and (
                      select
                        coalesce(bool_and((
                          case
                            when jsonb_typeof(sets_item.element) = 'object' then
                              sets_item.element - '{set_number,weight_grams,reps_completed,rpe_actual}'::text[] = '{}'
                              -- set_number: a whole number from 1 to 200
                              and case
                                when sets_item.set_number between '1' and '200' then
                                  min_scale(sets_item.set_number::numeric) = 0
                              end
                              -- weight_grams: a whole number from 0 to 1000000
                              and case
                                when sets_item.weight_grams between '0' and '1000000' then
                                  min_scale(sets_item.weight_grams::numeric) = 0
                              end
                              -- reps_completed: a whole number from 0 to 100
                              and case
                                when sets_item.reps_completed between '0' and '100' then
                                  min_scale(sets_item.reps_completed::numeric) = 0
                              end
                              -- rpe_actual, if there: a number from 1 to 10 in steps of 0.5
                              and (
                                sets_item.rpe_actual is null
                                or case
                                  when sets_item.rpe_actual between '1' and '10' then
                                    sets_item.rpe_actual::numeric % 0.5 = 0
                                end
                              )
                          end
                        ) is true), true)
                        -- set_number is unique in the list
                        and count(distinct sets_item.set_number) = count(*)
                      from (
                        select
                          element,
                          element -> 'set_number' as set_number,
                          element -> 'weight_grams' as weight_grams,
                          element -> 'reps_completed' as reps_completed,
                          element -> 'rpe_actual' as rpe_actual
                        from jsonb_array_elements(item.sets) as elements (element)
                        offset 0
                      ) as sets_item
                    )
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.auxiliary_sets(contracts.as_clients_read(document, 4)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.block_assignments (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from BlockAssignments of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 9
        and not exists (
          select
          from (
            select
              element,
              element -> 'block_number' as block_number,
              element -> 'lift' as lift,
              element -> 'exercise_1' as exercise_1,
              element -> 'exercise_2' as exercise_2
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{block_number,lift,exercise_1,exercise_2}'::text[] = '{}'
                and item.block_number in ('1', '2', '3')
                and item.lift in ('"squat"', '"bench"', '"deadlift"')
                -- exercise_1: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_1) = 'string' then
                    char_length(item.exercise_1 #>> '{}') between 1 and 200
                end
                -- exercise_2: text of 1 to 200 characters
                and case
                  when jsonb_typeof(item.exercise_2) = 'string' then
                    char_length(item.exercise_2 #>> '{}') between 1 and 200
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.block_assignments(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.block_overrides (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from BlockOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{heavy,explosive,rep}'::text[] = '{}'
        and (
          select
            (keys.heavy is null or contracts.intensity_overrides(keys.heavy))
            and (keys.explosive is null or contracts.intensity_overrides(keys.explosive))
            and (keys.rep is null or contracts.rep_overrides(keys.rep))
            -- one of these at least
            and document ?| '{heavy,explosive,rep}'::text[]
          from (
            select
              document -> 'heavy' as heavy,
              document -> 'explosive' as explosive,
              document -> 'rep' as rep
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.deload_overrides (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from DeloadOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.2 to 0.6
            (keys.pct is null or keys.pct between '0.2' and '0.6')
            -- sets, if there: a whole number from 1 to 5
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '5' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 15
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '15' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.formula_overrides (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from FormulaOverrides of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{block1,block2,block3,deload,progressive_overload,training_max_increase}'::text[] = '{}'
        and (
          select
            (keys.block1 is null or contracts.block_overrides(keys.block1))
            and (keys.block2 is null or contracts.block_overrides(keys.block2))
            and (keys.block3 is null or contracts.block_overrides(keys.block3))
            and (keys.deload is null or contracts.deload_overrides(keys.deload))
            and (
              keys.progressive_overload is null
              or contracts.progressive_overload(keys.progressive_overload)
            )
            and (
              keys.training_max_increase is null
              or contracts.training_max_increase(keys.training_max_increase)
            )
          from (
            select
              document -> 'block1' as block1,
              document -> 'block2' as block2,
              document -> 'block3' as block3,
              document -> 'deload' as deload,
              document -> 'progressive_overload' as progressive_overload,
              document -> 'training_max_increase' as training_max_increase
            offset 0
          ) as keys
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.formula_overrides(contracts.as_clients_read(document, 3)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.intensity_overrides (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from IntensityOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.4 to 1.05
            (keys.pct is null or keys.pct between '0.4' and '1.05')
            -- sets, if there: a whole number from 1 to 10
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '10' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 20
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '20' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.jit_input_snapshot (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from JitInputSnapshot of @parakeet/db-types
  if (
    case
      when document -> 'version' = '1' then
        contracts.jit_input_snapshot_v1(document)
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.jit_input_snapshot(contracts.as_clients_read(document, 4)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.jit_input_snapshot_v1 (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from JitInputSnapshotV1 of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{version,primary_lift,intensity_type,week_number,block_number,one_rm_grams,formula_config_id,soreness_ratings,sets_per_muscle_this_week,volume_limits,auxiliary_exercises,session_log_ids,disruption_ids}'::text[] = '{}'
        and (
          select
            keys.version = '1'
            and keys.primary_lift in ('"squat"', '"bench"', '"deadlift"')
            and keys.intensity_type in ('"heavy"', '"explosive"', '"rep"', '"deload"')
            -- week_number: a whole number from 1 to 104
            and case
              when keys.week_number between '1' and '104' then
                min_scale(keys.week_number::numeric) = 0
            end
            and (keys.block_number = 'null' or keys.block_number in ('1', '2', '3'))
            -- one_rm_grams: a whole number from 1 to 1000000
            and case
              when keys.one_rm_grams between '1' and '1000000' then
                min_scale(keys.one_rm_grams::numeric) = 0
            end
            -- formula_config_id: a UUID
            and case
              when jsonb_typeof(keys.formula_config_id) = 'string' then
                keys.formula_config_id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
            end
            and contracts.soreness_ratings(keys.soreness_ratings)
            and case
              when jsonb_typeof(keys.sets_per_muscle_this_week) = 'object' then
                keys.sets_per_muscle_this_week - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
                -- each value: a number from 0 to 1400 in steps of 0.5
                and not exists (
                  select
                  from jsonb_each(keys.sets_per_muscle_this_week) as sets_per_muscle_this_week_entry (key, value)
                  where (
                    case
                      when sets_per_muscle_this_week_entry.value between '0' and '1400' then
                        sets_per_muscle_this_week_entry.value::numeric % 0.5 = 0
                    end
                  ) is not true
                )
            end
            and case
              when jsonb_typeof(keys.volume_limits) = 'object' then
                keys.volume_limits - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
                and not exists (
                  select
                  from jsonb_each(keys.volume_limits) as volume_limits_entry (key, value)
                  where (
                    contracts.volume_limits(volume_limits_entry.value)
                  ) is not true
                )
            end
            and case
              when jsonb_typeof(keys.auxiliary_exercises) = 'array' then
                jsonb_array_length(keys.auxiliary_exercises) = 2
                and (
                  select
                    -- [0]: text of 1 to 200 characters
                    case
                      when jsonb_typeof(auxiliary_exercises_places.place_0) = 'string' then
                        char_length(auxiliary_exercises_places.place_0 #>> '{}') between 1 and 200
                    end
                    -- [1]: text of 1 to 200 characters
                    and case
                      when jsonb_typeof(auxiliary_exercises_places.place_1) = 'string' then
                        char_length(auxiliary_exercises_places.place_1 #>> '{}') between 1 and 200
                    end
                  from (
                    select keys.auxiliary_exercises -> 0 as place_0, keys.auxiliary_exercises -> 1 as place_1
                    offset 0
                  ) as auxiliary_exercises_places
                )
            end
            -- session_log_ids: a list of 0 to 200 elements
            and case
              when jsonb_typeof(keys.session_log_ids) = 'array' then
                jsonb_array_length(keys.session_log_ids) <= 200
                and not exists (
                  select
                  from jsonb_array_elements(keys.session_log_ids) as session_log_ids_items (element)
                  where (
                    case
                      when jsonb_typeof(session_log_ids_items.element) = 'string' then
                        session_log_ids_items.element #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                    end
                  ) is not true
                )
            end
            -- disruption_ids: a list of 0 to 200 elements
            and case
              when jsonb_typeof(keys.disruption_ids) = 'array' then
                jsonb_array_length(keys.disruption_ids) <= 200
                and not exists (
                  select
                  from jsonb_array_elements(keys.disruption_ids) as disruption_ids_items (element)
                  where (
                    case
                      when jsonb_typeof(disruption_ids_items.element) = 'string' then
                        disruption_ids_items.element #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                    end
                  ) is not true
                )
            end
          from (
            select
              document -> 'version' as version,
              document -> 'primary_lift' as primary_lift,
              document -> 'intensity_type' as intensity_type,
              document -> 'week_number' as week_number,
              document -> 'block_number' as block_number,
              document -> 'one_rm_grams' as one_rm_grams,
              document -> 'formula_config_id' as formula_config_id,
              document -> 'soreness_ratings' as soreness_ratings,
              document -> 'sets_per_muscle_this_week' as sets_per_muscle_this_week,
              document -> 'volume_limits' as volume_limits,
              document -> 'auxiliary_exercises' as auxiliary_exercises,
              document -> 'session_log_ids' as session_log_ids,
              document -> 'disruption_ids' as disruption_ids
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.planned_sets (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from PlannedSets of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) <= 200
        and not exists (
          select
          from (
            select
              element,
              element -> 'set_number' as set_number,
              element -> 'weight_grams' as weight_grams,
              element -> 'reps' as reps,
              element -> 'rpe_target' as rpe_target,
              element -> 'reps_range' as reps_range
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{set_number,weight_grams,reps,rpe_target,reps_range}'::text[] = '{}'
                -- set_number: a whole number from 1 to 200
                and case
                  when item.set_number between '1' and '200' then
                    min_scale(item.set_number::numeric) = 0
                end
                -- weight_grams: a whole number from 0 to 1000000
                and case
                  when item.weight_grams between '0' and '1000000' then
                    min_scale(item.weight_grams::numeric) = 0
                end
                -- reps: a whole number from 1 to 100
                and case
                  when item.reps between '1' and '100' then
                    min_scale(item.reps::numeric) = 0
                end
                -- rpe_target, if there: a number from 1 to 10 in steps of 0.5
                and (
                  item.rpe_target is null
                  or case
                    when item.rpe_target between '1' and '10' then
                      item.rpe_target::numeric % 0.5 = 0
                  end
                )
                and (
                  item.reps_range is null
                  or case
                    when jsonb_typeof(item.reps_range) = 'array' then
                      jsonb_array_length(item.reps_range) = 2
                      and (
                        select
                          -- [0]: a whole number from 1 to 100
                          case
                            when reps_range_places.place_0 between '1' and '100' then
                              min_scale(reps_range_places.place_0::numeric) = 0
                          end
                          -- [1]: a whole number from 1 to 100
                          and case
                            when reps_range_places.place_1 between '1' and '100' then
                              min_scale(reps_range_places.place_1::numeric) = 0
                          end
                          and reps_range_places.place_0 <= reps_range_places.place_1
                        from (
                          select item.reps_range -> 0 as place_0, item.reps_range -> 1 as place_1
                          offset 0
                        ) as reps_range_places
                      )
                  end
                )
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.planned_sets(contracts.as_clients_read(document, 3)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.program_sessions (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from ProgramSessions of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 728
        and not exists (
          select
          from (
            select
              element,
              element -> 'id' as id,
              element -> 'week_number' as week_number,
              element -> 'day_number' as day_number,
              element -> 'planned_date' as planned_date,
              element -> 'primary_lift' as primary_lift,
              element -> 'intensity_type' as intensity_type,
              element -> 'block_number' as block_number,
              element -> 'is_deload' as is_deload
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{id,week_number,day_number,planned_date,primary_lift,intensity_type,block_number,is_deload}'::text[] = '{}'
                -- id: a UUID
                and case
                  when jsonb_typeof(item.id) = 'string' then
                    item.id #>> '{}' ~ '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$'
                end
                -- week_number: a whole number from 1 to 104
                and case
                  when item.week_number between '1' and '104' then
                    min_scale(item.week_number::numeric) = 0
                end
                -- day_number: a whole number from 1 to 7
                and case
                  when item.day_number between '1' and '7' then
                    min_scale(item.day_number::numeric) = 0
                end
                -- planned_date: a day of the calendar, or null
                and (
                  item.planned_date = 'null'
                  or case
                    when jsonb_typeof(item.planned_date) = 'string' then
                      case
                        when item.planned_date #>> '{}' ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then
                          right(item.planned_date #>> '{}', 2)::integer <= extract(day from (left(item.planned_date #>> '{}', 8) || '01')::date + interval '1 month - 1 day')
                      end
                  end
                )
                and item.primary_lift in ('"squat"', '"bench"', '"deadlift"')
                and item.intensity_type in ('"heavy"', '"explosive"', '"rep"', '"deload"')
                and (item.block_number = 'null' or item.block_number in ('1', '2', '3'))
                and item.is_deload in ('true', 'false')
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.program_sessions(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.progressive_overload (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from ProgressiveOverload of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{heavy_pct_increment_per_block}'::text[] = '{}'
        and (
          select
            -- heavy_pct_increment_per_block, if there: a number from 0.025 to 0.1
            (
              keys.heavy_pct_increment_per_block is null
              or keys.heavy_pct_increment_per_block between '0.025' and '0.1'
            )
          from (
            select
              document -> 'heavy_pct_increment_per_block' as heavy_pct_increment_per_block
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.recovery_payload (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from RecoveryPayload of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        octet_length(document::text) <= 262144
        -- no deeper than 500 levels of objects and lists
        and not jsonb_path_exists(
          document,
          'strict $.**{500} ? (@.type() == "object" || @.type() == "array")'
        )
        -- no number that JavaScript reads as infinity
        and case when document::text ~ '[0-9]{255}' then
          not jsonb_path_exists(
            document,
            'strict $.** ? (@.type() == "number" && (@ >= $infinity || @ <= -$infinity))',
            jsonb_build_object('infinity', 179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792)
          )
        else true end
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.rep_overrides (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from RepOverrides of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{pct,sets,reps,rpe_target,pct_min,pct_max,sets_min,sets_max,reps_min,reps_max}'::text[] = '{}'
        and (
          select
            -- pct, if there: a number from 0.4 to 1.05
            (keys.pct is null or keys.pct between '0.4' and '1.05')
            -- sets, if there: a whole number from 1 to 10
            and (
              keys.sets is null
              or case
                when keys.sets between '1' and '10' then
                  min_scale(keys.sets::numeric) = 0
              end
            )
            -- reps, if there: a whole number from 1 to 20
            and (
              keys.reps is null
              or case
                when keys.reps between '1' and '20' then
                  min_scale(keys.reps::numeric) = 0
              end
            )
            -- rpe_target, if there: a number from 5 to 10 in steps of 0.5
            and (
              keys.rpe_target is null
              or case
                when keys.rpe_target between '5' and '10' then
                  keys.rpe_target::numeric % 0.5 = 0
              end
            )
            -- pct_min, if there: a number from 0.4 to 1.05
            and (keys.pct_min is null or keys.pct_min between '0.4' and '1.05')
            -- pct_max, if there: a number from 0.4 to 1.05
            and (keys.pct_max is null or keys.pct_max between '0.4' and '1.05')
            -- sets_min, if there: a whole number from 1 to 10
            and (
              keys.sets_min is null
              or case
                when keys.sets_min between '1' and '10' then
                  min_scale(keys.sets_min::numeric) = 0
              end
            )
            -- sets_max, if there: a whole number from 1 to 10
            and (
              keys.sets_max is null
              or case
                when keys.sets_max between '1' and '10' then
                  min_scale(keys.sets_max::numeric) = 0
              end
            )
            -- reps_min, if there: a whole number from 1 to 20
            and (
              keys.reps_min is null
              or case
                when keys.reps_min between '1' and '20' then
                  min_scale(keys.reps_min::numeric) = 0
              end
            )
            -- reps_max, if there: a whole number from 1 to 20
            and (
              keys.reps_max is null
              or case
                when keys.reps_max between '1' and '20' then
                  min_scale(keys.reps_max::numeric) = 0
              end
            )
            -- where both are there, pct_min is not above pct_max
            and (keys.pct_min <= keys.pct_max) is not false
            -- where both are there, sets_min is not above sets_max
            and (keys.sets_min <= keys.sets_max) is not false
            -- where both are there, reps_min is not above reps_max
            and (keys.reps_min <= keys.reps_max) is not false
          from (
            select
              document -> 'pct' as pct,
              document -> 'sets' as sets,
              document -> 'reps' as reps,
              document -> 'rpe_target' as rpe_target,
              document -> 'pct_min' as pct_min,
              document -> 'pct_max' as pct_max,
              document -> 'sets_min' as sets_min,
              document -> 'sets_max' as sets_max,
              document -> 'reps_min' as reps_min,
              document -> 'reps_max' as reps_max
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.session_metrics (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from SessionMetrics of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{planned_volume_grams,actual_volume_grams,planned_intensity_pct,actual_intensity_pct,max_rpe_actual,avg_rpe_actual,estimated_1rm_grams,sets_per_muscle}'::text[] = '{}'
        and (
          select
            -- planned_volume_grams, if there: a whole number from 0 to 2147483647
            (
              keys.planned_volume_grams is null
              or case
                when keys.planned_volume_grams between '0' and '2147483647' then
                  min_scale(keys.planned_volume_grams::numeric) = 0
              end
            )
            -- actual_volume_grams, if there: a whole number from 0 to 2147483647
            and (
              keys.actual_volume_grams is null
              or case
                when keys.actual_volume_grams between '0' and '2147483647' then
                  min_scale(keys.actual_volume_grams::numeric) = 0
              end
            )
            -- planned_intensity_pct, if there: a number from 0 to 1.05
            and (
              keys.planned_intensity_pct is null
              or keys.planned_intensity_pct between '0' and '1.05'
            )
            -- actual_intensity_pct, if there: a number from 0 to 2
            and (
              keys.actual_intensity_pct is null
              or keys.actual_intensity_pct between '0' and '2'
            )
            -- max_rpe_actual, if there: a number from 1 to 10 in steps of 0.5
            and (
              keys.max_rpe_actual is null
              or case
                when keys.max_rpe_actual between '1' and '10' then
                  keys.max_rpe_actual::numeric % 0.5 = 0
              end
            )
            -- avg_rpe_actual, if there: a number from 1 to 10
            and (keys.avg_rpe_actual is null or keys.avg_rpe_actual between '1' and '10')
            -- estimated_1rm_grams, if there: a whole number from 0 to 5000000
            and (
              keys.estimated_1rm_grams is null
              or case
                when keys.estimated_1rm_grams between '0' and '5000000' then
                  min_scale(keys.estimated_1rm_grams::numeric) = 0
              end
            )
            and (
              keys.sets_per_muscle is null
              or contracts.sets_per_muscle(keys.sets_per_muscle)
            )
          from (
            select
              document -> 'planned_volume_grams' as planned_volume_grams,
              document -> 'actual_volume_grams' as actual_volume_grams,
              document -> 'planned_intensity_pct' as planned_intensity_pct,
              document -> 'actual_intensity_pct' as actual_intensity_pct,
              document -> 'max_rpe_actual' as max_rpe_actual,
              document -> 'avg_rpe_actual' as avg_rpe_actual,
              document -> 'estimated_1rm_grams' as estimated_1rm_grams,
              document -> 'sets_per_muscle' as sets_per_muscle
            offset 0
          ) as keys
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.session_metrics(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.sets_per_muscle (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from SetsPerMuscle of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
        -- each value: a number from 0 to 200 in steps of 0.5
        and not exists (
          select
          from jsonb_each(document) as entry (key, value)
          where (
            case
              when entry.value between '0' and '200' then
                entry.value::numeric % 0.5 = 0
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.sets_per_muscle(contracts.as_clients_read(document, 1)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.soreness_ratings (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from SorenessRatings of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[] = '{}'
        -- each value: a whole number from 1 to 5
        and not exists (
          select
          from jsonb_each(document) as entry (key, value)
          where (
            case
              when entry.value between '1' and '5' then
                min_scale(entry.value::numeric) = 0
            end
          ) is not true
        )
        -- one of these at least
        and document ?| '{quads,hamstrings,glutes,lower_back,upper_back,chest,triceps,shoulders,biceps}'::text[]
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.soreness_ratings(contracts.as_clients_read(document, 1)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.training_max_increase (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from TrainingMaxIncrease of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{squat_min_grams,squat_max_grams,bench_min_grams,bench_max_grams,deadlift_min_grams,deadlift_max_grams}'::text[] = '{}'
        and (
          select
            -- squat_min_grams, if there: a whole number from 1 to 9007199254740991
            (
              keys.squat_min_grams is null
              or case
                when keys.squat_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.squat_min_grams::numeric) = 0
              end
            )
            -- squat_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.squat_max_grams is null
              or case
                when keys.squat_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.squat_max_grams::numeric) = 0
              end
            )
            -- bench_min_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.bench_min_grams is null
              or case
                when keys.bench_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.bench_min_grams::numeric) = 0
              end
            )
            -- bench_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.bench_max_grams is null
              or case
                when keys.bench_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.bench_max_grams::numeric) = 0
              end
            )
            -- deadlift_min_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.deadlift_min_grams is null
              or case
                when keys.deadlift_min_grams between '1' and '9007199254740991' then
                  min_scale(keys.deadlift_min_grams::numeric) = 0
              end
            )
            -- deadlift_max_grams, if there: a whole number from 1 to 9007199254740991
            and (
              keys.deadlift_max_grams is null
              or case
                when keys.deadlift_max_grams between '1' and '9007199254740991' then
                  min_scale(keys.deadlift_max_grams::numeric) = 0
              end
            )
            -- where both are there, squat_min_grams is not above squat_max_grams
            and (keys.squat_min_grams <= keys.squat_max_grams) is not false
            -- where both are there, bench_min_grams is not above bench_max_grams
            and (keys.bench_min_grams <= keys.bench_max_grams) is not false
            -- where both are there, deadlift_min_grams is not above deadlift_max_grams
            and (keys.deadlift_min_grams <= keys.deadlift_max_grams) is not false
          from (
            select
              document -> 'squat_min_grams' as squat_min_grams,
              document -> 'squat_max_grams' as squat_max_grams,
              document -> 'bench_min_grams' as bench_min_grams,
              document -> 'bench_max_grams' as bench_max_grams,
              document -> 'deadlift_min_grams' as deadlift_min_grams,
              document -> 'deadlift_max_grams' as deadlift_max_grams
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.volume_limits (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from VolumeLimits of @parakeet/db-types
  return (
    case
      when jsonb_typeof(document) = 'object' then
        document - '{mev,mrv}'::text[] = '{}'
        and (
          select
            -- mev: a whole number from 0 to 200
            case
              when keys.mev between '0' and '200' then
                min_scale(keys.mev::numeric) = 0
            end
            -- mrv: a whole number from 0 to 200
            and case
              when keys.mrv between '0' and '200' then
                min_scale(keys.mrv::numeric) = 0
            end
          from (
            select
              document -> 'mev' as mev,
              document -> 'mrv' as mrv
            offset 0
          ) as keys
        )
    end
  ) is true;
end;
$function$;

CREATE OR REPLACE FUNCTION contracts.warmup_steps (
  document jsonb
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  PARALLEL SAFE
  STRICT
  SET search_path TO ''
  AS $function$
begin
  -- compiled from WarmupSteps of @parakeet/db-types
  if (
    case
      when jsonb_typeof(document) = 'array' then
        jsonb_array_length(document) between 1 and 20
        and not exists (
          select
          from (
            select
              element,
              element -> 'pct' as pct,
              element -> 'reps' as reps
            from jsonb_array_elements(document) as elements (element)
            offset 0
          ) as item
          where (
            case
              when jsonb_typeof(item.element) = 'object' then
                item.element - '{pct,reps}'::text[] = '{}'
                -- pct: a number from 0 to 1
                and item.pct between '0' and '1'
                -- reps: a whole number from 1 to 30
                and case
                  when item.reps between '1' and '30' then
                    min_scale(item.reps::numeric) = 0
                end
            end
          ) is not true
        )
    end
  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(contracts.warmup_steps(contracts.as_clients_read(document, 2)), false);
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_account()
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if auth.uid() is null then
    raise exception using
      errcode = 'PK109',
      message = 'nobody is signed in',
      hint = 'Sign in, and call delete_account again.';
  end if;
  delete from auth.users where id = auth.uid();
end;
$function$;

REVOKE ALL ON FUNCTION "public"."delete_account"() FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_formula_config (
  id           uuid,
  source       text,
  overrides    jsonb,
  ai_rationale text  DEFAULT NULL::text
)
  RETURNS public.formula_configs
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  saved public.formula_configs;
begin
  perform pg_advisory_xact_lock(hashtextextended('save_formula_config ' || auth.uid(), 0));
  select * into saved from public.formula_configs where id = save_formula_config.id;
  if found then
    return saved;
  end if;

  update public.formula_configs set is_active = false where user_id = auth.uid() and is_active;

  insert into public.formula_configs (id, user_id, version, source, overrides, ai_rationale)
  values (
    save_formula_config.id,
    auth.uid(),
    (select coalesce(max(version), 0) + 1 from public.formula_configs where user_id = auth.uid()),
    save_formula_config.source,
    save_formula_config.overrides,
    save_formula_config.ai_rationale
  )
  returning * into saved;

  return saved;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."save_formula_config"(uuid, text, jsonb, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION rules.create_profile()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '2s'
  AS $function$
begin
  insert into public.profiles (id, display_name)
  select new.id, (
    select left(account ->> key, 200)
    from unnest(array['display_name', 'full_name', 'name']) with ordinality as known (key, place)
    where jsonb_typeof(account -> key) = 'string' and account ->> key ~ '\S'
    order by place
    limit 1
  )
  from (values (new.raw_user_meta_data)) as given (account)
  on conflict (id) do nothing;
  return null;
exception when others then
  raise warning 'account % has no profile yet: % (%)', new.id, sqlerrm, sqlstate;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.keep_logged_program()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- for update, as an insert of a log alone takes no stronger lock than key share
  perform from public.sessions where program_id = old.id for update;
  if exists (
    select from public.sessions as session
    where session.program_id = old.id and (session.status = 'completed'
      or exists (select from public.session_logs where session_id = session.id))
  ) then
    raise exception using
      errcode = 'PK106',
      message = format('program %s has sessions that are completed or logged, and cannot be deleted', old.id),
      detail = 'History is never lost to a delete.',
      hint = 'Archive the program: set its status to archived.',
      schema = tg_table_schema, table = tg_table_name, column = 'id', constraint = tg_name;
  end if;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.keep_logged_session()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- the delete has locked the row already: a log that was on its way is there by now
  if old.status = 'completed'
    or exists (select from public.session_logs where session_id = old.id)
  then
    raise exception using
      errcode = 'PK106',
      message = format('session %s is completed or has a log, and cannot be deleted', old.id),
      detail = 'History is never lost to a delete.',
      hint = 'Keep the session. Archive its program: set the status of the program to archived.',
      schema = tg_table_schema, table = tg_table_name, column = 'id', constraint = tg_name;
  end if;
  return old;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.keep_updated_at()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- what the client says of it is no change
  new.updated_at := old.updated_at;
  if new is distinct from old then
    -- two changes in one transaction are two times, also where a clock was set back
    new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
  end if;
  return new;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.refuse_endless_corrections()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- the lock serializes corrections: two at once could close a circle that neither of them sees
  perform from public.sessions where id = new.session_id for no key update;
  if not exists (
    with recursive chain (id, next) as (
      select new.id, new.corrects_log_id
      union
      select log.id, log.corrects_log_id
      from chain
      join public.session_logs as log on log.id = chain.next
    )
    select from chain where next is null
  ) then
    raise exception using errcode = 'PK104',
      message = format('log %s corrects a log that corrects it', new.id),
      detail = 'A chain of corrections ends at an original log.',
      hint = 'Correct the log of the session, or its newest correction.',
      schema = tg_table_schema, table = tg_table_name, column = 'corrects_log_id', constraint = tg_name;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.refuse_session_status()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  raise exception using
    errcode = 'PK101',
    message = format('session %s is %s and cannot become %s', old.id, old.status, new.status),
    detail = case old.status
      when 'completed' then 'A completed session is final.'
      when 'skipped' then 'A skipped session can become planned, and nothing else.'
      else 'A session in progress can become completed or skipped.'
    end,
    hint = case old.status
      when 'completed' then 'Read the session again. Another device may have completed it.'
      when 'skipped' then 'Set the status to planned first, if the lifter does the session after all.'
      else 'Read the session again. Another device may have started it.'
    end,
    schema = tg_table_schema, table = tg_table_name, column = 'status', constraint = tg_name;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.refuse_time_ahead()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  -- a row that was there may be sent again with its old time
  if tg_op = 'UPDATE' and to_jsonb(old) -> tg_argv[0] = to_jsonb(new) -> tg_argv[0] then
    return null;
  end if;
  raise exception using
    errcode = 'PK107',
    message = format('%s of %s is %s, more than a day ahead of the server, where it is %s',
      tg_argv[0], tg_table_name, to_jsonb(new) ->> tg_argv[0], to_jsonb(now()) #>> '{}'),
    detail = 'A time may be a day ahead of the clock of the server, and no more.',
    hint = 'Correct the clock of the device and the time, and send it again.',
    schema = tg_table_schema, table = tg_table_name, column = tg_argv[0], constraint = tg_name;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.refuse_version_gap()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  gap record;
begin
  execute format('with kept as (select user_id, max(version)::bigint as version from public.%I
    where user_id in (select user_id from added) and id not in (select id from added) group by 1)
    select max(added.version) as version, coalesce(kept.version, 0) + 1 as next
    from added left join kept using (user_id) group by user_id, kept.version
    having max(added.version) >= coalesce(kept.version, 0) + 1 +
      count(*) filter (where added.version > coalesce(kept.version, 0)) limit 1', tg_table_name)
  into gap;
  if gap.next is not null then
    raise exception using
      errcode = 'PK108',
      message = format('version %s of %s is too high: the next one is %s', gap.version, tg_table_name, gap.next),
      detail = 'A version is at most the next one of the lifter.',
      hint = format('Send version %s, or call %s, which counts itself.', gap.next, tg_argv[0]),
      schema = tg_table_schema, table = tg_table_name, column = 'version', constraint = tg_name;
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION rules.refuse_version_raise()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  next bigint;
begin
  execute format('select max(version)::bigint + 1 from public.%I where user_id = $1', tg_table_name)
  into next using old.user_id;
  if new.version > next then
    raise exception using
      errcode = 'PK108',
      message = format('version %s of %s is too high: the next one is %s', new.version, tg_table_name, next),
      detail = 'A version is at most the next one of the lifter.',
      hint = format('Leave the version as it is: %s.', old.version),
      schema = tg_table_schema, table = tg_table_name, column = 'version', constraint = tg_name;
  end if;
  return new;
end;
$function$;

ALTER TABLE "public"."auxiliary_assignments"
  ADD CONSTRAINT "auxiliary_assignments_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."auxiliary_exercises"
  ADD CONSTRAINT "auxiliary_exercises_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."auxiliary_pool_changes"
  ADD CONSTRAINT "auxiliary_pool_changes_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."formula_configs"
  ADD CONSTRAINT "formula_configs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."lifter_maxes"
  ADD CONSTRAINT "lifter_maxes_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."muscle_volume_config"
  ADD CONSTRAINT "muscle_volume_config_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."performance_metrics"
  ADD CONSTRAINT "performance_metrics_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."profiles"
  ADD CONSTRAINT "profiles_id_fkey" FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."programs"
  ADD CONSTRAINT "programs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."recovery_snapshots"
  ADD CONSTRAINT "recovery_snapshots_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."soreness_checkins"
  ADD CONSTRAINT "soreness_checkins_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."warmup_configs"
  ADD CONSTRAINT "warmup_configs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

CREATE INDEX auxiliary_assignments_program_id_user_id_idx ON public.auxiliary_assignments USING btree (program_id, user_id);

CREATE INDEX auxiliary_pool_changes_user_id_changed_at_idx ON public.auxiliary_pool_changes USING btree (user_id, changed_at DESC);

CREATE INDEX edge_cases_program_id_user_id_idx ON public.edge_cases USING btree (program_id, user_id)
  WHERE (program_id IS NOT NULL);

CREATE INDEX edge_cases_session_id_user_id_idx ON public.edge_cases USING btree (session_id, user_id)
  WHERE (session_id IS NOT NULL);

CREATE INDEX edge_cases_user_id_status_reported_at_idx ON public.edge_cases USING btree (user_id, status, reported_at DESC);

CREATE UNIQUE INDEX formula_configs_id_user_id_idx ON public.formula_configs USING btree (id, user_id);

ALTER TABLE "public"."programs"
  ADD CONSTRAINT "programs_formula_config_id_fkey" FOREIGN KEY (formula_config_id, user_id) REFERENCES public.formula_configs(id, user_id);

CREATE UNIQUE INDEX formula_configs_user_id_active_idx ON public.formula_configs USING btree (user_id)
  WHERE is_active;

CREATE INDEX idx_auxiliary_assignments_block ON public.auxiliary_assignments USING btree (user_id, program_id, block_number);

CREATE INDEX idx_lifter_maxes_user_time ON public.lifter_maxes USING btree (user_id, recorded_at DESC);

CREATE INDEX idx_perf_metrics_user_lift_time ON public.performance_metrics USING btree (user_id, lift, recorded_at DESC);

CREATE INDEX idx_session_logs_user_time ON public.session_logs USING btree (user_id, logged_at DESC);

CREATE INDEX idx_sessions_program_week ON public.sessions USING btree (program_id, week_number);

CREATE INDEX idx_sessions_user_date ON public.sessions USING btree (user_id, planned_date);

CREATE INDEX idx_soreness_session ON public.soreness_checkins USING btree (session_id);

CREATE INDEX idx_warmup_configs_user ON public.warmup_configs USING btree (user_id);

CREATE UNIQUE INDEX lifter_maxes_id_user_id_idx ON public.lifter_maxes USING btree (id, user_id);

ALTER TABLE "public"."programs"
  ADD CONSTRAINT "programs_lifter_maxes_id_fkey" FOREIGN KEY (lifter_maxes_id, user_id) REFERENCES public.lifter_maxes(id, user_id);

CREATE INDEX performance_metrics_session_log_id_user_id_idx ON public.performance_metrics USING btree (session_log_id, user_id);

CREATE INDEX programs_formula_config_id_user_id_idx ON public.programs USING btree (formula_config_id, user_id);

CREATE UNIQUE INDEX programs_id_user_id_idx ON public.programs USING btree (id, user_id);

ALTER TABLE "public"."auxiliary_assignments"
  ADD CONSTRAINT "auxiliary_assignments_program_id_fkey" FOREIGN KEY (program_id, user_id) REFERENCES public.programs(id, user_id);

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_program_id_fkey" FOREIGN KEY (program_id, user_id) REFERENCES public.programs(id, user_id);

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_program_id_fkey" FOREIGN KEY (program_id, user_id) REFERENCES public.programs(id, user_id) ON DELETE CASCADE;

CREATE INDEX programs_lifter_maxes_id_user_id_idx ON public.programs USING btree (lifter_maxes_id, user_id);

CREATE UNIQUE INDEX programs_user_id_active_idx ON public.programs USING btree (user_id)
  WHERE (status = 'active'::text);

CREATE INDEX recovery_snapshots_user_id_recorded_at_idx ON public.recovery_snapshots USING btree (user_id, recorded_at DESC);

CREATE INDEX session_logs_corrects_log_id_user_id_idx ON public.session_logs USING btree (corrects_log_id, user_id)
  WHERE (corrects_log_id IS NOT NULL);

CREATE UNIQUE INDEX session_logs_id_session_id_user_id_idx ON public.session_logs USING btree (id, session_id, user_id);

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_corrects_log_id_fkey" FOREIGN KEY (corrects_log_id, session_id, user_id) REFERENCES public.session_logs(id, session_id, user_id);

CREATE UNIQUE INDEX session_logs_id_user_id_idx ON public.session_logs USING btree (id, user_id);

ALTER TABLE "public"."performance_metrics"
  ADD CONSTRAINT "performance_metrics_session_log_id_fkey" FOREIGN KEY (session_log_id, user_id) REFERENCES public.session_logs(id, user_id);

CREATE UNIQUE INDEX session_logs_session_id_original_idx ON public.session_logs USING btree (session_id)
  WHERE (NOT is_correction);

CREATE INDEX session_logs_session_id_user_id_idx ON public.session_logs USING btree (session_id, user_id);

CREATE INDEX session_logs_user_id_completed_at_idx ON public.session_logs USING btree (user_id, completed_at DESC);

CREATE UNIQUE INDEX sessions_id_user_id_idx ON public.sessions USING btree (id, user_id);

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_session_id_fkey" FOREIGN KEY (session_id, user_id) REFERENCES public.sessions(id, user_id);

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_session_id_fkey" FOREIGN KEY (session_id, user_id) REFERENCES public.sessions(id, user_id) ON DELETE CASCADE;

ALTER TABLE "public"."soreness_checkins"
  ADD CONSTRAINT "soreness_checkins_session_id_fkey" FOREIGN KEY (session_id, user_id) REFERENCES public.sessions(id, user_id) ON DELETE CASCADE;

CREATE UNIQUE INDEX sessions_program_id_week_number_day_number_idx ON public.sessions USING btree (program_id, week_number, day_number);

CREATE INDEX soreness_checkins_user_id_recorded_at_idx ON public.soreness_checkins USING btree (user_id, recorded_at DESC);

CREATE TRIGGER create_profile
  AFTER INSERT ON auth.users
  FOR EACH ROW
  EXECUTE FUNCTION rules.create_profile();

CREATE TRIGGER edge_cases_reported_at_not_ahead
  AFTER INSERT OR UPDATE OF reported_at ON public.edge_cases
  FOR EACH ROW
  WHEN ((new.reported_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('reported_at');

CREATE TRIGGER formula_configs_version_added AFTER INSERT ON public.formula_configs REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION rules.refuse_version_gap (
  'save_formula_config'
);

CREATE TRIGGER formula_configs_version_raised
  BEFORE UPDATE OF VERSION ON public.formula_configs
  FOR EACH ROW
  WHEN ((new.version > old.version))
  EXECUTE FUNCTION rules.refuse_version_raise();

CREATE TRIGGER lifter_maxes_recorded_at_not_ahead
  AFTER INSERT OR UPDATE OF recorded_at ON public.lifter_maxes
  FOR EACH ROW
  WHEN ((new.recorded_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('recorded_at');

CREATE TRIGGER muscle_volume_config_updated_at
  BEFORE UPDATE ON public.muscle_volume_config
  FOR EACH ROW
  EXECUTE FUNCTION rules.keep_updated_at();

CREATE TRIGGER performance_metrics_recorded_at_not_ahead
  AFTER INSERT OR UPDATE OF recorded_at ON public.performance_metrics
  FOR EACH ROW
  WHEN ((new.recorded_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('recorded_at');

CREATE TRIGGER programs_keep_history
  BEFORE DELETE ON public.programs
  FOR EACH ROW
  WHEN ((CURRENT_USER = 'authenticated'::name))
  EXECUTE FUNCTION rules.keep_logged_program();

CREATE TRIGGER programs_version_added AFTER INSERT ON public.programs REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION rules.refuse_version_gap (
  'start_program'
);

CREATE TRIGGER programs_version_raised
  BEFORE UPDATE OF VERSION ON public.programs
  FOR EACH ROW
  WHEN ((new.version > old.version))
  EXECUTE FUNCTION rules.refuse_version_raise();

CREATE TRIGGER recovery_snapshots_recorded_at_not_ahead
  AFTER INSERT OR UPDATE OF recorded_at ON public.recovery_snapshots
  FOR EACH ROW
  WHEN ((new.recorded_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('recorded_at');

CREATE TRIGGER session_logs_completed_at_not_ahead
  AFTER INSERT OR UPDATE OF completed_at ON public.session_logs
  FOR EACH ROW
  WHEN ((new.completed_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('completed_at');

CREATE TRIGGER session_logs_corrections_end
  AFTER INSERT OR UPDATE OF id, corrects_log_id ON public.session_logs
  FOR EACH ROW
  WHEN ((new.corrects_log_id IS NOT NULL))
  EXECUTE FUNCTION rules.refuse_endless_corrections();

CREATE TRIGGER session_logs_logged_at_not_ahead
  AFTER INSERT OR UPDATE OF logged_at ON public.session_logs
  FOR EACH ROW
  WHEN ((new.logged_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('logged_at');

CREATE TRIGGER session_logs_started_at_not_ahead
  AFTER INSERT OR UPDATE OF started_at ON public.session_logs
  FOR EACH ROW
  WHEN ((new.started_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('started_at');

CREATE TRIGGER sessions_keep_history
  BEFORE DELETE ON public.sessions
  FOR EACH ROW
  WHEN ((CURRENT_USER = 'authenticated'::name))
  EXECUTE FUNCTION rules.keep_logged_session();

CREATE TRIGGER sessions_status_forward
  BEFORE UPDATE ON public.sessions
  FOR EACH ROW
  WHEN
    (((old.status <> new.status) AND ((old.status = 'completed'::text) OR ((((old.status = 'in_progress'::text) AND (new.status = 'planned'::text)) OR ((old.status =
    'skipped'::text) AND (new.status = 'in_progress'::text))) OR ((old.status = 'skipped'::text) AND (new.status = 'completed'::text))))))
  EXECUTE FUNCTION rules.refuse_session_status();

CREATE TRIGGER sessions_updated_at
  BEFORE UPDATE ON public.sessions
  FOR EACH ROW
  EXECUTE FUNCTION rules.keep_updated_at();

CREATE TRIGGER soreness_checkins_recorded_at_not_ahead
  AFTER INSERT OR UPDATE OF recorded_at ON public.soreness_checkins
  FOR EACH ROW
  WHEN ((new.recorded_at > (now() + '1 day'::interval)))
  EXECUTE FUNCTION rules.refuse_time_ahead('recorded_at');

CREATE TRIGGER warmup_configs_updated_at
  BEFORE UPDATE ON public.warmup_configs
  FOR EACH ROW
  EXECUTE FUNCTION rules.keep_updated_at();

CREATE POLICY "delete_own" ON "public"."auxiliary_assignments"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."auxiliary_assignments"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."auxiliary_assignments"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."auxiliary_assignments"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."auxiliary_exercises"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."auxiliary_exercises"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."auxiliary_exercises"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."auxiliary_exercises"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."auxiliary_pool_changes"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."auxiliary_pool_changes"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."edge_cases"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."edge_cases"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."edge_cases"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."edge_cases"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."formula_configs"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."formula_configs"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."formula_configs"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."formula_configs"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."lifter_maxes"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."lifter_maxes"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."muscle_volume_config"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."muscle_volume_config"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."muscle_volume_config"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."muscle_volume_config"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."performance_metrics"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."performance_metrics"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."performance_metrics"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."performance_metrics"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."profiles"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = id));

CREATE POLICY "insert_own" ON "public"."profiles"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = id));

CREATE POLICY "select_own" ON "public"."profiles"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = id));

CREATE POLICY "update_own" ON "public"."profiles"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = id));

CREATE POLICY "delete_own" ON "public"."programs"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."programs"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."programs"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."programs"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."recovery_snapshots"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."recovery_snapshots"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."recovery_snapshots"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."recovery_snapshots"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."session_logs"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."session_logs"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."sessions"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."sessions"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."sessions"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."sessions"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."soreness_checkins"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."soreness_checkins"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."soreness_checkins"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."soreness_checkins"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "delete_own" ON "public"."warmup_configs"
  FOR DELETE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "insert_own" ON "public"."warmup_configs"
  FOR INSERT
  TO "authenticated"
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "select_own" ON "public"."warmup_configs"
  FOR SELECT
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id));

CREATE POLICY "update_own" ON "public"."warmup_configs"
  FOR UPDATE
  TO "authenticated"
  USING ((( SELECT auth.uid() AS uid) = user_id))
  WITH CHECK ((( SELECT auth.uid() AS uid) = user_id));

COMMENT ON COLUMN "public"."auxiliary_assignments"."block_number" IS 'The block of the program.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."created_at" IS 'When the exercises were assigned.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."exercise_1" IS 'The name of the first exercise.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."exercise_2" IS 'The name of the second exercise.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."lift" IS 'The lift that the exercises support.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."program_id" IS 'The program that the exercises are for.';

COMMENT ON COLUMN "public"."auxiliary_assignments"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."exercise_name" IS 'The name of the exercise.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."is_active" IS 'Whether the exercise takes part in the rotation.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."lift" IS 'The lift that the exercise supports.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."pool_position" IS 'The place of the exercise in the rotation, from 0 or from 1.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."primary_muscles" IS 'The muscle groups that the exercise trains most.';

COMMENT ON COLUMN "public"."auxiliary_exercises"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."auxiliary_pool_changes"."changed_at" IS 'When the pool was replaced.';

COMMENT ON COLUMN "public"."auxiliary_pool_changes"."exercises" IS 'Array of the exercises of a pool in its order, as the lifter asked for it.';

COMMENT ON COLUMN "public"."auxiliary_pool_changes"."id" IS 'Identifies the change. The phone chooses it, so that a change can be sent twice.';

COMMENT ON COLUMN "public"."auxiliary_pool_changes"."lift" IS 'The lift whose pool was replaced.';

COMMENT ON COLUMN "public"."auxiliary_pool_changes"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."edge_cases"."adjustment_applied" IS 'Array of changes made to sessions, reductions in percent or reps. NULL until looked at; [] means that nothing had to change.';

COMMENT ON COLUMN "public"."edge_cases"."affected_date_end" IS 'The last calendar day that it affects. NULL while that is open.';

COMMENT ON COLUMN "public"."edge_cases"."affected_date_start" IS 'The first calendar day that it affects.';

COMMENT ON COLUMN "public"."edge_cases"."affected_lifts" IS 'The lifts that it affects. NULL if it is not about lifts.';

COMMENT ON COLUMN "public"."edge_cases"."case_type" IS 'What keeps the lifter from the plan.';

COMMENT ON COLUMN "public"."edge_cases"."description" IS 'What happened, in the lifter''s words.';

COMMENT ON COLUMN "public"."edge_cases"."id" IS 'Identifies the disruption.';

COMMENT ON COLUMN "public"."edge_cases"."program_id" IS 'The program that it disrupts, if any.';

COMMENT ON COLUMN "public"."edge_cases"."reported_at" IS 'When the lifter reported it.';

COMMENT ON COLUMN "public"."edge_cases"."resolved_at" IS 'When it was over. NULL until then.';

COMMENT ON COLUMN "public"."edge_cases"."session_id" IS 'The session that it disrupts, if it is a single one.';

COMMENT ON COLUMN "public"."edge_cases"."severity" IS 'How much it keeps the lifter from training.';

COMMENT ON COLUMN "public"."edge_cases"."status" IS 'Whether the disruption is active, monitored or resolved.';

COMMENT ON COLUMN "public"."edge_cases"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."formula_configs"."ai_rationale" IS 'Why a suggestion was made, in words.';

COMMENT ON COLUMN "public"."formula_configs"."created_at" IS 'When the config was saved.';

COMMENT ON COLUMN "public"."formula_configs"."id" IS 'Identifies the config.';

COMMENT ON COLUMN "public"."formula_configs"."is_active" IS 'Whether new programs use it. A lifter has at most one active config.';

COMMENT ON COLUMN "public"."formula_configs"."overrides" IS 'Changes to the formula defaults, by block, deload and increments; {} changes nothing. pct is a fraction of the one-rep max, weights are integer grams.';

COMMENT ON COLUMN "public"."formula_configs"."source" IS 'Who made it: the lifter, a suggestion that the lifter accepted, or the app.';

COMMENT ON COLUMN "public"."formula_configs"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."formula_configs"."version" IS 'Counts the lifter''s configs from 1.';

COMMENT ON COLUMN "public"."lifter_maxes"."bench_1rm_grams" IS 'One-rep max of the bench press, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."bench_input_grams" IS 'Weight of the set from which the bench max was estimated, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."bench_input_reps" IS 'Repetitions of the set from which the bench max was estimated.';

COMMENT ON COLUMN "public"."lifter_maxes"."deadlift_1rm_grams" IS 'One-rep max of the deadlift, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."deadlift_input_grams" IS 'Weight of the set from which the deadlift max was estimated, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."deadlift_input_reps" IS 'Repetitions of the set from which the deadlift max was estimated.';

COMMENT ON COLUMN "public"."lifter_maxes"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."lifter_maxes"."recorded_at" IS 'When these maxes were entered or calculated; the newest ones count.';

COMMENT ON COLUMN "public"."lifter_maxes"."source" IS 'Whether the lifter entered one-rep maxes or sets of three, or the app calculated them.';

COMMENT ON COLUMN "public"."lifter_maxes"."squat_1rm_grams" IS 'One-rep max of the squat, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."squat_input_grams" IS 'Weight of the set from which the squat max was estimated, in grams.';

COMMENT ON COLUMN "public"."lifter_maxes"."squat_input_reps" IS 'Repetitions of the set from which the squat max was estimated.';

COMMENT ON COLUMN "public"."lifter_maxes"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."muscle_volume_config"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."muscle_volume_config"."mev_sets_per_week" IS 'Minimum effective volume: fewer sets a week have no effect.';

COMMENT ON COLUMN "public"."muscle_volume_config"."mrv_sets_per_week" IS 'Maximum recoverable volume: more sets a week are too many to recover from.';

COMMENT ON COLUMN "public"."muscle_volume_config"."muscle_group" IS 'The muscle group that the limits are for.';

COMMENT ON COLUMN "public"."muscle_volume_config"."updated_at" IS 'When the row last changed.';

COMMENT ON COLUMN "public"."muscle_volume_config"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."performance_metrics"."actual_intensity_pct" IS 'Intensity as lifted, as a fraction of the one-rep max.';

COMMENT ON COLUMN "public"."performance_metrics"."actual_volume_grams" IS 'Volume as lifted: grams times repetitions, summed over sets.';

COMMENT ON COLUMN "public"."performance_metrics"."avg_rpe_actual" IS 'Mean RPE of the sets.';

COMMENT ON COLUMN "public"."performance_metrics"."block_number" IS 'The block of the session. NULL for a deload.';

COMMENT ON COLUMN "public"."performance_metrics"."completion_pct" IS 'Percent of the planned sets that were done; more than 100 is possible. NULL for an empty plan.';

COMMENT ON COLUMN "public"."performance_metrics"."estimated_1rm_grams" IS 'One-rep max as estimated from the session, in grams.';

COMMENT ON COLUMN "public"."performance_metrics"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."performance_metrics"."intensity_type" IS 'The intensity type of the session.';

COMMENT ON COLUMN "public"."performance_metrics"."lift" IS 'The lift that the figures describe.';

COMMENT ON COLUMN "public"."performance_metrics"."max_rpe_actual" IS 'RPE of the hardest set.';

COMMENT ON COLUMN "public"."performance_metrics"."planned_intensity_pct" IS 'Planned intensity, as a fraction of the one-rep max.';

COMMENT ON COLUMN "public"."performance_metrics"."planned_volume_grams" IS 'Planned volume: grams times repetitions, summed over sets.';

COMMENT ON COLUMN "public"."performance_metrics"."recorded_at" IS 'When the figures were computed.';

COMMENT ON COLUMN "public"."performance_metrics"."session_log_id" IS 'The log that the figures describe.';

COMMENT ON COLUMN "public"."performance_metrics"."sets_per_muscle" IS 'Muscle group to sets done in this session, in steps of 0.5: a secondary muscle counts half a set.';

COMMENT ON COLUMN "public"."performance_metrics"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."performance_metrics"."week_number" IS 'The week of the session.';

COMMENT ON COLUMN "public"."profiles"."created_at" IS 'When the account signed up.';

COMMENT ON COLUMN "public"."profiles"."display_name" IS 'The name that the lifter goes by. NULL if the account has none.';

COMMENT ON COLUMN "public"."profiles"."id" IS 'The account, as in auth.users.';

COMMENT ON COLUMN "public"."profiles"."rest_timer_seconds" IS 'The rest between sets, in seconds. NULL means no timer.';

COMMENT ON COLUMN "public"."profiles"."smallest_plate_grams" IS 'The lightest plate, in grams. Plates come in pairs, so a weight is a multiple of two of them.';

COMMENT ON COLUMN "public"."profiles"."weight_unit" IS 'The unit that the lifter reads and types. Weights are stored in grams.';

COMMENT ON COLUMN "public"."programs"."created_at" IS 'When the program was started.';

COMMENT ON COLUMN "public"."programs"."formula_config_id" IS 'The formula config that the program was computed with.';

COMMENT ON COLUMN "public"."programs"."id" IS 'Identifies the program.';

COMMENT ON COLUMN "public"."programs"."lifter_maxes_id" IS 'The maxes that the program was computed from.';

COMMENT ON COLUMN "public"."programs"."start_date" IS 'The lifter''s calendar day on which the first week begins.';

COMMENT ON COLUMN "public"."programs"."status" IS 'Whether the program is active, completed or archived. A lifter has at most one active program.';

COMMENT ON COLUMN "public"."programs"."total_weeks" IS 'How many weeks the program has.';

COMMENT ON COLUMN "public"."programs"."training_days_per_week" IS 'How many sessions a week has.';

COMMENT ON COLUMN "public"."programs"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."programs"."version" IS 'Counts the lifter''s programs from 1.';

COMMENT ON COLUMN "public"."recovery_snapshots"."hrv_ms" IS 'Heart rate variability, in milliseconds.';

COMMENT ON COLUMN "public"."recovery_snapshots"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."recovery_snapshots"."raw_payload" IS 'The object that the wearable''s vendor sent, as it came.';

COMMENT ON COLUMN "public"."recovery_snapshots"."recorded_at" IS 'When the wearable measured.';

COMMENT ON COLUMN "public"."recovery_snapshots"."resting_hr_bpm" IS 'Resting heart rate, in beats per minute.';

COMMENT ON COLUMN "public"."recovery_snapshots"."sleep_duration_minutes" IS 'How long the lifter slept, in minutes.';

COMMENT ON COLUMN "public"."recovery_snapshots"."sleep_quality_score" IS 'How well the lifter slept, as the vendor scores it.';

COMMENT ON COLUMN "public"."recovery_snapshots"."source" IS 'The wearable, or its vendor.';

COMMENT ON COLUMN "public"."recovery_snapshots"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."session_logs"."actual_sets" IS 'Array of sets as lifted, numbered from 1: weight in integer grams (0 is an empty hand), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5.';

COMMENT ON COLUMN "public"."session_logs"."auxiliary_sets" IS 'Array of auxiliary exercises with their sets as lifted: weight in integer grams (0 is bodyweight alone), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5. [] means none was done. NULL means not known; a correction with NULL keeps those of the log it corrects.';

COMMENT ON COLUMN "public"."session_logs"."completed_at" IS 'When the lifter finished, by the phone''s clock.';

COMMENT ON COLUMN "public"."session_logs"."completion_pct" IS 'Percent of the planned sets that were done; more than 100 is possible. NULL for an empty plan.';

COMMENT ON COLUMN "public"."session_logs"."corrects_log_id" IS 'The log that this one corrects. NULL for the original log.';

COMMENT ON COLUMN "public"."session_logs"."duration_seconds" IS 'How long the session took, in seconds.';

COMMENT ON COLUMN "public"."session_logs"."id" IS 'Identifies the log. The phone chooses it, so that a log can be sent twice.';

COMMENT ON COLUMN "public"."session_logs"."is_correction" IS 'Whether this log replaces an earlier log of the same session.';

COMMENT ON COLUMN "public"."session_logs"."logged_at" IS 'When the log reached the database.';

COMMENT ON COLUMN "public"."session_logs"."performance_vs_plan" IS 'How the session went against its plan.';

COMMENT ON COLUMN "public"."session_logs"."session_id" IS 'The session that was done.';

COMMENT ON COLUMN "public"."session_logs"."session_notes" IS 'What the lifter noted about the session.';

COMMENT ON COLUMN "public"."session_logs"."session_rpe" IS 'How hard the whole session was: RPE from 1 to 10 in steps of 0.5.';

COMMENT ON COLUMN "public"."session_logs"."started_at" IS 'When the lifter began, by the phone''s clock.';

COMMENT ON COLUMN "public"."session_logs"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."sessions"."block_number" IS 'The block of the program. NULL for a deload, which is in no block.';

COMMENT ON COLUMN "public"."sessions"."created_at" IS 'When the session was added to the program.';

COMMENT ON COLUMN "public"."sessions"."day_number" IS 'The training day of the week, from 1.';

COMMENT ON COLUMN "public"."sessions"."id" IS 'Identifies the session.';

COMMENT ON COLUMN "public"."sessions"."intensity_type" IS 'What the session trains: heavy, explosive or rep, or it is a deload.';

COMMENT ON COLUMN "public"."sessions"."is_deload" IS 'Whether it is a light session for recovery.';

COMMENT ON COLUMN "public"."sessions"."jit_generated_at" IS 'When the sets were planned. NULL until then.';

COMMENT ON COLUMN "public"."sessions"."jit_input_snapshot" IS 'What the plan was computed from, told apart by its version. Weights in integer grams. NULL until JIT ran.';

COMMENT ON COLUMN "public"."sessions"."planned_date" IS 'The lifter''s calendar day for it. NULL if no day is set.';

COMMENT ON COLUMN "public"."sessions"."planned_sets" IS 'Array of planned sets, weights in integer grams, rpe_target from 1 to 10 in steps of 0.5. NULL until JIT ran; [] plans no sets.';

COMMENT ON COLUMN "public"."sessions"."primary_lift" IS 'The lift that the session trains.';

COMMENT ON COLUMN "public"."sessions"."program_id" IS 'The program that the session belongs to.';

COMMENT ON COLUMN "public"."sessions"."skip_reason" IS 'Why the session was skipped, in the lifter''s words.';

COMMENT ON COLUMN "public"."sessions"."status" IS 'Whether the session is planned, in progress, completed or skipped. Completed is final.';

COMMENT ON COLUMN "public"."sessions"."updated_at" IS 'When the row last changed.';

COMMENT ON COLUMN "public"."sessions"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."sessions"."week_number" IS 'The week of the program, from 1.';

COMMENT ON COLUMN "public"."soreness_checkins"."id" IS 'Identifies the check-in.';

COMMENT ON COLUMN "public"."soreness_checkins"."ratings" IS 'Muscle group to soreness, from 1 (fresh) to 5 (severe); at least one muscle group.';

COMMENT ON COLUMN "public"."soreness_checkins"."recorded_at" IS 'When the lifter rated the soreness.';

COMMENT ON COLUMN "public"."soreness_checkins"."session_id" IS 'The session that the lifter was about to start.';

COMMENT ON COLUMN "public"."soreness_checkins"."user_id" IS 'The lifter.';

COMMENT ON COLUMN "public"."warmup_configs"."custom_steps" IS 'Array of warm-up steps, pct as a fraction of the one-rep max (0 is the empty bar). Only for the protocol custom.';

COMMENT ON COLUMN "public"."warmup_configs"."id" IS 'Identifies the row.';

COMMENT ON COLUMN "public"."warmup_configs"."lift" IS 'The lift that the warm-up prepares.';

COMMENT ON COLUMN "public"."warmup_configs"."protocol" IS 'How the lifter warms up. For custom, custom_steps has the steps.';

COMMENT ON COLUMN "public"."warmup_configs"."updated_at" IS 'When the row last changed.';

COMMENT ON COLUMN "public"."warmup_configs"."user_id" IS 'The lifter.';

COMMENT ON CONSTRAINT "auxiliary_assignments_created_at_check" ON "public"."auxiliary_assignments" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "auxiliary_assignments_exercise_1_length_check" ON "public"."auxiliary_assignments" IS 'A name has at most 200 characters.';

COMMENT ON CONSTRAINT "auxiliary_assignments_exercise_2_length_check" ON "public"."auxiliary_assignments" IS 'A name has at most 200 characters.';

COMMENT ON CONSTRAINT "auxiliary_assignments_exercises_differ_check" ON "public"."auxiliary_assignments" IS 'The two auxiliary exercises of a block differ.';

COMMENT ON CONSTRAINT "auxiliary_assignments_program_id_fkey" ON "public"."auxiliary_assignments" IS 'The row of program_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "auxiliary_exercises_exercise_name_length_check" ON "public"."auxiliary_exercises" IS 'A name has at most 200 characters.';

COMMENT ON CONSTRAINT "auxiliary_exercises_pool_position_check" ON "public"."auxiliary_exercises" IS 'Positions in the pool count from 0 or from 1.';

COMMENT ON CONSTRAINT "auxiliary_exercises_primary_muscles_characters_check" ON "public"."auxiliary_exercises" IS 'The names in a list have at most 2000 characters in all.';

COMMENT ON CONSTRAINT "auxiliary_exercises_primary_muscles_check" ON "public"."auxiliary_exercises" IS 'A plain list without NULL: what clients can read.';

COMMENT ON CONSTRAINT "auxiliary_exercises_primary_muscles_length_check" ON "public"."auxiliary_exercises" IS 'A list has at most nine muscle groups.';

COMMENT ON CONSTRAINT "auxiliary_pool_changes_changed_at_check" ON "public"."auxiliary_pool_changes" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "auxiliary_pool_changes_lift_check" ON "public"."auxiliary_pool_changes" IS 'One of the three lifts.';

COMMENT ON CONSTRAINT "edge_cases_affected_date_end_check" ON "public"."edge_cases" IS 'A day in the years 1 to 9999: what clients can read.';

COMMENT ON CONSTRAINT "edge_cases_affected_date_start_check" ON "public"."edge_cases" IS 'A day in the years 1 to 9999: what clients can read.';

COMMENT ON CONSTRAINT "edge_cases_affected_dates_check" ON "public"."edge_cases" IS 'A disruption starts before it ends.';

COMMENT ON CONSTRAINT "edge_cases_affected_lifts_characters_check" ON "public"."edge_cases" IS 'The names in a list have at most 2000 characters in all.';

COMMENT ON CONSTRAINT "edge_cases_affected_lifts_check" ON "public"."edge_cases" IS 'A plain list without NULL: what clients can read.';

COMMENT ON CONSTRAINT "edge_cases_affected_lifts_length_check" ON "public"."edge_cases" IS 'A list has at most three lifts.';

COMMENT ON CONSTRAINT "edge_cases_description_length_check" ON "public"."edge_cases" IS 'A description has at most 4000 characters.';

COMMENT ON CONSTRAINT "edge_cases_program_id_fkey" ON "public"."edge_cases" IS 'The row of program_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "edge_cases_reported_at_check" ON "public"."edge_cases" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "edge_cases_resolved_at_check" ON "public"."edge_cases" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "edge_cases_session_id_fkey" ON "public"."edge_cases" IS 'The row of session_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "formula_configs_ai_rationale_length_check" ON "public"."formula_configs" IS 'A rationale has at most 4000 characters.';

COMMENT ON CONSTRAINT "formula_configs_created_at_check" ON "public"."formula_configs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "formula_configs_version_check" ON "public"."formula_configs" IS 'Versions count from 1.';

COMMENT ON CONSTRAINT "lifter_maxes_bench_1rm_grams_check" ON "public"."lifter_maxes" IS 'A one-rep max is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_bench_input_grams_check" ON "public"."lifter_maxes" IS 'A lifted weight is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_bench_input_reps_check" ON "public"."lifter_maxes" IS 'A set has from 1 to 100 repetitions.';

COMMENT ON CONSTRAINT "lifter_maxes_deadlift_1rm_grams_check" ON "public"."lifter_maxes" IS 'A one-rep max is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_deadlift_input_grams_check" ON "public"."lifter_maxes" IS 'A lifted weight is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_deadlift_input_reps_check" ON "public"."lifter_maxes" IS 'A set has from 1 to 100 repetitions.';

COMMENT ON CONSTRAINT "lifter_maxes_recorded_at_check" ON "public"."lifter_maxes" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "lifter_maxes_squat_1rm_grams_check" ON "public"."lifter_maxes" IS 'A one-rep max is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_squat_input_grams_check" ON "public"."lifter_maxes" IS 'A lifted weight is more than 0 and at most 1000 kg.';

COMMENT ON CONSTRAINT "lifter_maxes_squat_input_reps_check" ON "public"."lifter_maxes" IS 'A set has from 1 to 100 repetitions.';

COMMENT ON CONSTRAINT "muscle_volume_config_mev_mrv_check" ON "public"."muscle_volume_config" IS 'The minimum effective volume is at most the maximum recoverable one.';

COMMENT ON CONSTRAINT "muscle_volume_config_mev_sets_per_week_check" ON "public"."muscle_volume_config" IS 'Minimum effective volume: from 0 to 200 sets a week.';

COMMENT ON CONSTRAINT "muscle_volume_config_mrv_sets_per_week_check" ON "public"."muscle_volume_config" IS 'Maximum recoverable volume: from 0 to 200 sets a week.';

COMMENT ON CONSTRAINT "muscle_volume_config_updated_at_check" ON "public"."muscle_volume_config" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "performance_metrics_actual_intensity_pct_check" ON "public"."performance_metrics" IS 'A fraction of the one-rep max in the plan. It is over 1 if the lifter beats that max.';

COMMENT ON CONSTRAINT "performance_metrics_actual_volume_grams_check" ON "public"."performance_metrics" IS 'Grams times reps, summed over sets: 0 where nothing is lifted.';

COMMENT ON CONSTRAINT "performance_metrics_avg_rpe_actual_check" ON "public"."performance_metrics" IS 'A mean RPE goes from 1 to 10, without steps.';

COMMENT ON CONSTRAINT "performance_metrics_block_number_check" ON "public"."performance_metrics" IS 'A program has three blocks; NULL is a deload.';

COMMENT ON CONSTRAINT "performance_metrics_completion_pct_check" ON "public"."performance_metrics" IS 'Percent of the planned sets. More than 100 is possible.';

COMMENT ON CONSTRAINT "performance_metrics_estimated_1rm_grams_check" ON "public"."performance_metrics" IS 'An estimate is at most 5000 kg. It is 0 if nothing was lifted.';

COMMENT ON CONSTRAINT "performance_metrics_intensity_type_length_check" ON "public"."performance_metrics" IS 'The name of an intensity has at most 200 characters.';

COMMENT ON CONSTRAINT "performance_metrics_max_rpe_actual_check" ON "public"."performance_metrics" IS 'RPE goes from 1 to 10 in steps of 0.5.';

COMMENT ON CONSTRAINT "performance_metrics_planned_intensity_pct_check" ON "public"."performance_metrics" IS 'A fraction of the one-rep max, at most 1.05.';

COMMENT ON CONSTRAINT "performance_metrics_planned_volume_grams_check" ON "public"."performance_metrics" IS 'Grams times reps, summed over sets: 0 where nothing is lifted.';

COMMENT ON CONSTRAINT "performance_metrics_recorded_at_check" ON "public"."performance_metrics" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "performance_metrics_session_log_id_fkey" ON "public"."performance_metrics" IS 'The row of session_log_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "performance_metrics_week_number_check" ON "public"."performance_metrics" IS 'Weeks of a program count from 1, up to two years.';

COMMENT ON CONSTRAINT "profiles_created_at_check" ON "public"."profiles" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "profiles_display_name_length_check" ON "public"."profiles" IS 'A name has at most 200 characters.';

COMMENT ON CONSTRAINT "profiles_rest_timer_seconds_check" ON "public"."profiles" IS 'A rest takes from a second to an hour.';

COMMENT ON CONSTRAINT "profiles_smallest_plate_grams_check" ON "public"."profiles" IS 'A plate weighs from 1 gram to 50 kg.';

COMMENT ON CONSTRAINT "profiles_weight_unit_check" ON "public"."profiles" IS 'kg or lb.';

COMMENT ON CONSTRAINT "programs_created_at_check" ON "public"."programs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "programs_formula_config_id_fkey" ON "public"."programs" IS 'The row of formula_config_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "programs_lifter_maxes_id_fkey" ON "public"."programs" IS 'The row of lifter_maxes_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "programs_start_date_check" ON "public"."programs" IS 'A day in the years 1 to 9999: what clients can read.';

COMMENT ON CONSTRAINT "programs_total_weeks_check" ON "public"."programs" IS 'A program takes from a week to two years.';

COMMENT ON CONSTRAINT "programs_training_days_per_week_check" ON "public"."programs" IS 'A week has from 1 to 7 training days.';

COMMENT ON CONSTRAINT "programs_version_check" ON "public"."programs" IS 'Versions count from 1.';

COMMENT ON CONSTRAINT "recovery_snapshots_hrv_ms_check" ON "public"."recovery_snapshots" IS 'Heart rate variability in milliseconds, neither negative nor NaN.';

COMMENT ON CONSTRAINT "recovery_snapshots_recorded_at_check" ON "public"."recovery_snapshots" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "recovery_snapshots_resting_hr_bpm_check" ON "public"."recovery_snapshots" IS 'A resting heart rate goes from 1 to 300 beats per minute.';

COMMENT ON CONSTRAINT "recovery_snapshots_sleep_duration_minutes_check" ON "public"."recovery_snapshots" IS 'Sleep lasts from 0 to 1440 minutes.';

COMMENT ON CONSTRAINT "recovery_snapshots_sleep_quality_score_check" ON "public"."recovery_snapshots" IS 'A score from 0 to 100.';

COMMENT ON CONSTRAINT "recovery_snapshots_source_length_check" ON "public"."recovery_snapshots" IS 'The name of a source has at most 200 characters.';

COMMENT ON CONSTRAINT "session_logs_completed_at_check" ON "public"."session_logs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "session_logs_completion_pct_check" ON "public"."session_logs" IS 'Percent of the planned sets. More than 100 is possible.';

COMMENT ON CONSTRAINT "session_logs_corrects_another_check" ON "public"."session_logs" IS 'No log corrects itself.';

COMMENT ON CONSTRAINT "session_logs_corrects_log_id_fkey" ON "public"."session_logs" IS 'A correction has the session and the lifter of the log that it corrects.';

COMMENT ON CONSTRAINT "session_logs_duration_seconds_check" ON "public"."session_logs" IS 'A duration is not negative.';

COMMENT ON CONSTRAINT "session_logs_is_correction_corrects_log_id_check" ON "public"."session_logs" IS 'A correction names the log that it corrects. An original log names none.';

COMMENT ON CONSTRAINT "session_logs_logged_at_check" ON "public"."session_logs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "session_logs_session_id_fkey" ON "public"."session_logs" IS 'The row of session_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "session_logs_session_notes_length_check" ON "public"."session_logs" IS 'Notes have at most 4000 characters.';

COMMENT ON CONSTRAINT "session_logs_session_rpe_check" ON "public"."session_logs" IS 'RPE goes from 1 to 10 in steps of 0.5.';

COMMENT ON CONSTRAINT "session_logs_started_at_check" ON "public"."session_logs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "session_logs_started_completed_check" ON "public"."session_logs" IS 'A session starts before it ends.';

COMMENT ON CONSTRAINT "sessions_created_at_check" ON "public"."sessions" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "sessions_day_number_check" ON "public"."sessions" IS 'Days of a week count from 1 to 7.';

COMMENT ON CONSTRAINT "sessions_deload_block_check" ON "public"."sessions" IS 'A deload session is in no block.';

COMMENT ON CONSTRAINT "sessions_jit_generated_at_check" ON "public"."sessions" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "sessions_planned_date_check" ON "public"."sessions" IS 'A day in the years 1 to 9999: what clients can read.';

COMMENT ON CONSTRAINT "sessions_program_id_fkey" ON "public"."sessions" IS 'The row of program_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "sessions_skip_reason_length_check" ON "public"."sessions" IS 'A reason has at most 4000 characters.';

COMMENT ON CONSTRAINT "sessions_updated_at_check" ON "public"."sessions" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "sessions_week_number_check" ON "public"."sessions" IS 'Weeks of a program count from 1, up to two years.';

COMMENT ON CONSTRAINT "soreness_checkins_recorded_at_check" ON "public"."soreness_checkins" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON CONSTRAINT "soreness_checkins_session_id_fkey" ON "public"."soreness_checkins" IS 'The row of session_id belongs to the same lifter.';

COMMENT ON CONSTRAINT "warmup_configs_updated_at_check" ON "public"."warmup_configs" IS 'A time in the years 1 to 9999, in UTC: what clients can read.';

COMMENT ON FUNCTION "contracts"."actual_sets"(jsonb) IS 'Whether a document is what ActualSets of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."applied_adjustments"(jsonb) IS 'Whether a document is what AppliedAdjustments of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."as_clients_read"(jsonb, integer) IS 'A document with its numbers as a client reads them, rounded to doubles, down to some levels of objects and lists. NULL if that changes nothing.';

COMMENT ON FUNCTION "contracts"."auxiliary_pool"(jsonb) IS 'Whether a document is what AuxiliaryPool of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."auxiliary_sets"(jsonb) IS 'Whether a document is what AuxiliarySets of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."block_assignments"(jsonb) IS 'Whether a document is what BlockAssignments of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."block_overrides"(jsonb) IS 'Whether a document is what BlockOverrides of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."deload_overrides"(jsonb) IS 'Whether a document is what DeloadOverrides of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."formula_overrides"(jsonb) IS 'Whether a document is what FormulaOverrides of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."intensity_overrides"(jsonb) IS 'Whether a document is what IntensityOverrides of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."jit_input_snapshot"(jsonb) IS 'Whether a document is what JitInputSnapshot of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."jit_input_snapshot_v1"(jsonb) IS 'Whether a document is what JitInputSnapshotV1 of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."planned_sets"(jsonb) IS 'Whether a document is what PlannedSets of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."program_sessions"(jsonb) IS 'Whether a document is what ProgramSessions of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."progressive_overload"(jsonb) IS 'Whether a document is what ProgressiveOverload of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."recovery_payload"(jsonb) IS 'Whether a document is what RecoveryPayload of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."rep_overrides"(jsonb) IS 'Whether a document is what RepOverrides of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."session_metrics"(jsonb) IS 'Whether a document is what SessionMetrics of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."sets_per_muscle"(jsonb) IS 'Whether a document is what SetsPerMuscle of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."soreness_ratings"(jsonb) IS 'Whether a document is what SorenessRatings of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."training_max_increase"(jsonb) IS 'Whether a document is what TrainingMaxIncrease of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."volume_limits"(jsonb) IS 'Whether a document is what VolumeLimits of @parakeet/db-types describes.';

COMMENT ON FUNCTION "contracts"."warmup_steps"(jsonb) IS 'Whether a document is what WarmupSteps of @parakeet/db-types describes.';

COMMENT ON FUNCTION "public"."delete_account"() IS 'Deletes the account of the caller with all of its rows. Runs as its owner, since a lifter may not change auth.users. A second call changes nothing.';

COMMENT ON FUNCTION "public"."save_formula_config"(uuid, text, jsonb, text) IS 'Saves a formula config as the next version. It becomes the active one, and replaces the previous one. A second call with the same id returns the existing config.';

COMMENT ON FUNCTION "rules"."create_profile"() IS 'Creates the profile of a new account. It takes the name from the account''s metadata: the first non-blank text of display_name, full_name and name, cut to 200 characters. Never fails.';

COMMENT ON FUNCTION "rules"."keep_logged_program"() IS 'Refuses to delete a program with a session that is completed or has a log, with PK106.';

COMMENT ON FUNCTION "rules"."keep_logged_session"() IS 'Refuses to delete a session that is completed or has a log, with PK106.';

COMMENT ON FUNCTION "rules"."keep_updated_at"() IS 'Moves updated_at forward if anything else in the row changes. Ignores a value that the client sends for it.';

COMMENT ON FUNCTION "rules"."refuse_endless_corrections"() IS 'Refuses a correction whose chain does not end at an original log, with PK104.';

COMMENT ON FUNCTION "rules"."refuse_session_status"() IS 'Refuses a forbidden change of sessions.status, with PK101. The error names the allowed ones.';

COMMENT ON FUNCTION "rules"."refuse_time_ahead"() IS 'Refuses a time more than a day ahead of the server''s clock, with PK107. The argument names the column.';

COMMENT ON FUNCTION "rules"."refuse_version_gap"() IS 'Refuses new rows with a version beyond the lifter''s next one, with PK108. The argument names the function that counts versions.';

COMMENT ON FUNCTION "rules"."refuse_version_raise"() IS 'Refuses to raise a version beyond the lifter''s next one, with PK108.';

COMMENT ON INDEX "public"."auxiliary_assignments_program_id_user_id_idx" IS 'The foreign key to programs: deleting a program looks for its assignments.';

COMMENT ON INDEX "public"."auxiliary_pool_changes_user_id_changed_at_idx" IS 'A lifter''s changes, newest first, and the foreign key to the account.';

COMMENT ON INDEX "public"."edge_cases_program_id_user_id_idx" IS 'The foreign key to programs. Disruptions without a program are not in it.';

COMMENT ON INDEX "public"."edge_cases_session_id_user_id_idx" IS 'The foreign key to sessions. Disruptions without a session are not in it.';

COMMENT ON INDEX "public"."edge_cases_user_id_status_reported_at_idx" IS 'A lifter''s open disruptions, newest first. No read wants the resolved ones.';

COMMENT ON INDEX "public"."formula_configs_user_id_active_idx" IS 'At most one active formula config a lifter.';

COMMENT ON INDEX "public"."performance_metrics_session_log_id_user_id_idx" IS 'The foreign key to session_logs: the metrics of a log.';

COMMENT ON INDEX "public"."programs_formula_config_id_user_id_idx" IS 'The foreign key to formula_configs.';

COMMENT ON INDEX "public"."programs_lifter_maxes_id_user_id_idx" IS 'The foreign key to lifter_maxes.';

COMMENT ON INDEX "public"."programs_user_id_active_idx" IS 'At most one active program a lifter.';

COMMENT ON INDEX "public"."recovery_snapshots_user_id_recorded_at_idx" IS 'A lifter''s recovery over time, and the foreign key to the account.';

COMMENT ON INDEX "public"."session_logs_corrects_log_id_user_id_idx" IS 'The foreign key of a correction. Original logs are not in it.';

COMMENT ON INDEX "public"."session_logs_session_id_original_idx" IS 'A session has at most one original log. So a phone that sends a log twice stores it once.';

COMMENT ON INDEX "public"."session_logs_session_id_user_id_idx" IS 'The logs of given sessions, corrections included, and the foreign key to sessions.';

COMMENT ON INDEX "public"."session_logs_user_id_completed_at_idx" IS 'A lifter''s newest logs by completion time: of all lifts or, joined to the session, of one.';

COMMENT ON INDEX "public"."sessions_program_id_week_number_day_number_idx" IS 'One session a program, week and day.';

COMMENT ON INDEX "public"."soreness_checkins_user_id_recorded_at_idx" IS 'A lifter''s newest soreness, and the foreign key to the account.';

COMMENT ON SCHEMA "contracts" IS 'What the CHECKs of JSONB columns ask: functions compiled from the contracts of @parakeet/db-types. Not exposed to the Data API.';

COMMENT ON SCHEMA "rules" IS 'Functions of triggers. Not exposed to the Data API, and granted to nobody: a trigger needs no grant.';

COMMENT ON TABLE "public"."auxiliary_assignments" IS 'The two auxiliary exercises in use for a lift during a block of a program.';

COMMENT ON TABLE "public"."auxiliary_exercises" IS 'The lifter''s pool of auxiliary exercises for a lift, in the order in which they rotate.';

COMMENT ON TABLE "public"."auxiliary_pool_changes" IS 'Pools of auxiliary exercises as lifters requested them, one row for each change. Append-only: the current pool is in auxiliary_exercises.';

COMMENT ON TABLE "public"."edge_cases" IS 'Disruptions of training, such as an injury or a journey, and what was changed because of them.';

COMMENT ON TABLE "public"."formula_configs" IS 'A lifter''s changes to the training formulas, one row for each version. The defaults live in the training engine.';

COMMENT ON TABLE "public"."lifter_maxes" IS 'One-rep maxes in grams, as entered or calculated. Append-only: the newest row is the current one.';

COMMENT ON TABLE "public"."muscle_volume_config" IS 'The lifter''s weekly volume limits for a muscle group: minimum effective (MEV) and maximum recoverable volume (MRV), in sets.';

COMMENT ON TABLE "public"."performance_metrics" IS 'A lift''s figures for one log: volume in grams times reps, intensity as a fraction of the one-rep max.';

COMMENT ON TABLE "public"."profiles" IS 'A lifter. Each account has one row, with the account''s id.';

COMMENT ON TABLE "public"."programs" IS 'A training program: its number of weeks and of training days in a week, computed from one set of maxes and one formula config.';

COMMENT ON TABLE "public"."recovery_snapshots" IS 'Recovery as a wearable measured it: sleep in minutes, heart rate variability in milliseconds.';

COMMENT ON TABLE "public"."session_logs" IS 'What was lifted in a session. Append-only: a mistake is corrected by a new row that names the one it corrects.';

COMMENT ON TABLE "public"."sessions" IS 'A place in a program: a week and a day. Its sets are planned just in time (JIT), when the lifter opens it.';

COMMENT ON TABLE "public"."soreness_checkins" IS 'How sore each muscle group was before a session.';

COMMENT ON TABLE "public"."warmup_configs" IS 'How the lifter warms up for a lift. No row means the standard protocol.';

COMMENT ON TRIGGER "edge_cases_reported_at_not_ahead" ON "public"."edge_cases" IS 'reported_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "formula_configs_version_added" ON "public"."formula_configs" IS 'A new version is at most the lifter''s next one. A lower one is accepted if it is free.';

COMMENT ON TRIGGER "formula_configs_version_raised" ON "public"."formula_configs" IS 'A change raises a version at most to the lifter''s next one.';

COMMENT ON TRIGGER "lifter_maxes_recorded_at_not_ahead" ON "public"."lifter_maxes" IS 'recorded_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "performance_metrics_recorded_at_not_ahead" ON "public"."performance_metrics" IS 'recorded_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "programs_keep_history" ON "public"."programs" IS 'A lifter cannot delete a program with a session that is completed or has a log. service_role and the deletion of the account can.';

COMMENT ON TRIGGER "programs_version_added" ON "public"."programs" IS 'A new version is at most the lifter''s next one. A lower one is accepted if it is free.';

COMMENT ON TRIGGER "programs_version_raised" ON "public"."programs" IS 'A change raises a version at most to the lifter''s next one.';

COMMENT ON TRIGGER "recovery_snapshots_recorded_at_not_ahead" ON "public"."recovery_snapshots" IS 'recorded_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "session_logs_completed_at_not_ahead" ON "public"."session_logs" IS 'completed_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "session_logs_corrections_end" ON "public"."session_logs" IS 'A chain of corrections ends at an original log.';

COMMENT ON TRIGGER "session_logs_logged_at_not_ahead" ON "public"."session_logs" IS 'logged_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "session_logs_started_at_not_ahead" ON "public"."session_logs" IS 'started_at is at most a day ahead of the server''s clock.';

COMMENT ON TRIGGER "sessions_keep_history" ON "public"."sessions" IS 'A lifter cannot delete a session that is completed or has a log. service_role and the deletion of the account can.';

COMMENT ON TRIGGER "sessions_status_forward" ON "public"."sessions" IS 'planned to in_progress, completed or skipped; in_progress to completed or skipped; skipped to planned. Completed is final.';

COMMENT ON TRIGGER "soreness_checkins_recorded_at_not_ahead" ON "public"."soreness_checkins" IS 'recorded_at is at most a day ahead of the server''s clock.';

GRANT EXECUTE ON FUNCTION "public"."delete_account"() TO "authenticated";

GRANT EXECUTE ON FUNCTION "public"."save_formula_config"(uuid, text, jsonb, text) TO "authenticated";

REVOKE ALL ON FUNCTION "rules"."create_profile"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."keep_logged_program"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."keep_logged_session"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."keep_updated_at"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."refuse_endless_corrections"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."refuse_session_status"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."refuse_time_ahead"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."refuse_version_gap"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "rules"."refuse_version_raise"() FROM PUBLIC;

GRANT USAGE ON SCHEMA "contracts" TO PUBLIC;

REVOKE ALL ON TABLE "public"."auxiliary_assignments" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."auxiliary_assignments" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."auxiliary_assignments" TO "service_role";

REVOKE ALL ON TABLE "public"."auxiliary_exercises" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."auxiliary_exercises" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."auxiliary_exercises" TO "service_role";

REVOKE ALL ON TABLE "public"."auxiliary_pool_changes" FROM "authenticated";

GRANT INSERT, SELECT ON TABLE "public"."auxiliary_pool_changes" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."auxiliary_pool_changes" TO "service_role";

REVOKE ALL ON TABLE "public"."edge_cases" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."edge_cases" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."edge_cases" TO "service_role";

REVOKE ALL ON TABLE "public"."formula_configs" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."formula_configs" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."formula_configs" TO "service_role";

REVOKE ALL ON TABLE "public"."lifter_maxes" FROM "authenticated";

GRANT INSERT, SELECT ON TABLE "public"."lifter_maxes" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."lifter_maxes" TO "service_role";

REVOKE ALL ON TABLE "public"."muscle_volume_config" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."muscle_volume_config" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."muscle_volume_config" TO "service_role";

REVOKE ALL ON TABLE "public"."performance_metrics" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."performance_metrics" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."performance_metrics" TO "service_role";

REVOKE ALL ON TABLE "public"."profiles" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."profiles" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."profiles" TO "service_role";

REVOKE ALL ON TABLE "public"."programs" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."programs" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."programs" TO "service_role";

REVOKE ALL ON TABLE "public"."recovery_snapshots" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."recovery_snapshots" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."recovery_snapshots" TO "service_role";

REVOKE ALL ON TABLE "public"."session_logs" FROM "authenticated";

GRANT INSERT, SELECT ON TABLE "public"."session_logs" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."session_logs" TO "service_role";

REVOKE ALL ON TABLE "public"."sessions" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."sessions" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."sessions" TO "service_role";

REVOKE ALL ON TABLE "public"."soreness_checkins" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."soreness_checkins" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."soreness_checkins" TO "service_role";

REVOKE ALL ON TABLE "public"."warmup_configs" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."warmup_configs" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."warmup_configs" TO "service_role";

CREATE DOMAIN "public"."auxiliary_pool" AS jsonb CONSTRAINT "auxiliary_pool_contract"
  CHECK (contracts.auxiliary_pool(VALUE));

CREATE OR REPLACE FUNCTION public.replace_auxiliary_pool (
  id        uuid,
  lift      text,
  exercises public.auxiliary_pool
)
  RETURNS SETOF public.auxiliary_exercises
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  change public.auxiliary_pool_changes;
  pool public.auxiliary_exercises[];
  is_new boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('replace_auxiliary_pool ' || auth.uid(), 0));
  select * into change from public.auxiliary_pool_changes where id = replace_auxiliary_pool.id;
  is_new := not found;
  if is_new then
    insert into public.auxiliary_pool_changes (id, user_id, lift, exercises)
    values (
      replace_auxiliary_pool.id,
      auth.uid(),
      replace_auxiliary_pool.lift,
      replace_auxiliary_pool.exercises
    )
    returning * into change;
  end if;

  select array_agg(
    row(
      (exercise ->> 'id')::uuid,
      change.user_id,
      change.lift,
      exercise ->> 'exercise_name',
      place,
      (exercise -> 'is_active')::boolean,
      array(select jsonb_array_elements_text(exercise -> 'primary_muscles'))
    )::public.auxiliary_exercises
    order by place
  )
  into pool
  from jsonb_array_elements(change.exercises) with ordinality as listed (exercise, place);

  if is_new then
    delete from public.auxiliary_exercises where user_id = change.user_id and lift = change.lift;
    insert into public.auxiliary_exercises select * from unnest(pool);
  end if;
  return query select * from unnest(pool);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."replace_auxiliary_pool"(uuid, text, public.auxiliary_pool) FROM PUBLIC, "anon", "service_role";

COMMENT ON DOMAIN "public"."auxiliary_pool" IS 'Array of the exercises of a pool in its order, as the lifter asked for it.';

COMMENT ON FUNCTION "public"."replace_auxiliary_pool"(uuid, text, public.auxiliary_pool) IS 'Replaces the pool of a lift with these exercises, in their order. A second call with the same id changes nothing. It returns the pool of the first call, even if the pool has changed since.';

GRANT EXECUTE ON FUNCTION "public"."replace_auxiliary_pool"(uuid, text, public.auxiliary_pool) TO "authenticated";

CREATE DOMAIN "public"."block_assignments" AS jsonb
  NOT NULL CONSTRAINT "block_assignments_contract"
  CHECK (contracts.block_assignments(VALUE));

COMMENT ON DOMAIN "public"."block_assignments" IS 'Array of auxiliary assignments of a program that starts, one a block and lift.';

CREATE DOMAIN "public"."program_sessions" AS jsonb
  NOT NULL CONSTRAINT "program_sessions_contract"
  CHECK (contracts.program_sessions(VALUE));

CREATE OR REPLACE FUNCTION public.start_program (
  id                     uuid,
  total_weeks            smallint,
  training_days_per_week smallint,
  start_date             date,
  lifter_maxes_id        uuid,
  formula_config_id      uuid,
  sessions               public.program_sessions,
  assignments            public.block_assignments DEFAULT '[]'::jsonb
)
  RETURNS public.programs
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  started public.programs;
begin
  perform pg_advisory_xact_lock(hashtextextended('start_program ' || auth.uid(), 0));
  select * into started from public.programs where id = start_program.id;
  if found then
    return started;
  end if;

  update public.programs set status = 'archived' where user_id = auth.uid() and status = 'active';

  insert into public.programs (
    id, user_id, version, total_weeks, training_days_per_week, start_date, lifter_maxes_id,
    formula_config_id
  )
  values (
    start_program.id,
    auth.uid(),
    (select coalesce(max(version), 0) + 1 from public.programs where user_id = auth.uid()),
    start_program.total_weeks,
    start_program.training_days_per_week,
    start_program.start_date,
    start_program.lifter_maxes_id,
    start_program.formula_config_id
  )
  returning * into started;

  insert into public.sessions (
    id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type,
    block_number, is_deload
  )
  select
    (session ->> 'id')::uuid,
    started.id,
    started.user_id,
    (session -> 'week_number')::smallint,
    (session -> 'day_number')::smallint,
    (session ->> 'planned_date')::date,
    session ->> 'primary_lift',
    session ->> 'intensity_type',
    -- JSON null has no cast to a number
    nullif(session -> 'block_number', 'null')::smallint,
    (session -> 'is_deload')::boolean
  from jsonb_array_elements(start_program.sessions) as session;

  insert into public.auxiliary_assignments (
    user_id, program_id, block_number, lift, exercise_1, exercise_2
  )
  select
    started.user_id,
    started.id,
    (assignment -> 'block_number')::smallint,
    assignment ->> 'lift',
    assignment ->> 'exercise_1',
    assignment ->> 'exercise_2'
  from jsonb_array_elements(start_program.assignments) as assignment;

  return started;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."start_program"(uuid, smallint, smallint, date, uuid, uuid, public.program_sessions, public.block_assignments) FROM PUBLIC, "anon", "service_role";

COMMENT ON DOMAIN "public"."program_sessions" IS 'Array of the sessions of a program that starts, one a week and day.';

COMMENT ON FUNCTION "public"."start_program"(uuid, smallint, smallint, date, uuid, uuid, public.program_sessions, public.block_assignments) IS 'Starts a program: archives the active one, and creates the next version with its sessions and auxiliary assignments. A second call with the same id returns the existing program.';

GRANT EXECUTE ON FUNCTION "public"."start_program"(uuid, smallint, smallint, date, uuid, uuid, public.program_sessions, public.block_assignments) TO "authenticated";

CREATE DOMAIN "public"."session_metrics" AS jsonb CONSTRAINT "session_metrics_contract"
  CHECK (contracts.session_metrics(VALUE));

CREATE OR REPLACE FUNCTION public.complete_session (
  id                  uuid,
  session_id          uuid,
  actual_sets         jsonb,
  completed_at        timestamp with time zone,
  started_at          timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  duration_seconds    integer                  DEFAULT NULL::integer,
  session_rpe         numeric                  DEFAULT NULL::numeric,
  session_notes       text                     DEFAULT NULL::text,
  completion_pct      numeric                  DEFAULT NULL::numeric,
  performance_vs_plan text                     DEFAULT NULL::text,
  metrics             public.session_metrics   DEFAULT NULL::jsonb,
  auxiliary_sets      jsonb                    DEFAULT NULL::jsonb
)
  RETURNS public.session_logs
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
#variable_conflict use_column
declare
  session public.sessions;
  log public.session_logs;
begin
  if complete_session.completed_at is null then
    raise exception using
      errcode = 'PK105',
      message = format(
        'log %s of session %s has no completed_at', complete_session.id, complete_session.session_id
      ),
      detail = 'A completed session has a completion time.',
      hint = 'Send the time at which the lifter finished.',
      schema = 'public',
      table = 'session_logs',
      column = 'completed_at',
      constraint = 'complete_session';
  end if;

  -- a second call waits here, and then sees the log of the first
  select * into session from public.sessions where id = complete_session.session_id
  for no key update;
  if not found then
    raise exception using
      errcode = 'PK103',
      message = format('there is no session %s of this lifter', complete_session.session_id),
      detail = 'The session of a log exists and belongs to the signed-in lifter.',
      hint = 'Send the program with its sessions first.',
      schema = 'public',
      table = 'sessions',
      column = 'id',
      constraint = 'complete_session';
  end if;

  select * into log from public.session_logs where session_id = session.id and not is_correction;
  if found then
    if log.id = complete_session.id then
      return log;
    end if;
    raise exception using
      errcode = 'PK102',
      message = format('session %s has been logged already, by log %s', session.id, log.id),
      detail = 'A session has one log that is not a correction.',
      hint = 'Show the existing log. To fix it, add a correction.',
      schema = 'public',
      table = 'session_logs',
      column = 'session_id',
      constraint = 'complete_session';
  end if;

  -- a skipped session is refused here (PK101): the lifter plans it again first
  update public.sessions set status = 'completed' where id = session.id and status <> 'completed';

  insert into public.session_logs (
    id, session_id, user_id, started_at, completed_at, duration_seconds, actual_sets, session_rpe,
    session_notes, completion_pct, performance_vs_plan, auxiliary_sets
  )
  values (
    complete_session.id,
    session.id,
    session.user_id,
    complete_session.started_at,
    complete_session.completed_at,
    complete_session.duration_seconds,
    complete_session.actual_sets,
    complete_session.session_rpe,
    complete_session.session_notes,
    complete_session.completion_pct,
    complete_session.performance_vs_plan,
    complete_session.auxiliary_sets
  )
  returning * into log;

  if complete_session.metrics is not null then
    insert into public.performance_metrics (
      user_id, session_log_id, recorded_at, lift, intensity_type, block_number, week_number,
      planned_volume_grams, actual_volume_grams, planned_intensity_pct, actual_intensity_pct,
      max_rpe_actual, avg_rpe_actual, completion_pct, estimated_1rm_grams, sets_per_muscle
    )
    values (
      log.user_id,
      log.id,
      log.completed_at,
      session.primary_lift,
      session.intensity_type,
      session.block_number,
      session.week_number,
      (metrics -> 'planned_volume_grams')::integer,
      (metrics -> 'actual_volume_grams')::integer,
      (metrics -> 'planned_intensity_pct')::numeric,
      (metrics -> 'actual_intensity_pct')::numeric,
      (metrics -> 'max_rpe_actual')::numeric,
      (metrics -> 'avg_rpe_actual')::numeric,
      log.completion_pct,
      (metrics -> 'estimated_1rm_grams')::integer,
      metrics -> 'sets_per_muscle'
    );
  end if;
  return log;
end;
$function$;

REVOKE ALL
  ON FUNCTION "public"."complete_session"(uuid, uuid, jsonb, timestamp WITH time zone, timestamp
    WITH time zone, integer, numeric, text, numeric, text, public.session_metrics, jsonb)
  FROM PUBLIC, "anon", "service_role";

COMMENT ON DOMAIN "public"."session_metrics" IS 'What the client computed of a session: volumes in grams times reps, intensities as fractions of the one-rep max.';

COMMENT ON FUNCTION "public"."complete_session"(uuid, uuid, jsonb, timestamp with time zone, timestamp
  with time zone, integer, numeric, text, numeric, text, public.session_metrics, jsonb) IS 'Logs a session: stores the log, completes the session and, if given, stores its metrics. A second call with the same id returns the existing log.';

GRANT EXECUTE
  ON FUNCTION "public"."complete_session"(uuid, uuid, jsonb, timestamp WITH time zone, timestamp
    WITH time zone, integer, numeric, text, numeric, text, public.session_metrics, jsonb)
  TO "authenticated";

ALTER TABLE "public"."auxiliary_pool_changes"
  ADD CONSTRAINT "auxiliary_pool_changes_exercises_contract" CHECK (contracts.auxiliary_pool(exercises));

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_adjustment_applied_contract" CHECK (contracts.applied_adjustments(adjustment_applied));

ALTER TABLE "public"."formula_configs"
  ADD CONSTRAINT "formula_configs_overrides_contract" CHECK (contracts.formula_overrides(overrides));

ALTER TABLE "public"."performance_metrics"
  ADD CONSTRAINT "performance_metrics_sets_per_muscle_contract" CHECK (contracts.sets_per_muscle(sets_per_muscle));

ALTER TABLE "public"."recovery_snapshots"
  ADD CONSTRAINT "recovery_snapshots_raw_payload_contract" CHECK (contracts.recovery_payload(raw_payload));

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_actual_sets_contract" CHECK (contracts.actual_sets(actual_sets));

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_auxiliary_sets_contract" CHECK (contracts.auxiliary_sets(auxiliary_sets));

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_jit_input_snapshot_contract" CHECK (contracts.jit_input_snapshot(jit_input_snapshot));

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_planned_sets_contract" CHECK (contracts.planned_sets(planned_sets));

ALTER TABLE "public"."soreness_checkins"
  ADD CONSTRAINT "soreness_checkins_ratings_contract" CHECK (contracts.soreness_ratings(ratings));

ALTER TABLE "public"."warmup_configs"
  ADD CONSTRAINT "warmup_configs_custom_steps_contract" CHECK (contracts.warmup_steps(custom_steps));
