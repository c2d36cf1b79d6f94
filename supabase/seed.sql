-- Two lifters with some weeks of training, for a local database only.
--
--   maya@parakeet.test    Kathmandu, trains before dawn: her day is not yet the UTC day
--   tomas@parakeet.test   Prague, trains in the evening, has an archived program too
--   password of both      parakeet-local
--
-- The Monday of the current week (by the time zone of the connection) is the anchor: each
-- active program is in its fifth week, the weeks before are done, this one is about to
-- begin. Ids are fixed or derived, times follow from dates, and none lies in the future,
-- not even on a Monday. So the same day gives the same rows, and every weekday as many.
-- Only the password hashes differ, whose salt is random. Other lifters are left alone.
--
-- Fixed ids say what they are: in 00000000-0000-4000-800N-0000000000xy the N is 0 for an
-- account, 1 for maxes, 2 for formula configs, 3 for programs and 7 for edge cases, x is
-- the lifter (a Maya, b Tomas). The lists below write such an id as xy. Other ids derive
-- from what the row belongs to: a session from its program and slot, a log from its session.
--
-- The tables come in the order of the schema, but for the three that the JIT snapshots
-- quote (volume limits, pool, assignments): those come before the sessions. The file is long
-- because what a table says of another has to be true.

------------------------------------------------------------------------------
-- auth.users, and auth.identities where the auth server has made it
------------------------------------------------------------------------------

-- The token columns are empty and not null: GoTrue cannot read a null there.
-- The lists below read the time zone from here, so that a lifter has it once.
insert into auth.users (
  instance_id, id, aud, role, email, encrypted_password, email_confirmed_at,
  confirmation_token, recovery_token, email_change_token_new, email_change,
  raw_app_meta_data, raw_user_meta_data, created_at, updated_at
)
select
  '00000000-0000-0000-0000-000000000000', id, 'authenticated', 'authenticated', email,
  extensions.crypt('parakeet-local', extensions.gen_salt('bf')), joined_at,
  '', '', '', '',
  '{"provider": "email", "providers": ["email"]}',
  jsonb_build_object('display_name', display_name, 'time_zone', time_zone), joined_at, joined_at
from (values
  (uuid '00000000-0000-4000-8000-00000000000a', 'maya@parakeet.test', 'Maya', 29, 'Asia/Kathmandu'),
  (uuid '00000000-0000-4000-8000-00000000000b', 'tomas@parakeet.test', 'Tomáš', 99, 'Europe/Prague')
) as account (id, email, display_name, days_ago, time_zone)
cross join lateral (
  select (date_trunc('week', current_date)::date - days_ago + time '15:00') at time zone time_zone as joined_at
) as sign_up;

do $$
begin
  if to_regclass('auth.identities') is not null then
    insert into auth.identities (id, user_id, provider, provider_id, identity_data, created_at, updated_at)
    select
      extensions.uuid_generate_v5(account.id, 'identity'), account.id, 'email', account.id::text,
      jsonb_build_object(
        'sub', account.id, 'email', account.email, 'email_verified', true, 'phone_verified', false
      ),
      account.created_at, account.created_at
    from auth.users as account
    where account.email in ('maya@parakeet.test', 'tomas@parakeet.test');
  end if;
end
$$;

------------------------------------------------------------------------------
-- profiles
------------------------------------------------------------------------------

-- Signing up may have made the row already.
insert into public.profiles (id, display_name, created_at)
select account.id, account.raw_user_meta_data ->> 'display_name', account.created_at
from auth.users as account
where account.email in ('maya@parakeet.test', 'tomas@parakeet.test')
on conflict (id) do update set display_name = excluded.display_name;

------------------------------------------------------------------------------
-- lifter_maxes: calculated maxes need not be loadable on a bar
------------------------------------------------------------------------------

insert into public.lifter_maxes (
  id, user_id, recorded_at, source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams,
  squat_input_grams, squat_input_reps, bench_input_grams, bench_input_reps, deadlift_input_grams, deadlift_input_reps
)
select
  ('00000000-0000-4000-8001-0000000000' || entry.id)::uuid, account.id,
  (date_trunc('week', current_date)::date - days_ago + time '16:00') at time zone (raw_user_meta_data ->> 'time_zone'),
  source, squat, bench, deadlift, squat_input, reps, bench_input, reps, deadlift_input, reps
from (values
  ('a1', 'maya', 29, 'input_1rm', 90000, 62500, 115000, 90000, 62500, 115000, 1),
  ('a2', 'maya', 8, 'system_calculated', 92300, 63400, 117800, null, null, null, null),
  ('b1', 'tomas', 99, 'input_3rm', 154000, 104500, 181500, 140000, 95000, 165000, 3),
  ('b2', 'tomas', 29, 'input_1rm', 160000, 107500, 190000, 160000, 107500, 190000, 1)
) as entry (
  id, lifter, days_ago, source, squat, bench, deadlift, squat_input, bench_input, deadlift_input, reps
)
join auth.users as account on account.email = lifter || '@parakeet.test';

