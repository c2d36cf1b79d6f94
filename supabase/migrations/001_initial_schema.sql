-- The schema as the specification gives it (Part 1, word for word), then what the
-- specification asks for beside it: row level security and grants (Part 2), and
-- comments in units (Part 3).

------------------------------------------------------------------------------
-- Part 1: the specification's tables and indexes
------------------------------------------------------------------------------

-- Weight storage: all weight_* columns are INTEGER grams (e.g., 140kg = 140000)

-- Extend Supabase auth.users
CREATE TABLE profiles (
  id UUID PRIMARY KEY REFERENCES auth.users(id) ON DELETE CASCADE,
  display_name TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

-- 1RM snapshots (append-only, newest = current)
CREATE TABLE lifter_maxes (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  recorded_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  source TEXT NOT NULL CHECK (source IN ('input_1rm', 'input_3rm', 'system_calculated')),
  squat_1rm_grams INTEGER NOT NULL,
  bench_1rm_grams INTEGER NOT NULL,
  deadlift_1rm_grams INTEGER NOT NULL,
  squat_input_grams INTEGER,
  squat_input_reps SMALLINT,
  bench_input_grams INTEGER,
  bench_input_reps SMALLINT,
  deadlift_input_grams INTEGER,
  deadlift_input_reps SMALLINT
);

-- Formula overrides (versioned; system defaults live in training-engine code)
CREATE TABLE formula_configs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  source TEXT NOT NULL CHECK (source IN ('user', 'ai_suggestion', 'system')),
  overrides JSONB NOT NULL DEFAULT '{}',
  ai_rationale TEXT,
  UNIQUE(user_id, version)
);

-- Program structure (NO planned_sets — those are JIT-generated)
CREATE TABLE programs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  version INTEGER NOT NULL DEFAULT 1,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  status TEXT NOT NULL DEFAULT 'active'
    CHECK (status IN ('active', 'completed', 'archived')),
  total_weeks SMALLINT NOT NULL,
  training_days_per_week SMALLINT NOT NULL DEFAULT 3,
  start_date DATE NOT NULL,
  lifter_maxes_id UUID NOT NULL REFERENCES lifter_maxes(id),
  formula_config_id UUID NOT NULL REFERENCES formula_configs(id),
  UNIQUE(user_id, version)
);

-- Session placeholders (planned_sets NULL until JIT runs)
CREATE TABLE sessions (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  program_id UUID NOT NULL REFERENCES programs(id) ON DELETE CASCADE,
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  week_number SMALLINT NOT NULL,
  day_number SMALLINT NOT NULL,
  planned_date DATE,
  primary_lift TEXT NOT NULL CHECK (primary_lift IN ('squat', 'bench', 'deadlift')),
  intensity_type TEXT NOT NULL CHECK (intensity_type IN ('heavy', 'explosive', 'rep', 'deload')),
  block_number SMALLINT CHECK (block_number IN (1, 2, 3)),
  is_deload BOOLEAN NOT NULL DEFAULT FALSE,
  status TEXT NOT NULL DEFAULT 'planned'
    CHECK (status IN ('planned', 'in_progress', 'completed', 'skipped')),
  -- JIT-populated fields (NULL until user opens session)
  planned_sets JSONB,
  jit_generated_at TIMESTAMPTZ,
  jit_input_snapshot JSONB,  -- records what data was used for JIT (audit trail)
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

-- Completed performance (append-only)
CREATE TABLE session_logs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id UUID NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  logged_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  started_at TIMESTAMPTZ,
  completed_at TIMESTAMPTZ,
  duration_seconds INTEGER,
  -- actual_sets: [{ set_number, weight_grams, reps_completed, rpe_actual, notes }]
  actual_sets JSONB NOT NULL,
  session_rpe NUMERIC(3,1),
  session_notes TEXT,
  is_correction BOOLEAN NOT NULL DEFAULT FALSE,
  corrects_log_id UUID REFERENCES session_logs(id),
  completion_pct NUMERIC(5,2),
  performance_vs_plan TEXT CHECK (performance_vs_plan IN ('under', 'at', 'over', 'incomplete'))
);

-- Pre-workout soreness (recorded per session, per muscle group)
CREATE TABLE soreness_checkins (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  session_id UUID NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  recorded_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  -- ratings: { quads: 1, hamstrings: 2, glutes: 1, lower_back: 3, ... }
  ratings JSONB NOT NULL
);

