// The SQL that makes a volume: set-based, and the same rows for the same options. What looks like
// chance is a hash of a row's place and the seed, so that no order of execution changes it.

/** Weeks of a program: three blocks of three, and a deload. */
const weeksOfProgram = 10;

/** By which the accounts of a volume are known: `lifter-17@volume.parakeet.test`. */
export const volumeDomain = 'volume.parakeet.test';

/** Whole numbers only: they become part of the SQL. */
export interface VolumeRange {
  /** Numbers of the first and the last lifter. */
  readonly first: number;
  readonly last: number;
  readonly weeks: number;
  readonly seed: number;
  /** The day that is today in the volume, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A step of the making: what it is called while it runs, and its SQL. */
export interface VolumeStep {
  readonly title: string;
  readonly sql: string;
}

const muscles = `array['quads', 'hamstrings', 'glutes', 'lower_back', 'upper_back', 'chest', 'triceps', 'shoulders', 'biceps']`;
/** The day and hour of a session's end, in UTC: lifters have their own hours. */
const endOfSession = `(planned_date + interval '6 hours' + pg_temp.pick(lifter || ':hour', 13) * interval '1 hour'
  + pg_temp.pick(id || ':minute', 3600) * interval '1 second') at time zone 'UTC'`;

/** The steps, in their order, for one transaction. */
export function volumeSteps(range: VolumeRange): VolumeStep[] {
  const cycles = Math.floor(range.weeks / weeksOfProgram) + 1;
  const steps = [
    { title: 'preparing', sql: helpers(range) },
    { title: 'accounts, profiles, maxes and formula configs', sql: lifters(cycles, range) },
  ];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const which = `${cycle + 1} of ${cycles}`;
    steps.push({ title: `programs ${which}, with their sessions`, sql: programs(cycle, cycles) });
    // week by week, as rows come to a real database: a lifter's lie apart in the table
    const weeks = Math.min(weeksOfProgram, range.weeks + 1 - cycle * weeksOfProgram);
    for (let week = 1; week <= weeks; week += 1) {
      const title = `logs of programs ${which}, week ${week} of ${weeks}`;
      steps.push({ title, sql: logs(week) });
    }
  }
  steps.push({ title: 'disruptions, recovery and settings', sql: rest(range) });
  return steps;
}

function helpers({ seed, first, last, weeks, until }: VolumeRange): string {
  return `
set local statement_timeout = 0;

-- 0 to below \`choices\`, by a key and the seed
create function pg_temp.pick(key text, choices integer) returns integer
language sql immutable parallel safe
return (pg_catalog.hashtextextended(key, ${seed}) & 9007199254740991) % choices;

create function pg_temp.id(key text) returns uuid
language sql immutable parallel safe
return overlay(overlay(md5('${seed}:' || key) placing '4' from 13) placing '8' from 17)::uuid;

create temporary table volume_lifter on commit drop as
select
  n, pg_temp.id('lifter:' || n) as id,
  date_trunc('week', date '${until}')::date - 7 * ${weeks} as joined_on,
  60000 + 2500 * pg_temp.pick(n || ':squat', 60) as squat,
  40000 + 2500 * pg_temp.pick(n || ':bench', 40) as bench,
  70000 + 2500 * pg_temp.pick(n || ':deadlift', 70) as deadlift
from generate_series(${first}, ${last}) as n;

-- What was lifted, by the heaviest set in grams: 30 ways to get there, of 5 to 25 sets. Made once and
-- shared, since to make half a million is most of the work.
create temporary table volume_sets on commit drop as
select
  grams, way, count(*)::integer as sets, sum(weight * reps)::integer as volume_grams,
  max(rpe) as max_rpe, round(avg(rpe), 1) as avg_rpe,
  jsonb_agg(
    jsonb_strip_nulls(jsonb_build_object(
      'set_number', place, 'weight_grams', weight, 'reps_completed', reps, 'rpe_actual', rpe,
      'notes', case when pg_temp.pick(way || ':note:' || place, 25) = 0 then 'slow off the chest, belt one hole tighter' end
    ))
    order by place
  ) as actual,
  jsonb_agg(
    jsonb_build_object('set_number', place, 'weight_grams', weight, 'reps', greatest(reps, 1), 'rpe_target', 8)
    order by place
  ) filter (where place <= 6) as planned
from generate_series(20000, 300000, 2500) as grams
cross join generate_series(0, 29) as way
cross join lateral (
  select
    place,
    (grams * (0.5 + 0.5 * least(place, 4) / 4.0) / 2500)::integer * 2500 as weight,
    1 + pg_temp.pick(way || ':reps:' || place, 10) as reps,
    case when pg_temp.pick(way || ':rpe?:' || place, 3) > 0 then 6 + 0.5 * pg_temp.pick(way || ':rpe:' || place, 9) end as rpe
  from generate_series(1, 5 + pg_temp.pick('sets:' || way, 21)) as place
) as lifted
group by grams, way;
create unique index on volume_sets (grams, way);

create temporary table volume_program (lifter integer, user_id uuid, id uuid, start_date date, status text, formula_config_id uuid) on commit drop;
create temporary table volume_session (
  id uuid, lifter integer, program_id uuid, user_id uuid, week_number smallint, day_number smallint,
  planned_date date, lift text, intensity_type text, block_number smallint, status text, grams integer, way integer,
  formula_config_id uuid
) on commit drop;
analyze volume_lifter, volume_sets;
`;
}