------------------------------------------------------------------------------
-- formula_configs
------------------------------------------------------------------------------

insert into public.formula_configs (id, user_id, version, created_at, is_active, source, overrides, ai_rationale)
select
  ('00000000-0000-4000-8002-0000000000' || config.id)::uuid, account.id, version,
  (date_trunc('week', current_date)::date - days_ago + time '17:00') at time zone (raw_user_meta_data ->> 'time_zone'),
  is_active, source, overrides, ai_rationale
from (values
  ('a1', 'maya', 1, 29, true, 'user', null, jsonb '{
    "block1": {
      "rep": {
        "pct": 0.70, "pct_min": 0.65, "pct_max": 0.72, "sets_min": 2, "sets_max": 4,
        "reps": 7, "reps_min": 6, "reps_max": 9, "rpe_target": 7.5
      }
    },
    "block2": {"heavy": {"rpe_target": 8.0}, "explosive": {"sets": 5}},
    "training_max_increase": {
      "squat_min_grams": 1000, "squat_max_grams": 2500, "bench_min_grams": 500, "bench_max_grams": 1250,
      "deadlift_min_grams": 2500, "deadlift_max_grams": 2500
    }
  }'),
  ('b1', 'tomas', 1, 99, false, 'system', null, '{}'),
  ('b2', 'tomas', 2, 29, true, 'ai_suggestion', 'Heavy days neared RPE 10: smaller steps, easier deload.', '{
    "block1": {"heavy": {"pct": 0.825, "sets": 3, "reps": 4, "rpe_target": 8.0}},
    "block2": {"heavy": {"pct": 0.85}, "rep": {"reps_min": 5}},
    "block3": {"heavy": {"pct": 0.875, "sets": 4}, "explosive": {}, "rep": {"pct_max": 0.80}},
    "deload": {"pct": 0.40, "sets": 2, "reps": 5, "rpe_target": 5.0},
    "progressive_overload": {"heavy_pct_increment_per_block": 0.025}
  }')
) as config (id, lifter, version, days_ago, is_active, source, ai_rationale, overrides)
join auth.users as account on account.email = lifter || '@parakeet.test';

------------------------------------------------------------------------------
-- programs: made on the Sunday before they start
------------------------------------------------------------------------------

insert into public.programs (
  id, user_id, version, created_at, status, total_weeks, training_days_per_week, start_date,
  lifter_maxes_id, formula_config_id
)
select
  ('00000000-0000-4000-8003-0000000000' || program.id)::uuid, account.id, version,
  (start_date - 1 + time '18:00') at time zone (raw_user_meta_data ->> 'time_zone'),
  status, 10, 3, start_date,
  -- maxes and formulas were entered for the program, and have its xy
  ('00000000-0000-4000-8001-0000000000' || program.id)::uuid,
  ('00000000-0000-4000-8002-0000000000' || program.id)::uuid
from (values
  ('a1', 'maya', 1, 'active', 4),
  ('b1', 'tomas', 1, 'archived', 14),
  ('b2', 'tomas', 2, 'active', 4)
) as program (id, lifter, version, status, weeks_ago)
join auth.users as account on account.email = lifter || '@parakeet.test'
cross join lateral (select date_trunc('week', current_date)::date - 7 * weeks_ago as start_date) as calendar;

------------------------------------------------------------------------------
-- muscle_volume_config, auxiliary_exercises, auxiliary_pool_changes, auxiliary_assignments
------------------------------------------------------------------------------

insert into public.muscle_volume_config (id, user_id, muscle_group, mev_sets_per_week, mrv_sets_per_week, updated_at)
select
  extensions.uuid_generate_v5(account.id, 'volume ' || muscle_group), account.id, muscle_group,
  case account.email when 'maya@parakeet.test' then maya_mev else tomas_mev end,
  case account.email when 'maya@parakeet.test' then maya_mrv else tomas_mrv end,
  account.created_at + interval '5 minutes'
from (values
  ('quads', 6, 18, 8, 20),
  ('hamstrings', 4, 16, 6, 20),
  ('glutes', 0, 14, 0, 16),
  ('lower_back', 2, 10, 3, 12),
  ('upper_back', 8, 20, 10, 22),
  ('chest', 6, 18, 8, 22),
  ('triceps', 4, 14, 6, 20),
  ('shoulders', 6, 18, 8, 20),
  ('biceps', 6, 16, 8, 20)
) as volume (muscle_group, maya_mev, maya_mrv, tomas_mev, tomas_mrv)
join auth.users as account on account.email in ('maya@parakeet.test', 'tomas@parakeet.test');

insert into public.auxiliary_exercises (id, user_id, lift, exercise_name, pool_position, is_active, primary_muscles)
select
  extensions.uuid_generate_v5(account.id, format('auxiliary %s %s', lift, pool_position)), account.id, lift,
  case account.email when 'maya@parakeet.test' then maya_name else tomas_name end,
  pool_position, true, primary_muscles::text[]
