-- The schema that the migrations result in: what they add to an empty Supabase database,
-- for reading. Written by `npx nx run db-schema:generate`; do not edit, and do not apply.

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
  CONSTRAINT "auxiliary_exercises_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "auxiliary_exercises_pkey" PRIMARY KEY (id),
  CONSTRAINT "auxiliary_exercises_user_id_lift_pool_position_key" UNIQUE (user_id, lift, pool_position)
);

ALTER TABLE "public"."auxiliary_exercises"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."auxiliary_exercises" FROM "anon";

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
  CONSTRAINT "edge_cases_case_type_check"
    CHECK ((case_type = ANY (ARRAY['injury'::text, 'illness'::text, 'travel'::text, 'fatigue'::text, 'equipment_unavailable'::text, 'other'::text]))),
  CONSTRAINT "edge_cases_pkey" PRIMARY KEY (id),
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
  CONSTRAINT "formula_configs_pkey" PRIMARY KEY (id),
  CONSTRAINT "formula_configs_source_check" CHECK ((source = ANY (ARRAY['user'::text, 'ai_suggestion'::text, 'system'::text]))),
  CONSTRAINT "formula_configs_user_id_version_key" UNIQUE (user_id, VERSION)
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
  CONSTRAINT "lifter_maxes_pkey" PRIMARY KEY (id),
  CONSTRAINT "lifter_maxes_source_check" CHECK ((source = ANY (ARRAY['input_1rm'::text, 'input_3rm'::text, 'system_calculated'::text])))
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
  CONSTRAINT "muscle_volume_config_muscle_group_check"
    CHECK
    ((muscle_group = ANY (ARRAY['quads'::text, 'hamstrings'::text, 'glutes'::text, 'lower_back'::text, 'upper_back'::text, 'chest'::text, 'triceps'::text, 'shoulders'::text,
    'biceps'::text]))),
  CONSTRAINT "muscle_volume_config_pkey" PRIMARY KEY (id),
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
  CONSTRAINT "performance_metrics_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "performance_metrics_pkey" PRIMARY KEY (id)
);

ALTER TABLE "public"."performance_metrics"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."performance_metrics" FROM "anon";