function lifters(cycles: number, { until }: VolumeRange): string {
  return `
insert into auth.users (instance_id, id, aud, role, email, raw_app_meta_data, raw_user_meta_data, created_at, updated_at)
select
  '00000000-0000-0000-0000-000000000000', id, 'authenticated', 'authenticated', 'lifter-' || n || '@${volumeDomain}',
  '{"provider": "email", "providers": ["email"]}', jsonb_build_object('display_name', 'Lifter ' || n), joined_on, joined_on
from volume_lifter;

-- where signing up makes the profile it is there already
insert into public.profiles (id, display_name, created_at)
select id, 'Lifter ' || n, joined_on from volume_lifter
on conflict (id) do nothing;

-- one at the start of each program, a little stronger each time
insert into public.lifter_maxes (id, user_id, recorded_at, source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams)
select
  pg_temp.id('max:' || n || ':' || cycle), id, joined_on + cycle * ${7 * weeksOfProgram},
  case when cycle = 0 then 'input_1rm' else 'system_calculated' end,
  squat + 2500 * cycle, bench + 2500 * (cycle / 2), deadlift + 2500 * cycle
from volume_lifter cross join generate_series(0, ${cycles - 1}) as cycle;

insert into public.formula_configs (id, user_id, version, created_at, is_active, source, overrides)
select
  pg_temp.id('config:' || n || ':' || version), id, version,
  least(joined_on + 30 * (version - 1), date '${until}'), version = versions,
  case when version = 1 then 'system' else 'user' end,
  case when version = 1 then '{}' else jsonb_build_object('block1', jsonb_build_object('heavy', jsonb_build_object('pct', 0.75 + 0.01 * version))) end
from volume_lifter
cross join lateral (select 1 + pg_temp.pick(n || ':configs', 4) as versions) as own
cross join lateral generate_series(1, versions) as version;
`;
}