from (values
  ('squat', 1, 'Pause squat', 'Front squat', '{quads,glutes}'),
  ('squat', 2, 'Bulgarian split squat', 'Leg press', '{quads,glutes}'),
  ('squat', 3, 'Leg curl', 'Nordic curl', '{hamstrings}'),
  ('bench', 1, 'Close-grip bench press', 'Weighted dip', '{chest,triceps}'),
  ('bench', 2, 'Dumbbell overhead press', 'Overhead press', '{shoulders,triceps}'),
  ('bench', 3, 'Chest-supported row', 'Chin-up', '{upper_back,biceps}'),
  ('deadlift', 1, 'Romanian deadlift', 'Deficit deadlift', '{hamstrings,glutes,lower_back}'),
  ('deadlift', 2, 'Hip thrust', 'Good morning', '{glutes,hamstrings}'),
  ('deadlift', 3, 'Lat pulldown', 'Barbell row', '{upper_back,biceps}')
) as pool (lift, pool_position, maya_name, tomas_name, primary_muscles)
join auth.users as account on account.email in ('maya@parakeet.test', 'tomas@parakeet.test');

-- As the lifter asked for it when the account was made.
insert into public.auxiliary_pool_changes (id, user_id, lift, changed_at, exercises)
select
  extensions.uuid_generate_v5(account.id, 'pool change ' || pool.lift), account.id, pool.lift,
  account.created_at,
  jsonb_agg(
    jsonb_build_object(
      'id', pool.id, 'exercise_name', exercise_name, 'primary_muscles', primary_muscles,
      'is_active', is_active
    )
    order by pool_position
  )
from public.auxiliary_exercises as pool
join auth.users as account on account.id = pool.user_id
where account.email in ('maya@parakeet.test', 'tomas@parakeet.test')
group by account.id, pool.lift, account.created_at;

-- Each block takes the next two of the pool: 1 and 2, 2 and 3, 3 and 1.
insert into public.auxiliary_assignments (
  id, user_id, program_id, block_number, lift, exercise_1, exercise_2, created_at
)
select
  extensions.uuid_generate_v5(program.id, format('auxiliaries %s block %s', first.lift, block_number)),
  program.user_id, program.id, block_number, first.lift, first.exercise_name, second.exercise_name, program.created_at
from public.programs as program
cross join generate_series(1, 3) as block_number
join public.auxiliary_exercises as first
  on first.user_id = program.user_id and first.pool_position = block_number
join public.auxiliary_exercises as second
  on second.user_id = program.user_id and second.lift = first.lift and second.pool_position = block_number % 3 + 1
where program.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b');

------------------------------------------------------------------------------
-- sessions: squat, bench and deadlift on Monday, Wednesday and Friday, each of them
-- heavy, explosive and for reps once a block. Week 10 is a deload and in no block.
--
-- jit_input_snapshot, version 1, has the keys version, primary_lift, intensity_type,
-- week_number, block_number, one_rm_grams, formula_config_id, soreness_ratings,
-- sets_per_muscle_this_week, volume_limits (muscle group to mev and mrv),
-- auxiliary_exercises, session_log_ids and disruption_ids.
------------------------------------------------------------------------------