CREATE TABLE "public"."profiles" (
  "id"           uuid                     NOT NULL,
  "display_name" text,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "profiles_pkey" PRIMARY KEY (id)
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
  CONSTRAINT "programs_pkey" PRIMARY KEY (id),
  CONSTRAINT "programs_status_check" CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'archived'::text]))),
  CONSTRAINT "programs_user_id_version_key" UNIQUE (user_id, VERSION)
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
  CONSTRAINT "recovery_snapshots_pkey" PRIMARY KEY (id)
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
  CONSTRAINT "session_logs_performance_vs_plan_check" CHECK ((performance_vs_plan = ANY (ARRAY['under'::text, 'at'::text, 'over'::text, 'incomplete'::text]))),
  CONSTRAINT "session_logs_pkey" PRIMARY KEY (id)
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
  CONSTRAINT "sessions_block_number_check" CHECK ((block_number = ANY (ARRAY[1, 2, 3]))),
  CONSTRAINT "sessions_intensity_type_check" CHECK ((intensity_type = ANY (ARRAY['heavy'::text, 'explosive'::text, 'rep'::text, 'deload'::text]))),
  CONSTRAINT "sessions_pkey" PRIMARY KEY (id),
  CONSTRAINT "sessions_primary_lift_check" CHECK ((primary_lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "sessions_status_check" CHECK ((status = ANY (ARRAY['planned'::text, 'in_progress'::text, 'completed'::text, 'skipped'::text])))
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
  CONSTRAINT "soreness_checkins_pkey" PRIMARY KEY (id)
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
  CONSTRAINT "warmup_configs_lift_check" CHECK ((lift = ANY (ARRAY['squat'::text, 'bench'::text, 'deadlift'::text]))),
  CONSTRAINT "warmup_configs_pkey" PRIMARY KEY (id),
  CONSTRAINT "warmup_configs_protocol_check" CHECK ((protocol = ANY (ARRAY['standard'::text, 'minimal'::text, 'extended'::text, 'empty_bar'::text, 'custom'::text]))),
  CONSTRAINT "warmup_configs_user_id_lift_key" UNIQUE (user_id, lift)
);

ALTER TABLE "public"."warmup_configs"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."warmup_configs" FROM "anon";

ALTER TABLE "public"."auxiliary_assignments"
  ADD CONSTRAINT "auxiliary_assignments_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."auxiliary_exercises"
  ADD CONSTRAINT "auxiliary_exercises_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

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
  ADD CONSTRAINT "programs_formula_config_id_fkey" FOREIGN KEY (formula_config_id) REFERENCES public.formula_configs(id);

ALTER TABLE "public"."programs"
  ADD CONSTRAINT "programs_lifter_maxes_id_fkey" FOREIGN KEY (lifter_maxes_id) REFERENCES public.lifter_maxes(id);

ALTER TABLE "public"."auxiliary_assignments"
  ADD CONSTRAINT "auxiliary_assignments_program_id_fkey" FOREIGN KEY (program_id) REFERENCES public.programs(id);

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_program_id_fkey" FOREIGN KEY (program_id) REFERENCES public.programs(id);

ALTER TABLE "public"."programs"
  ADD CONSTRAINT "programs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."recovery_snapshots"
  ADD CONSTRAINT "recovery_snapshots_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."performance_metrics"
  ADD CONSTRAINT "performance_metrics_session_log_id_fkey" FOREIGN KEY (session_log_id) REFERENCES public.session_logs(id);

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_corrects_log_id_fkey" FOREIGN KEY (corrects_log_id) REFERENCES public.session_logs(id);

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."edge_cases"
  ADD CONSTRAINT "edge_cases_session_id_fkey" FOREIGN KEY (session_id) REFERENCES public.sessions(id);

ALTER TABLE "public"."session_logs"
  ADD CONSTRAINT "session_logs_session_id_fkey" FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_program_id_fkey" FOREIGN KEY (program_id) REFERENCES public.programs(id) ON DELETE CASCADE;

ALTER TABLE "public"."sessions"
  ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."soreness_checkins"
  ADD CONSTRAINT "soreness_checkins_session_id_fkey" FOREIGN KEY (session_id) REFERENCES public.sessions(id) ON DELETE CASCADE;

ALTER TABLE "public"."soreness_checkins"
  ADD CONSTRAINT "soreness_checkins_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

ALTER TABLE "public"."warmup_configs"
  ADD CONSTRAINT "warmup_configs_user_id_fkey" FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

CREATE INDEX idx_auxiliary_assignments_block ON public.auxiliary_assignments USING btree (user_id, program_id, block_number);

CREATE INDEX idx_lifter_maxes_user_time ON public.lifter_maxes USING btree (user_id, recorded_at DESC);

CREATE INDEX idx_perf_metrics_user_lift_time ON public.performance_metrics USING btree (user_id, lift, recorded_at DESC);

CREATE INDEX idx_session_logs_user_time ON public.session_logs USING btree (user_id, logged_at DESC);

CREATE INDEX idx_sessions_program_week ON public.sessions USING btree (program_id, week_number);

CREATE INDEX idx_sessions_user_date ON public.sessions USING btree (user_id, planned_date);

CREATE INDEX idx_soreness_session ON public.soreness_checkins USING btree (session_id);

CREATE INDEX idx_warmup_configs_user ON public.warmup_configs USING btree (user_id);

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

COMMENT ON COLUMN "public"."edge_cases"."adjustment_applied" IS 'Array of changes made to sessions, reductions in percent or reps. NULL until looked at; [] means that nothing had to change.';

COMMENT ON COLUMN "public"."formula_configs"."overrides" IS 'Changes to the formula defaults, by block, deload and increments; {} changes nothing. pct is a fraction of the one-rep max, weights are integer grams.';

COMMENT ON COLUMN "public"."performance_metrics"."sets_per_muscle" IS 'Muscle group to sets done in this session, in steps of 0.5: a secondary muscle counts half a set.';

COMMENT ON COLUMN "public"."recovery_snapshots"."raw_payload" IS 'The object that the wearable''s vendor sent, as it came.';

COMMENT ON COLUMN "public"."session_logs"."actual_sets" IS 'Array of sets as lifted, numbered from 1: weight in integer grams (0 is an empty hand), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5.';

COMMENT ON COLUMN "public"."sessions"."jit_input_snapshot" IS 'What the plan was computed from, told apart by its version. Weights in integer grams. NULL until JIT ran.';

COMMENT ON COLUMN "public"."sessions"."planned_sets" IS 'Array of planned sets, weights in integer grams, rpe_target from 1 to 10 in steps of 0.5. NULL until JIT ran; [] plans no sets.';

COMMENT ON COLUMN "public"."soreness_checkins"."ratings" IS 'Muscle group to soreness, from 1 (fresh) to 5 (severe); at least one muscle group.';

COMMENT ON COLUMN "public"."warmup_configs"."custom_steps" IS 'Array of warm-up steps, pct as a fraction of the one-rep max (0 is the empty bar). Only for the protocol custom.';

COMMENT ON TABLE "public"."auxiliary_assignments" IS 'The two auxiliary exercises in use for a lift during a block of a program.';

COMMENT ON TABLE "public"."auxiliary_exercises" IS 'The lifter''s pool of auxiliary exercises for a lift, in the order in which they rotate.';

COMMENT ON TABLE "public"."edge_cases" IS 'Disruptions of training, such as an injury or a journey, and what was changed because of them.';

COMMENT ON TABLE "public"."formula_configs" IS 'A lifter''s changes to the training formulas, a row a version. The defaults live in the training engine.';

COMMENT ON TABLE "public"."lifter_maxes" IS 'One-rep maxes in grams, as entered or calculated. Append-only: the newest row is the current one.';

COMMENT ON TABLE "public"."muscle_volume_config" IS 'The lifter''s weekly volume limits for a muscle group: minimum effective (MEV) and maximum recoverable volume (MRV), in sets.';

COMMENT ON TABLE "public"."performance_metrics" IS 'A lift''s figures for one log: volume in grams times reps, intensity as a fraction of the one-rep max.';

COMMENT ON TABLE "public"."profiles" IS 'A lifter. One row an account, with the account''s id.';

COMMENT ON TABLE "public"."programs" IS 'A training program: so many weeks of so many training days, computed from one set of maxes and one formula config.';

COMMENT ON TABLE "public"."recovery_snapshots" IS 'Recovery as a wearable measured it: sleep in minutes, heart rate variability in milliseconds.';

COMMENT ON TABLE "public"."session_logs" IS 'What was lifted in a session. Append-only: a mistake is corrected by a new row that names the one it corrects.';

COMMENT ON TABLE "public"."sessions" IS 'A place in a program: a week and a day. Its sets are planned just in time (JIT), when the lifter opens it.';

COMMENT ON TABLE "public"."soreness_checkins" IS 'How sore each muscle group was before a session.';

COMMENT ON TABLE "public"."warmup_configs" IS 'How the lifter warms up for a lift. No row means the standard protocol.';

REVOKE ALL ON TABLE "public"."auxiliary_assignments" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."auxiliary_assignments" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."auxiliary_assignments" TO "service_role";

REVOKE ALL ON TABLE "public"."auxiliary_exercises" FROM "authenticated";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."auxiliary_exercises" TO "authenticated";

GRANT DELETE, INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE ON TABLE "public"."auxiliary_exercises" TO "service_role";

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