function programs(cycle: number, cycles: number): string {
  return `
truncate volume_program, volume_session;

-- the lifter's last program is the active one
insert into volume_program
select
  n, lifter.id, pg_temp.id('program:' || n || ':${cycle}'), joined_on + ${cycle * 7 * weeksOfProgram},
  ${cycle === cycles - 1 ? "'active'" : `case when pg_temp.pick(n || ':archived:${cycle}', 4) = 0 then 'archived' else 'completed' end`},
  pg_temp.id('config:' || n || ':1')
from volume_lifter as lifter;

insert into public.programs (id, user_id, version, created_at, status, total_weeks, start_date, lifter_maxes_id, formula_config_id)
select id, user_id, ${cycle + 1}, start_date, status, ${weeksOfProgram}, start_date, pg_temp.id('max:' || lifter || ':${cycle}'), formula_config_id
from volume_program;

insert into volume_session
select
  slot.id, program.lifter, program.id, program.user_id, week, day, planned_date, lift,
  case when week = ${weeksOfProgram} then 'deload' else (array['heavy', 'explosive', 'rep'])[1 + (week + day) % 3] end,
  case when week < ${weeksOfProgram} then (week + 2) / 3 end,
  case
    when planned_date > today then 'planned'
    when planned_date = today then (array['planned', 'in_progress'])[1 + pg_temp.pick(slot.id || ':open', 2)]
    -- given up: its last weeks were never done
    when program.status = 'archived' and week >= 9 then 'planned'
    when pg_temp.pick(slot.id || ':skip', 20) = 0 then 'skipped'
    else 'completed'
  end,
  (case lift when 'squat' then squat when 'bench' then bench else deadlift end
    * case when week = ${weeksOfProgram} then 0.5 else 0.7 + 0.02 * week end / 2500)::integer * 2500,
  pg_temp.pick(slot.id || ':way', 30), program.formula_config_id
from volume_program as program
join volume_lifter as lifter on lifter.n = program.lifter
cross join (select current_setting('volume.until')::date as today) as clock
cross join generate_series(1, ${weeksOfProgram}) as week
cross join (values (1, 'squat'), (2, 'bench'), (3, 'deadlift')) as days (day, lift)
cross join lateral (
  select
    pg_temp.id('session:' || program.lifter || ':${cycle}:' || week || ':' || day) as id,
    program.start_date + 7 * (week - 1) + 2 * (day - 1) as planned_date
) as slot;

insert into public.sessions (
  id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type, block_number, is_deload, status,
  planned_sets, jit_generated_at, jit_input_snapshot, created_at, updated_at
)
select
  session.id, program_id, user_id, week_number, day_number, planned_date, lift, intensity_type, block_number,
  intensity_type = 'deload', status, planned, case when opened then planned_date + time '06:00' at time zone 'UTC' end,
  case when opened then jsonb_build_object(
    'version', 1, 'primary_lift', lift, 'intensity_type', intensity_type, 'week_number', week_number, 'block_number', block_number,
    'one_rm_grams', session.grams * 5 / 4, 'formula_config_id', formula_config_id,
    'soreness_ratings', jsonb_build_object('quads', 1 + session.way % 5, 'chest', 1 + session.way % 3),
    'sets_per_muscle_this_week', jsonb_build_object('quads', session.way / 2.0, 'glutes', session.way / 2),
    'volume_limits', '{"quads": {"mev": 8, "mrv": 18}, "chest": {"mev": 10, "mrv": 22}}'::jsonb,
    'auxiliary_exercises', jsonb_build_array(lift || ' variation 1', lift || ' variation 2'),
    'session_log_ids', '[]'::jsonb, 'disruption_ids', '[]'::jsonb
  ) end,
  (planned_date - 7 * (week_number - 1))::timestamptz, planned_date::timestamptz
from (select *, status in ('completed', 'in_progress') as opened from volume_session) as session
left join volume_sets as sets on opened and (sets.grams, sets.way) = (session.grams, session.way)
order by program_id, week_number, day_number;

-- the exercises of each block
insert into public.auxiliary_assignments (id, user_id, program_id, block_number, lift, exercise_1, exercise_2, created_at)
select
  pg_temp.id('assignment:' || lifter || ':${cycle}:' || block || lift), user_id, id, block, lift,
  lift || ' variation ' || block, lift || ' variation ' || (block + 1), start_date
from volume_program cross join generate_series(1, 3) as block cross join unnest(array['squat', 'bench', 'deadlift']) as lift;
analyze volume_session;
`;
}