insert into public.sessions (
  id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type, block_number, is_deload,
  status, planned_sets, jit_generated_at, jit_input_snapshot, created_at, updated_at
)
with
  -- what one set counts for a muscle group. performance_metrics below has the same list
  muscle (lift, muscle_group, share) as (values
    ('squat', 'quads', 1.0), ('squat', 'glutes', 1.0), ('squat', 'hamstrings', 0.5), ('squat', 'lower_back', 0.5),
    ('bench', 'chest', 1.0), ('bench', 'triceps', 0.5), ('bench', 'shoulders', 0.5),
    ('deadlift', 'hamstrings', 1.0), ('deadlift', 'glutes', 1.0), ('deadlift', 'lower_back', 1.0),
    ('deadlift', 'upper_back', 0.5)
  ),
  preset (block_number, intensity_type, pct, sets, reps, rpe_target, reps_min, reps_max) as (values
    (1, 'heavy', 0.80, 3, 5, 8.0, null, null),
    (1, 'explosive', 0.65, 4, 3, null, null, null),
    (1, 'rep', 0.70, 3, 8, 8.0, 8, 10),
    (2, 'heavy', 0.85, 3, 3, 8.5, null, null),
    (2, 'explosive', 0.70, 4, 3, null, null, null),
    (2, 'rep', 0.75, 3, 6, 8.5, 6, 8),
    (3, 'heavy', 0.90, 3, 2, 9.0, null, null),
    (3, 'explosive', 0.75, 4, 2, null, null, null),
    (3, 'rep', 0.80, 4, 5, 9.0, 4, 6),
    (null, 'deload', 0.50, 3, 5, 5.0, null, null)
  ),
  -- what was out of the ordinary. A late sync is a phone that was offline
  unusual (program, week_number, day_number, status, is_opened, soreness, disruption, is_synced_late) as (values
    ('a1', 2, 1, 'completed', true, jsonb '{"quads": 4}', null, false),
    ('a1', 2, 3, 'completed', true, null, 'a1', true),
    ('a1', 3, 2, 'skipped', false, null, null, false),
    ('a1', 5, 1, 'in_progress', true, '{"biceps": 2}', null, false),
    ('b1', 4, 2, 'completed', true, null, 'b1', true),
    ('b1', 7, 2, 'skipped', true, '{"shoulders": 5, "chest": 4}', null, false),
    ('b2', 2, 2, 'completed', true, null, 'b2', false),
    ('b2', 4, 3, 'completed', true, '{"lower_back": 5}', 'b3', false),
    ('b2', 5, 1, 'planned', true, '{"lower_back": 4, "quads": 2}', 'b3', false)
  ),
  slot as (
    select
      extensions.uuid_generate_v5(program.id, 'week ' || week.number || ' day ' || day.number) as id,
      program.id as program_id, program.user_id, program.formula_config_id, program.created_at,
      week.number as week_number, day.number as day_number, planned_date,
      (array['squat', 'bench', 'deadlift'])[day.number] as primary_lift,
      case when week.number = 10 then 'deload'
        else (array['heavy', 'explosive', 'rep'])[(week.number + day.number - 2) % 3 + 1] end as intensity_type,
      case when week.number < 10 then (week.number + 2) / 3 end as block_number,
      coalesce(unusual.status, case when is_past then 'completed' else 'planned' end) as status,
      coalesce(is_opened, is_past) as is_opened,
      -- this week was looked at on the Sunday before, so that nothing happens in the future
      case
        when not is_past then planned_date - 1 + time '09:00'
        when account.email = 'maya@parakeet.test' then planned_date + time '05:10'
        else planned_date + time '18:05'
      end at time zone (raw_user_meta_data ->> 'time_zone') as opens_at,
      coalesce(soreness, '{}') as soreness,
      ('00000000-0000-4000-8007-0000000000' || disruption)::uuid as disruption_id,
      coalesce(is_synced_late, false) as is_synced_late
    from public.programs as program
    join auth.users as account on account.id = program.user_id
    cross join generate_series(1, 10) as week (number)
    cross join generate_series(1, 3) as day (number)
    cross join lateral (select start_date + 7 * (week.number - 1) + 2 * (day.number - 1) as planned_date) as calendar
    cross join lateral (select planned_date < date_trunc('week', current_date)::date as is_past) as era
    left join unusual on program.id = ('00000000-0000-4000-8003-0000000000' || unusual.program)::uuid
      and unusual.week_number = week.number and unusual.day_number = day.number
    where program.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b')
  ),
  rated as (
    select slot.*, maxes.one_rm_grams, soreness.ratings, soreness.worst
    from slot
    cross join lateral (
      select case slot.primary_lift
        when 'squat' then squat_1rm_grams when 'bench' then bench_1rm_grams else deadlift_1rm_grams end as one_rm_grams
      from public.lifter_maxes
      where lifter_maxes.user_id = slot.user_id and lifter_maxes.recorded_at <= slot.opens_at
      order by lifter_maxes.recorded_at desc
      limit 1
    ) as maxes
    cross join lateral (
      select
        jsonb_object_agg(muscle_group, rating) || slot.soreness as ratings,
        max(coalesce((slot.soreness ->> muscle_group)::int, rating)) filter (where share = 1) as worst
      from muscle
      cross join lateral (
        select 1 + (slot.week_number * 5 + slot.day_number * 3 + length(muscle_group)) % 3 as rating
      ) as usual
      where muscle.lift = slot.primary_lift
    ) as soreness
    where slot.is_opened
  ),
  -- a sore main muscle costs a set, a severely sore one the main lift
  plan as (
    select
      rated.*, formula.reps, formula.rpe_target,
      case when worst = 5 then 0 when worst = 4 then greatest(formula.sets - 1, 1) else formula.sets end as sets,
      greatest(20000, round(rated.one_rm_grams * formula.pct / 2500)::int * 2500) as weight_grams,
      case when formula.reps_min is not null
        then jsonb_build_array(formula.reps_min, formula.reps_max) end as reps_range
    from rated
    join preset
      on preset.block_number is not distinct from rated.block_number and preset.intensity_type = rated.intensity_type
    join public.formula_configs as config on config.id = rated.formula_config_id
    cross join lateral (
      select case when rated.block_number is null then config.overrides -> 'deload'
        else config.overrides -> ('block' || rated.block_number) -> rated.intensity_type end as changes
    ) as override
    cross join lateral (
      select
        coalesce((changes ->> 'pct')::numeric, preset.pct) as pct,
        coalesce((changes ->> 'sets')::int, preset.sets) as sets,
        coalesce((changes ->> 'reps')::int, preset.reps) as reps,
        coalesce((changes ->> 'rpe_target')::numeric, preset.rpe_target) as rpe_target,
        coalesce((changes ->> 'reps_min')::int, preset.reps_min) as reps_min,
        coalesce((changes ->> 'reps_max')::int, preset.reps_max) as reps_max
    ) as formula
  ),
  jit as (
    select
      plan.id,
      (
        select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'set_number', set_number, 'weight_grams', plan.weight_grams, 'reps', plan.reps,
          'rpe_target', plan.rpe_target, 'reps_range', plan.reps_range
        )) order by set_number), '[]')
        from generate_series(1, plan.sets) as set_number
      ) as planned_sets,
      jsonb_build_object(
        'version', 1, 'primary_lift', plan.primary_lift, 'intensity_type', plan.intensity_type,
        'week_number', plan.week_number, 'block_number', plan.block_number,
        'one_rm_grams', plan.one_rm_grams, 'formula_config_id', plan.formula_config_id,
        'soreness_ratings', plan.ratings,
        'sets_per_muscle_this_week', (
          select coalesce(jsonb_object_agg(muscle_group, sets), '{}')
          from (
            select muscle.muscle_group, sum(earlier.sets * muscle.share) as sets
            from plan as earlier
            join muscle on muscle.lift = earlier.primary_lift
            where earlier.program_id = plan.program_id and earlier.week_number = plan.week_number
              and earlier.day_number < plan.day_number and earlier.status = 'completed'
            group by muscle.muscle_group
          ) as week
        ),
        'volume_limits', (
          select jsonb_object_agg(muscle_group, jsonb_build_object('mev', mev_sets_per_week, 'mrv', mrv_sets_per_week))
          from public.muscle_volume_config
          join muscle using (muscle_group)
          where muscle_volume_config.user_id = plan.user_id and muscle.lift = plan.primary_lift
        ),
        'auxiliary_exercises', (
          select jsonb_build_array(exercise_1, exercise_2)
          from public.auxiliary_assignments
          where auxiliary_assignments.program_id = plan.program_id and auxiliary_assignments.lift = plan.primary_lift
            -- a deload keeps what the last block had
            and auxiliary_assignments.block_number = coalesce(plan.block_number, 3)
        ),
        'session_log_ids', (
          select coalesce(jsonb_agg(log_id order by planned_date desc), '[]')
          from (
            select extensions.uuid_generate_v5(slot.id, 'log') as log_id, slot.planned_date
            from slot
            where slot.user_id = plan.user_id and slot.primary_lift = plan.primary_lift
              and slot.planned_date < plan.planned_date and slot.status = 'completed'
            order by slot.planned_date desc
            limit 3
          ) as recent
        ),
        'disruption_ids', case when plan.disruption_id is null then '[]' else jsonb_build_array(plan.disruption_id) end
      ) as snapshot
    from plan
  )