-- Disruption events
CREATE TABLE edge_cases (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  program_id UUID REFERENCES programs(id),
  session_id UUID REFERENCES sessions(id),
  reported_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  case_type TEXT NOT NULL CHECK (case_type IN (
    'injury', 'illness', 'travel', 'fatigue', 'equipment_unavailable', 'other'
  )),
  severity TEXT NOT NULL CHECK (severity IN ('minor', 'moderate', 'major')),
  affected_date_start DATE NOT NULL,
  affected_date_end DATE,
  affected_lifts TEXT[],
  description TEXT,
  adjustment_applied JSONB,
  resolved_at TIMESTAMPTZ,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'resolved', 'monitoring'))
);

-- User's MRV/MEV per muscle group (defaults come from training-engine constants)
CREATE TABLE muscle_volume_config (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  muscle_group TEXT NOT NULL CHECK (muscle_group IN (
    'quads', 'hamstrings', 'glutes', 'lower_back',
    'upper_back', 'chest', 'triceps', 'shoulders', 'biceps'
  )),
  mev_sets_per_week SMALLINT NOT NULL,
  mrv_sets_per_week SMALLINT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  UNIQUE(user_id, muscle_group)
);

-- Exercise pool per lift (user-customizable)
CREATE TABLE auxiliary_exercises (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  lift TEXT NOT NULL CHECK (lift IN ('squat', 'bench', 'deadlift')),
  exercise_name TEXT NOT NULL,
  pool_position INTEGER NOT NULL,  -- order in the rotation pool
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  primary_muscles TEXT[] NOT NULL,  -- muscle groups this exercise targets
  UNIQUE(user_id, lift, pool_position)
);

-- Active auxiliary assignments per block (which 2 exercises are in use)
CREATE TABLE auxiliary_assignments (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  program_id UUID NOT NULL REFERENCES programs(id),
  block_number SMALLINT NOT NULL CHECK (block_number IN (1, 2, 3)),
  lift TEXT NOT NULL CHECK (lift IN ('squat', 'bench', 'deadlift')),
  exercise_1 TEXT NOT NULL,
  exercise_2 TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  UNIQUE(user_id, program_id, block_number, lift)
);

-- Performance time-series (computed locally, synced to Supabase)
CREATE TABLE performance_metrics (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  session_log_id UUID NOT NULL REFERENCES session_logs(id),
  recorded_at TIMESTAMPTZ NOT NULL,
  lift TEXT NOT NULL CHECK (lift IN ('squat', 'bench', 'deadlift')),
  intensity_type TEXT NOT NULL,
  block_number SMALLINT,
  week_number SMALLINT,
  planned_volume_grams INTEGER,
  actual_volume_grams INTEGER,
  planned_intensity_pct NUMERIC(5,3),
  actual_intensity_pct NUMERIC(5,3),
  max_rpe_actual NUMERIC(3,1),
  avg_rpe_actual NUMERIC(3,1),
  completion_pct NUMERIC(5,2),
  estimated_1rm_grams INTEGER,
  -- Sets per muscle group this session (for weekly volume tracking)
  sets_per_muscle JSONB  -- { quads: 2, glutes: 2, hamstrings: 1 }
);

-- Warmup protocol per lift (defaults to 'standard' if no row)
CREATE TABLE warmup_configs (
  id           UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id      UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  lift         TEXT NOT NULL CHECK (lift IN ('squat', 'bench', 'deadlift')),
  protocol     TEXT NOT NULL DEFAULT 'standard'
               CHECK (protocol IN ('standard', 'minimal', 'extended', 'empty_bar', 'custom')),
  custom_steps JSONB,  -- [{ pct: number, reps: number }] only when protocol = 'custom'
  updated_at   TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  UNIQUE(user_id, lift)
);

-- Future recovery data (stub)
CREATE TABLE recovery_snapshots (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id UUID NOT NULL REFERENCES auth.users(id) ON DELETE CASCADE,
  recorded_at TIMESTAMPTZ NOT NULL,
  source TEXT NOT NULL,
  sleep_duration_minutes INTEGER,
  sleep_quality_score NUMERIC(4,1),
  hrv_ms NUMERIC(6,2),
  resting_hr_bpm SMALLINT,
  raw_payload JSONB
);