function logs(week: number): string {
  return `
create temporary table volume_log as
select
  pg_temp.id('log:' || session.id) as id, session.id as session_id, session.lifter, user_id, lift, intensity_type, block_number, week_number,
  ended_at, 2400 + pg_temp.pick(session.id || ':took', 3600) as took, sets.*
from (select *, ${endOfSession} as ended_at from volume_session where week_number = ${week} and status = 'completed') as session
join volume_sets as sets on (sets.grams, sets.way) = (session.grams, session.way);

insert into public.session_logs (
  id, session_id, user_id, logged_at, started_at, completed_at, duration_seconds, actual_sets, session_rpe, session_notes,
  completion_pct, performance_vs_plan
)
select
  id, session_id, user_id,
  -- a phone that was offline comes later
  ended_at + case when pg_temp.pick(id || ':offline', 20) = 0 then interval '2 hours' else interval '3 seconds' end,
  ended_at - took * interval '1 second', ended_at, took, actual, 6 + 0.5 * pg_temp.pick(id || ':rpe', 9),
  case when pg_temp.pick(id || ':notes', 10) = 0 then 'short of sleep' end,
  case when way % 4 = 0 then 87.5 else 100 end, (array['under', 'at', 'at', 'over'])[1 + way % 4]
from volume_log
order by ended_at, volume_log.id;

insert into public.session_logs (
  id, session_id, user_id, logged_at, started_at, completed_at, duration_seconds, actual_sets, is_correction, corrects_log_id, completion_pct
)
select
  pg_temp.id('correction:' || id), session_id, user_id, ended_at + interval '10 minutes', ended_at - took * interval '1 second', ended_at,
  took, actual, true, id, 100
from volume_log
where pg_temp.pick(id || ':wrong', 100) = 0
order by ended_at, volume_log.id;

insert into public.soreness_checkins (id, session_id, user_id, recorded_at, ratings)
select
  pg_temp.id('soreness:' || session_id), session_id, user_id, ended_at - (took + 300) * interval '1 second',
  jsonb_build_object('quads', 1 + pg_temp.pick(id || ':quads', 5), 'lower_back', 1 + pg_temp.pick(id || ':back', 5), 'chest', 1 + way % 5)
from volume_log
where pg_temp.pick(id || ':sore', 10) > 0
order by ended_at, volume_log.id;

insert into public.performance_metrics (
  id, user_id, session_log_id, recorded_at, lift, intensity_type, block_number, week_number, planned_volume_grams, actual_volume_grams,
  planned_intensity_pct, actual_intensity_pct, max_rpe_actual, avg_rpe_actual, completion_pct, estimated_1rm_grams, sets_per_muscle
)
select
  pg_temp.id('metrics:' || id), user_id, id, ended_at, lift, intensity_type, block_number, week_number, volume_grams, volume_grams,
  0.8, 0.8 + 0.01 * (way % 5), max_rpe, avg_rpe, case when way % 4 = 0 then 87.5 else 100 end, grams * 5 / 4,
  case lift
    when 'squat' then jsonb_build_object('quads', sets, 'glutes', sets, 'hamstrings', sets / 2.0)
    when 'bench' then jsonb_build_object('chest', sets, 'triceps', sets / 2.0, 'shoulders', sets / 2.0)
    else jsonb_build_object('hamstrings', sets, 'glutes', sets, 'lower_back', sets)
  end
from volume_log
order by ended_at, volume_log.id;

drop table volume_log;
`;
}