select
  slot.id, slot.program_id, slot.user_id, slot.week_number, slot.day_number, slot.planned_date, slot.primary_lift,
  slot.intensity_type, slot.block_number, slot.block_number is null, slot.status,
  jit.planned_sets, case when slot.is_opened then slot.opens_at end, jit.snapshot, slot.created_at,
  case
    when slot.is_synced_late then slot.opens_at + interval '9 hours'
    when slot.status in ('completed', 'skipped') then slot.opens_at + make_interval(
      mins => 52 + (slot.week_number * 5 + slot.day_number * 3) % 19,
      secs => (slot.week_number * 13 + slot.day_number * 29) % 60
    )
    when slot.is_opened then slot.opens_at
    else slot.created_at
  end
from slot
left join jit using (id);

------------------------------------------------------------------------------
-- session_logs: the plan with small deviations
------------------------------------------------------------------------------

-- Sets were added or left out on last days of a week alone: the snapshots above count
-- the sets of the days before as planned. A set of no reps is not counted as done.
insert into public.session_logs (
  id, session_id, user_id, logged_at, started_at, completed_at, duration_seconds, actual_sets,
  session_rpe, session_notes, completion_pct, performance_vs_plan, auxiliary_sets
)
select
  extensions.uuid_generate_v5(session.id, 'log'), session.id, session.user_id, session.updated_at,
  clock.started_at, clock.completed_at, extract(epoch from clock.completed_at - clock.started_at)::int,
  lifted.actual_sets, total.max_rpe, remark.session_notes, total.completion_pct,
  case
    when total.completion_pct < 100 then 'incomplete'
    when total.volume < 0.95 * total.planned_volume then 'under'
    when total.volume > 1.05 * total.planned_volume then 'over'
    when total.planned_volume > 0 then 'at'
  end,
  beside.auxiliary_sets