CREATE INDEX idx_lifter_maxes_user_time ON lifter_maxes(user_id, recorded_at DESC);
CREATE INDEX idx_sessions_user_date ON sessions(user_id, planned_date);
CREATE INDEX idx_sessions_program_week ON sessions(program_id, week_number);
CREATE INDEX idx_session_logs_user_time ON session_logs(user_id, logged_at DESC);
CREATE INDEX idx_soreness_session ON soreness_checkins(session_id);
CREATE INDEX idx_perf_metrics_user_lift_time ON performance_metrics(user_id, lift, recorded_at DESC);
CREATE INDEX idx_auxiliary_assignments_block ON auxiliary_assignments(user_id, program_id, block_number);
CREATE INDEX idx_warmup_configs_user ON warmup_configs(user_id);

------------------------------------------------------------------------------
-- Part 2: who may do what
--
-- A lifter sees and writes their own rows, and `using` together with `with check`
-- means that a row can never be handed to another lifter. `(select auth.uid())` runs
-- once a statement, where a bare call would run once a row. No table is exposed to
-- the Data API but by the grant beside it; anon gets none. What is append-only
-- has neither policy nor grant for update and delete.
------------------------------------------------------------------------------

alter table public.profiles enable row level security;

grant select, insert, update, delete on table public.profiles to authenticated;
grant all on table public.profiles to service_role;

create policy select_own on public.profiles
  for select to authenticated
  using ((select auth.uid()) = id);

create policy insert_own on public.profiles
  for insert to authenticated
  with check ((select auth.uid()) = id);

create policy update_own on public.profiles
  for update to authenticated
  using ((select auth.uid()) = id)
  with check ((select auth.uid()) = id);

create policy delete_own on public.profiles
  for delete to authenticated
  using ((select auth.uid()) = id);

alter table public.lifter_maxes enable row level security;

grant select, insert on table public.lifter_maxes to authenticated;
grant all on table public.lifter_maxes to service_role;

create policy select_own on public.lifter_maxes
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.lifter_maxes
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

alter table public.formula_configs enable row level security;

grant select, insert, update, delete on table public.formula_configs to authenticated;
grant all on table public.formula_configs to service_role;

create policy select_own on public.formula_configs
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.formula_configs
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.formula_configs
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.formula_configs
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.programs enable row level security;

grant select, insert, update, delete on table public.programs to authenticated;
grant all on table public.programs to service_role;

create policy select_own on public.programs
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.programs
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.programs
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.programs
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.sessions enable row level security;

grant select, insert, update, delete on table public.sessions to authenticated;
grant all on table public.sessions to service_role;

create policy select_own on public.sessions
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.sessions
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.sessions
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.sessions
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.session_logs enable row level security;

grant select, insert on table public.session_logs to authenticated;
grant all on table public.session_logs to service_role;

create policy select_own on public.session_logs
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.session_logs
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

alter table public.soreness_checkins enable row level security;

grant select, insert, update, delete on table public.soreness_checkins to authenticated;
grant all on table public.soreness_checkins to service_role;

create policy select_own on public.soreness_checkins
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.soreness_checkins
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.soreness_checkins
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.soreness_checkins
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.edge_cases enable row level security;

grant select, insert, update, delete on table public.edge_cases to authenticated;
grant all on table public.edge_cases to service_role;

create policy select_own on public.edge_cases
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.edge_cases
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.edge_cases
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.edge_cases
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.muscle_volume_config enable row level security;

grant select, insert, update, delete on table public.muscle_volume_config to authenticated;
grant all on table public.muscle_volume_config to service_role;

create policy select_own on public.muscle_volume_config
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.muscle_volume_config
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.muscle_volume_config
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.muscle_volume_config
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.auxiliary_exercises enable row level security;

grant select, insert, update, delete on table public.auxiliary_exercises to authenticated;
grant all on table public.auxiliary_exercises to service_role;

create policy select_own on public.auxiliary_exercises
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.auxiliary_exercises
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.auxiliary_exercises
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.auxiliary_exercises
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.auxiliary_assignments enable row level security;

grant select, insert, update, delete on table public.auxiliary_assignments to authenticated;
grant all on table public.auxiliary_assignments to service_role;

create policy select_own on public.auxiliary_assignments
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.auxiliary_assignments
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.auxiliary_assignments
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.auxiliary_assignments
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.performance_metrics enable row level security;