function rest({ weeks, until }: VolumeRange): string {
  return `
-- one a month and two by the way; the newest of some lifters are still open
insert into public.edge_cases (
  id, user_id, program_id, session_id, reported_at, case_type, severity, affected_date_start, affected_date_end, affected_lifts,
  description, adjustment_applied, resolved_at, status
)
select
  pg_temp.id('case:' || n || ':' || place), lifter.id,
  case when session.id is not null then session.program_id end, session.id, reported_on,
  (array['injury', 'illness', 'travel', 'fatigue', 'equipment_unavailable', 'other'])[1 + pg_temp.pick(n || ':type:' || place, 6)],
  (array['minor', 'moderate', 'major'])[1 + pg_temp.pick(n || ':severity:' || place, 3)],
  reported_on, reported_on + pg_temp.pick(n || ':days:' || place, 10), array['squat'], 'made for volume',
  case when session.id is not null then jsonb_build_array(jsonb_build_object(
    'session_id', session.id, 'action', 'weight_reduced', 'reduction_pct', 12.5, 'rationale', 'less until it is quiet'
  )) end,
  case when own.status = 'resolved' then least(reported_on + 10, date '${until}') end, own.status
from volume_lifter as lifter
cross join generate_series(0, ${Math.floor(weeks / 4) + 1}) as place
cross join lateral (
  select
    date '${until}' - pg_temp.pick(n || ':reported:' || place, ${7 * weeks + 1}) as reported_on,
    case when place > 2 then 'resolved' else (array['active', 'monitoring', 'resolved'])[1 + pg_temp.pick(n || ':open:' || place, 3)] end as status
) as own
left join public.sessions as session
  on session.id = pg_temp.id('session:' || n || ':0:1:1') and place % 5 = 0
order by reported_on, lifter.id;

-- a watch, worn some nights
insert into public.recovery_snapshots (
  id, user_id, recorded_at, source, sleep_duration_minutes, sleep_quality_score, hrv_ms, resting_hr_bpm, raw_payload
)
select
  pg_temp.id('night:' || n || ':' || night), id, (date '${until}' - night) + time '05:00' at time zone 'UTC', 'watch',
  300 + pg_temp.pick(n || ':sleep:' || night, 240), 50 + pg_temp.pick(n || ':quality:' || night, 50),
  30 + pg_temp.pick(n || ':hrv:' || night, 80), 42 + pg_temp.pick(n || ':pulse:' || night, 25),
  jsonb_build_object('device', 'watch', 'stages', jsonb_build_array(90, 200, 110))
from volume_lifter cross join generate_series(1, ${7 * weeks}, 4) as night
order by night desc, volume_lifter.id;

insert into public.muscle_volume_config (id, user_id, muscle_group, mev_sets_per_week, mrv_sets_per_week, updated_at)
select
  pg_temp.id('limits:' || n || ':' || muscle), id, muscle, 6 + pg_temp.pick(n || ':mev:' || muscle, 4), 14 + pg_temp.pick(n || ':mrv:' || muscle, 10), joined_on
from volume_lifter cross join unnest(${muscles}) as muscle;

insert into public.auxiliary_exercises (id, user_id, lift, exercise_name, pool_position, is_active, primary_muscles)
select
  pg_temp.id('exercise:' || n || ':' || lift || ':' || place), id, lift, lift || ' variation ' || place, place, place < 6,
  array[(${muscles})[1 + pg_temp.pick(lift || place, 9)]]
from volume_lifter cross join unnest(array['squat', 'bench', 'deadlift']) as lift cross join generate_series(1, 6) as place;

-- some never changed it: no row is the standard
insert into public.warmup_configs (id, user_id, lift, protocol, custom_steps, updated_at)
select
  pg_temp.id('warmup:' || n || ':' || lift), id, lift, protocol,
  case when protocol = 'custom' then '[{"pct": 0, "reps": 10}, {"pct": 0.5, "reps": 5}, {"pct": 0.75, "reps": 3}]'::jsonb end, joined_on
from volume_lifter
cross join unnest(array['squat', 'bench', 'deadlift']) as lift
cross join lateral (
  select (array['standard', 'minimal', 'extended', 'empty_bar', 'custom'])[1 + pg_temp.pick(n || ':protocol:' || lift, 5)] as protocol
) as own
where pg_temp.pick(n || ':warmup:' || lift, 2) = 0;
`;
}
