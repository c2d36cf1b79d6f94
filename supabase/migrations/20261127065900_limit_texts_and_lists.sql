-- Every text and every list has a limit, so that no row makes a lifter's history unreadable: names
-- 200 characters, notes and descriptions 4000, lists as many elements as there are things.
--
-- Each table has a transaction of its own, so that a lock is held for a moment only. NOT VALID holds
-- new rows to the limit; VALIDATE then reads the old ones, while lifters go on writing. Push the file
-- again if it stopped: every statement can run twice.

begin;
set local lock_timeout = '800ms';
alter table public.profiles
  drop constraint if exists profiles_display_name_length_check,
  add constraint profiles_display_name_length_check
    check (char_length(display_name) <= 200) not valid;
comment on constraint profiles_display_name_length_check on public.profiles is
  'A name has at most 200 characters.';
commit;
alter table public.profiles validate constraint profiles_display_name_length_check;

begin;
set local lock_timeout = '800ms';
alter table public.formula_configs
  drop constraint if exists formula_configs_ai_rationale_length_check,
  add constraint formula_configs_ai_rationale_length_check
    check (char_length(ai_rationale) <= 4000) not valid;
comment on constraint formula_configs_ai_rationale_length_check on public.formula_configs is
  'A rationale has at most 4000 characters.';
commit;
alter table public.formula_configs validate constraint formula_configs_ai_rationale_length_check;

begin;
set local lock_timeout = '800ms';
alter table public.session_logs
  drop constraint if exists session_logs_session_notes_length_check,
  add constraint session_logs_session_notes_length_check
    check (char_length(session_notes) <= 4000) not valid;
comment on constraint session_logs_session_notes_length_check on public.session_logs is
  'Notes have at most 4000 characters.';
commit;
alter table public.session_logs validate constraint session_logs_session_notes_length_check;

begin;
set local lock_timeout = '800ms';
alter table public.edge_cases
  drop constraint if exists edge_cases_description_length_check,
  add constraint edge_cases_description_length_check
    check (char_length(description) <= 4000) not valid,
  drop constraint if exists edge_cases_affected_lifts_length_check,
  add constraint edge_cases_affected_lifts_length_check
    check (cardinality(affected_lifts) <= 3) not valid,
  drop constraint if exists edge_cases_affected_lifts_characters_check,
  add constraint edge_cases_affected_lifts_characters_check
    check (char_length(array_to_string(affected_lifts, ',')) <= 2000) not valid;
comment on constraint edge_cases_description_length_check on public.edge_cases is
  'A description has at most 4000 characters.';
comment on constraint edge_cases_affected_lifts_length_check on public.edge_cases is
  'There are three lifts.';
comment on constraint edge_cases_affected_lifts_characters_check on public.edge_cases is
  'The words of the list have at most 2000 characters.';
commit;
alter table public.edge_cases validate constraint edge_cases_description_length_check;
alter table public.edge_cases validate constraint edge_cases_affected_lifts_length_check;
alter table public.edge_cases validate constraint edge_cases_affected_lifts_characters_check;

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_exercises
  drop constraint if exists auxiliary_exercises_exercise_name_length_check,
  add constraint auxiliary_exercises_exercise_name_length_check
    check (char_length(exercise_name) <= 200) not valid,
  drop constraint if exists auxiliary_exercises_primary_muscles_length_check,
  add constraint auxiliary_exercises_primary_muscles_length_check
    check (cardinality(primary_muscles) <= 9) not valid,
  drop constraint if exists auxiliary_exercises_primary_muscles_characters_check,
  add constraint auxiliary_exercises_primary_muscles_characters_check
    check (char_length(array_to_string(primary_muscles, ',')) <= 2000) not valid;
comment on constraint auxiliary_exercises_exercise_name_length_check on public.auxiliary_exercises is
  'A name has at most 200 characters.';
comment on constraint auxiliary_exercises_primary_muscles_length_check on public.auxiliary_exercises is
  'There are nine muscle groups.';
comment on constraint auxiliary_exercises_primary_muscles_characters_check on public.auxiliary_exercises is
  'The words of the list have at most 2000 characters.';
commit;
alter table public.auxiliary_exercises validate constraint auxiliary_exercises_exercise_name_length_check;
alter table public.auxiliary_exercises validate constraint auxiliary_exercises_primary_muscles_length_check;
alter table public.auxiliary_exercises validate constraint auxiliary_exercises_primary_muscles_characters_check;

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_assignments
  drop constraint if exists auxiliary_assignments_exercise_1_length_check,
  add constraint auxiliary_assignments_exercise_1_length_check
    check (char_length(exercise_1) <= 200) not valid,
  drop constraint if exists auxiliary_assignments_exercise_2_length_check,
  add constraint auxiliary_assignments_exercise_2_length_check
    check (char_length(exercise_2) <= 200) not valid;
comment on constraint auxiliary_assignments_exercise_1_length_check on public.auxiliary_assignments is
  'A name has at most 200 characters.';
comment on constraint auxiliary_assignments_exercise_2_length_check on public.auxiliary_assignments is
  'A name has at most 200 characters.';
commit;
alter table public.auxiliary_assignments validate constraint auxiliary_assignments_exercise_1_length_check;
alter table public.auxiliary_assignments validate constraint auxiliary_assignments_exercise_2_length_check;

begin;
set local lock_timeout = '800ms';
alter table public.performance_metrics
  drop constraint if exists performance_metrics_intensity_type_length_check,
  add constraint performance_metrics_intensity_type_length_check
    check (char_length(intensity_type) <= 200) not valid;
comment on constraint performance_metrics_intensity_type_length_check on public.performance_metrics is
  'The name of an intensity has at most 200 characters.';
commit;
alter table public.performance_metrics validate constraint performance_metrics_intensity_type_length_check;

begin;
set local lock_timeout = '800ms';
alter table public.recovery_snapshots
  drop constraint if exists recovery_snapshots_source_length_check,
  add constraint recovery_snapshots_source_length_check
    check (char_length(source) <= 200) not valid;
comment on constraint recovery_snapshots_source_length_check on public.recovery_snapshots is
  'The name of a source has at most 200 characters.';
commit;
alter table public.recovery_snapshots validate constraint recovery_snapshots_source_length_check;