from public.sessions as session
left join (values
  ('a1', 1, 3, 3, 'Felt easy, did one more.', jsonb '[
    {"set_number": 4, "weight_grams": 82500, "reps_completed": 7, "rpe_actual": 8.5, "notes": "not planned"}
  ]'),
  ('a1', 3, 3, 1, 'First day after the fever, stopped early.', '[]'),
  ('a1', 4, 3, 200, null, '[
    {"set_number": 4, "weight_grams": 0, "reps_completed": 15, "notes": "hip hinges, empty hands"}
  ]'),
  ('b1', 8, 3, 3, 'Grip gave up on the last set.', '[
    {"set_number": 4, "weight_grams": 170000, "reps_completed": 0, "rpe_actual": 10.0, "notes": "failed off the floor"}
  ]'),
  ('b2', 4, 3, 200, 'Back too sore to pull, auxiliaries only.', '[]')
) as remark (program, week_number, day_number, sets_kept, session_notes, extra_sets)
  on session.program_id = ('00000000-0000-4000-8003-0000000000' || remark.program)::uuid
  and session.week_number = remark.week_number and session.day_number = remark.day_number
cross join lateral (
  select session.jit_generated_at + interval '5 minutes' as started_at,
    least(session.updated_at - interval '10 seconds', session.jit_generated_at + interval '70 minutes') as completed_at
) as clock
cross join lateral (
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'set_number', set_number,
    'weight_grams', weight_grams + case when luck = 9 then 2500 else 0 end,
    'reps_completed', reps + case when luck = 8 then 1 when luck = 3 and is_last then -1 else 0 end,
    -- not every set gets noted, and of the explosive ones, which have no target, at most the last
    'rpe_actual', case when luck <> 5 and effort is not null then
      least(effort + 0.5 * (set_number - planned_count + luck % 3), 10.0) end
  )) order by set_number), '[]') || coalesce(remark.extra_sets, '[]') as actual_sets
  from jsonb_to_recordset(session.planned_sets)
    as planned (set_number int, weight_grams int, reps int, rpe_target numeric)
  cross join lateral (
    select jsonb_array_length(session.planned_sets) as planned_count,
      (session.week_number * 3 + session.day_number * 7 + set_number * 4 + weight_grams / 2500) % 10 as luck
  ) as deviation
  cross join lateral (
    select set_number = planned_count as is_last,
      coalesce(rpe_target, case when set_number = planned_count then 6.5 end) as effort
  ) as place
  where set_number <= coalesce(remark.sets_kept, 200)
) as lifted
cross join lateral (
  select
    max(rpe_actual) as max_rpe, coalesce(sum(weight_grams * reps_completed), 0) as volume,
    round(
      100.0 * count(*) filter (where reps_completed > 0) / nullif(jsonb_array_length(session.planned_sets), 0), 2
    ) as completion_pct,
    (
      select sum(weight_grams * reps)
      from jsonb_to_recordset(session.planned_sets) as planned (weight_grams int, reps int)
    ) as planned_volume
  from jsonb_to_recordset(lifted.actual_sets) as actual (weight_grams int, reps_completed int, rpe_actual numeric)
) as total
-- the app of the first week did not know them
left join lateral (
  select jsonb_agg(jsonb_build_object('exercise', exercise, 'sets', (
    select jsonb_agg(jsonb_build_object(
      'set_number', set_number,
      'weight_grams', 20000 + 1250 * session.week_number,
      'reps_completed', 13 - set_number
    ) order by set_number)
    from generate_series(1, 3) as set_number
  )) order by place) as auxiliary_sets
  from public.auxiliary_assignments as assignment
  cross join lateral unnest(array[exercise_1, exercise_2])
    with ordinality as assigned (exercise, place)
  where (assignment.program_id, assignment.block_number, assignment.lift)
    = (session.program_id, session.block_number, session.primary_lift)
) as beside on session.week_number > 1
where session.status = 'completed'
  and session.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b');