grant select, insert, update, delete on table public.performance_metrics to authenticated;
grant all on table public.performance_metrics to service_role;

create policy select_own on public.performance_metrics
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.performance_metrics
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.performance_metrics
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.performance_metrics
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.warmup_configs enable row level security;

grant select, insert, update, delete on table public.warmup_configs to authenticated;
grant all on table public.warmup_configs to service_role;

create policy select_own on public.warmup_configs
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.warmup_configs
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.warmup_configs
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.warmup_configs
  for delete to authenticated
  using ((select auth.uid()) = user_id);

alter table public.recovery_snapshots enable row level security;

grant select, insert, update, delete on table public.recovery_snapshots to authenticated;
grant all on table public.recovery_snapshots to service_role;

create policy select_own on public.recovery_snapshots
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.recovery_snapshots
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create policy update_own on public.recovery_snapshots
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check ((select auth.uid()) = user_id);

create policy delete_own on public.recovery_snapshots
  for delete to authenticated
  using ((select auth.uid()) = user_id);

------------------------------------------------------------------------------
-- Part 3: what the data means
------------------------------------------------------------------------------

comment on table public.profiles is
  'A lifter. One row an account, with the account''s id.';
comment on table public.lifter_maxes is
  'One-rep maxes in grams, as entered or calculated. Append-only: the newest row is the current one.';
comment on table public.formula_configs is
  'A lifter''s changes to the training formulas, a row a version. The defaults live in the training engine.';
comment on table public.programs is
  'A training program: so many weeks of so many training days, computed from one set of maxes and one formula config.';
comment on table public.sessions is
  'A place in a program: a week and a day. Its sets are planned just in time (JIT), when the lifter opens it.';
comment on table public.session_logs is
  'What was lifted in a session. Append-only: a mistake is corrected by a new row that names the one it corrects.';
comment on table public.soreness_checkins is
  'How sore each muscle group was before a session.';
comment on table public.edge_cases is
  'Disruptions of training, such as an injury or a journey, and what was changed because of them.';
comment on table public.muscle_volume_config is
  'The lifter''s weekly volume limits for a muscle group: minimum effective (MEV) and maximum recoverable volume (MRV), in sets.';
comment on table public.auxiliary_exercises is
  'The lifter''s pool of auxiliary exercises for a lift, in the order in which they rotate.';
comment on table public.auxiliary_assignments is
  'The two auxiliary exercises in use for a lift during a block of a program.';
comment on table public.performance_metrics is
  'A lift''s figures for one log: volume in grams times reps, intensity as a fraction of the one-rep max.';
comment on table public.warmup_configs is
  'How the lifter warms up for a lift. No row means the standard protocol.';
comment on table public.recovery_snapshots is
  'Recovery as a wearable measured it: sleep in minutes, heart rate variability in milliseconds.';

comment on column public.formula_configs.overrides is
  'Changes to the formula defaults, by block, deload and increments; {} changes nothing. pct is a fraction of the one-rep max, weights are integer grams.';
comment on column public.sessions.planned_sets is
  'Array of planned sets, weights in integer grams, rpe_target from 1 to 10 in steps of 0.5. NULL until JIT ran; [] plans no sets.';
comment on column public.sessions.jit_input_snapshot is
  'What the plan was computed from, told apart by its version. Weights in integer grams. NULL until JIT ran.';
comment on column public.session_logs.actual_sets is
  'Array of sets as lifted, numbered from 1: weight in integer grams (0 is an empty hand), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5.';
comment on column public.soreness_checkins.ratings is
  'Muscle group to soreness, from 1 (fresh) to 5 (severe); at least one muscle group.';
comment on column public.edge_cases.adjustment_applied is
  'Array of changes made to sessions, reductions in percent or reps. NULL until looked at; [] means that nothing had to change.';
comment on column public.performance_metrics.sets_per_muscle is
  'Muscle group to sets done in this session, in steps of 0.5: a secondary muscle counts half a set.';
comment on column public.warmup_configs.custom_steps is
  'Array of warm-up steps, pct as a fraction of the one-rep max (0 is the empty bar). Only for the protocol custom.';
comment on column public.recovery_snapshots.raw_payload is
  'The object that the wearable''s vendor sent, as it came.';