-- Half a day later: the first set had a repetition less, which is one step down in both logs.
insert into public.session_logs (
  id, session_id, user_id, logged_at, started_at, completed_at, duration_seconds, actual_sets,
  session_rpe, session_notes, is_correction, corrects_log_id, completion_pct, performance_vs_plan,
  auxiliary_sets
)
select
  extensions.uuid_generate_v5(log.session_id, 'correction'), log.session_id, log.user_id,
  log.logged_at + interval '12 hours', log.started_at, log.completed_at, log.duration_seconds,
  jsonb_set(log.actual_sets, '{0,reps_completed}', to_jsonb((log.actual_sets #>> '{0,reps_completed}')::int - 1)),
  log.session_rpe, 'Miscounted the first set.', true, log.id, log.completion_pct,
  case log.performance_vs_plan when 'over' then 'at' else 'under' end, log.auxiliary_sets
from public.session_logs as log
join public.sessions as session on session.id = log.session_id
join public.programs as program on program.id = session.program_id
where program.status = 'active' and session.week_number = 2 and session.day_number = 1
  and program.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b');

------------------------------------------------------------------------------
-- soreness_checkins: what the plan was computed from
------------------------------------------------------------------------------

insert into public.soreness_checkins (id, session_id, user_id, recorded_at, ratings)
select
  extensions.uuid_generate_v5(session.id, 'soreness'), session.id, session.user_id,
  session.jit_generated_at - interval '40 seconds', session.jit_input_snapshot -> 'soreness_ratings'
from public.sessions as session
where session.jit_input_snapshot is not null
  and session.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b');

------------------------------------------------------------------------------
-- edge_cases: days and times count from the Monday of this week
------------------------------------------------------------------------------

insert into public.edge_cases (
  id, user_id, program_id, session_id, reported_at, case_type, severity, affected_date_start, affected_date_end,
  affected_lifts, description, adjustment_applied, resolved_at, status
)
with
  -- one row an adjustment
  adjustment (edge_case, program, week_number, day_number, details) as (values
    ('a1', 'a1', 2, 3, jsonb '{
      "action": "exercise_substituted", "rationale": "The deadlift platform is closed.",
      "substitution_note": "Pull from the rack, and hip thrusts instead of Romanian deadlifts"
    }'),
    ('a2', 'a1', 3, 2, '{"action": "session_skipped", "rationale": "Fever: no training until a day after it."}'),
    ('b3', 'b2', 5, 3, '{"action": "weight_reduced", "reduction_pct": 12.5, "rationale": "Pain under load."}'),
    ('b3', 'b2', 6, 1, '{"action": "reps_reduced", "reps_reduction": 2, "rationale": "Until the back is quiet."}')
  ),
  disruption (
    id, lifter, program, week_number, day_number, reported, case_type, severity, starts, ends, lifts, description,
    is_reviewed, resolved, status
  ) as (values
    ('a1', 'maya', 'a1', 2, 3, interval '-18 days 20 hours', 'equipment_unavailable', 'minor', -17, -17,
      array['deadlift'], 'Deadlift platform closed', true, interval '-17 days 12 hours', 'resolved'),
    ('a2', 'maya', 'a1', 3, 2, '-12 days 4 hours', 'illness', 'moderate', -12, -11,
      null, 'Fever', true, '-11 days 19 hours', 'resolved'),
    ('a3', 'maya', 'a1', null, null, '-2 days 19 hours', 'travel', 'major', 7, 13,
      array['squat', 'bench', 'deadlift'], 'A week in Pokhara, no gym', false, null, 'active'),
    ('b1', 'tomas', 'b1', 4, 2, '-75 days 9 hours', 'other', 'minor', -75, -75,
      null, null, true, '-74 days 9 hours', 'resolved'),
    ('b2', 'tomas', 'b2', 2, 2, '-19 days 8 hours', 'fatigue', 'minor', -19, -19,
      array['bench'], 'Slept badly', true, null, 'monitoring'),
    ('b3', 'tomas', 'b2', 4, 3, '-3 days 17 hours', 'injury', 'moderate', -3, null,
      array['squat', 'deadlift'], 'Lower back strain', true, null, 'active')
  )
select
  ('00000000-0000-4000-8007-0000000000' || disruption.id)::uuid, account.id, program.id,
  extensions.uuid_generate_v5(program.id, 'week ' || week_number || ' day ' || day_number),
  (monday + reported) at time zone (raw_user_meta_data ->> 'time_zone'), case_type, severity,
  monday + starts, monday + ends, lifts, description, case when is_reviewed then coalesce(adjustments, '[]') end,
  (monday + resolved) at time zone (raw_user_meta_data ->> 'time_zone'), disruption.status
from disruption
join auth.users as account on account.email = lifter || '@parakeet.test'
join public.programs as program on program.id = ('00000000-0000-4000-8003-0000000000' || disruption.program)::uuid
cross join lateral (select date_trunc('week', current_date)::date as monday) as anchor
cross join lateral (
  select jsonb_agg(
    details || jsonb_build_object('session_id', extensions.uuid_generate_v5(
      program.id, 'week ' || adjustment.week_number || ' day ' || adjustment.day_number
    ))
    order by adjustment.week_number, adjustment.day_number
  ) as adjustments
  from adjustment
  where adjustment.edge_case = disruption.id and adjustment.program = disruption.program
) as applied;

------------------------------------------------------------------------------
-- performance_metrics: one row for each log that is not a correction
------------------------------------------------------------------------------

insert into public.performance_metrics (
  id, user_id, session_log_id, recorded_at, lift, intensity_type, block_number, week_number,
  planned_volume_grams, actual_volume_grams, planned_intensity_pct, actual_intensity_pct,
  max_rpe_actual, avg_rpe_actual, completion_pct, estimated_1rm_grams, sets_per_muscle
)
with muscle (lift, muscle_group, share) as (values
  ('squat', 'quads', 1.0), ('squat', 'glutes', 1.0), ('squat', 'hamstrings', 0.5), ('squat', 'lower_back', 0.5),
  ('bench', 'chest', 1.0), ('bench', 'triceps', 0.5), ('bench', 'shoulders', 0.5),
  ('deadlift', 'hamstrings', 1.0), ('deadlift', 'glutes', 1.0), ('deadlift', 'lower_back', 1.0),
  ('deadlift', 'upper_back', 0.5)
)
select
  extensions.uuid_generate_v5(log.id, 'metrics'), log.user_id, log.id, log.completed_at,
  session.primary_lift, session.intensity_type, session.block_number, session.week_number,
  planned.volume, actual.volume, round(planned.weight / one_rm_grams, 3), round(actual.weight / one_rm_grams, 3),
  actual.max_rpe, actual.avg_rpe, log.completion_pct, actual.estimated_1rm, coalesce(trained.sets_per_muscle, '{}')
from public.session_logs as log
join public.sessions as session on session.id = log.session_id
cross join lateral (select (session.jit_input_snapshot ->> 'one_rm_grams')::numeric as one_rm_grams) as maxes
cross join lateral (
  select coalesce(sum(weight_grams * reps), 0) as volume, avg(weight_grams) as weight
  from jsonb_to_recordset(session.planned_sets) as sets (weight_grams int, reps int)
) as planned
cross join lateral (
  select
    coalesce(sum(weight_grams * reps_completed), 0) as volume, avg(nullif(weight_grams, 0)) as weight,
    max(rpe_actual) as max_rpe, round(avg(rpe_actual) * 2) / 2 as avg_rpe,
    -- Epley, of which a failed set and an empty hand know nothing
    max(round(weight_grams * (1 + reps_completed / 30.0))) filter (where weight_grams * reps_completed > 0)
      as estimated_1rm,
    count(*) filter (where reps_completed > 0) as sets_done
  from jsonb_to_recordset(log.actual_sets) as sets (weight_grams int, reps_completed int, rpe_actual numeric)
) as actual
cross join lateral (
  select jsonb_object_agg(muscle.muscle_group, actual.sets_done * muscle.share) as sets_per_muscle
  from muscle
  where muscle.lift = session.primary_lift and actual.sets_done > 0
) as trained
where not log.is_correction
  and log.user_id in ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b');

------------------------------------------------------------------------------
-- warmup_configs: Maya warms up for the deadlift in the standard way, by having no row
------------------------------------------------------------------------------

insert into public.warmup_configs (id, user_id, lift, protocol, custom_steps, updated_at)
select
  extensions.uuid_generate_v5(account.id, 'warm-up ' || lift), account.id, lift, protocol, custom_steps,
  account.created_at + interval '10 minutes'
from (values
  ('maya', 'squat', 'custom', jsonb '[{"pct": 0, "reps": 10}, {"pct": 0.40, "reps": 5}, {"pct": 1, "reps": 1}]'),
  ('maya', 'bench', 'empty_bar', null),
  ('tomas', 'squat', 'extended', null),
  ('tomas', 'bench', 'minimal', null),
  ('tomas', 'deadlift', 'custom', '[{"pct": 0.625, "reps": 3}]')
) as warmup (lifter, lift, protocol, custom_steps)
join auth.users as account on account.email = lifter || '@parakeet.test';

------------------------------------------------------------------------------
-- recovery_snapshots: three weeks of nights. The watch of Tomáš sends no payload,
-- and no pulse for the nights on which it was charging
------------------------------------------------------------------------------

insert into public.recovery_snapshots (
  id, user_id, recorded_at, source, sleep_duration_minutes, sleep_quality_score, hrv_ms, resting_hr_bpm, raw_payload
)
select
  extensions.uuid_generate_v5(account.id, 'night ' || days_ago), account.id,
  (morning + wakes_at) at time zone (raw_user_meta_data ->> 'time_zone'), source, asleep, score,
  case when is_worn then hrv_ms + (days_ago * 37 % 23) * 0.75 end,
  case when is_worn then resting_hr_bpm + days_ago * 3 % 5 end,
  case when source = 'oura' then jsonb_build_object(
    'id', extensions.uuid_generate_v5(account.id, 'oura ' || days_ago), 'day', morning, 'type', 'long_sleep',
    'score', score, 'total_sleep_duration', asleep * 60, 'sleep_phase_5_min', '443221112233', 'tags', jsonb '[]',
    'contributors', jsonb_build_object('deep_sleep', 60 + days_ago % 30, 'latency', null),
    'temperature_deviation', round((days_ago % 7 - 3) * 0.11, 2)
  ) end
from (values
  ('maya', time '04:35', 'oura', 395, 52.25, 54),
  ('tomas', time '06:40', 'apple_health', 430, 38.5, 58)
) as device (lifter, wakes_at, source, sleep_minutes, hrv_ms, resting_hr_bpm)
join auth.users as account on account.email = lifter || '@parakeet.test'
cross join generate_series(1, 21) as days_ago
cross join lateral (
  select
    date_trunc('week', current_date)::date - days_ago as morning, sleep_minutes + days_ago * 29 % 71 - 35 as asleep,
    68.5 + days_ago * 17 % 24 as score, source = 'oura' or days_ago % 6 <> 0 as is_worn
) as night;
