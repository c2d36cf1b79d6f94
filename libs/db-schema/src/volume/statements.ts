// The SQL that makes a volume. It is set-based, and makes the same rows for the same options.
// Seemingly random values are hashes of a row's place and the seed, so the order of execution does
// not matter.

import { logs, programs, weeksOfProgram } from './training.ts';

/** Marks the accounts of a volume: `lifter-17@volume.parakeet.test`. */
export const volumeDomain = 'volume.parakeet.test';

/** Whole numbers only: they become part of the SQL. */
export interface VolumeRange {
  /** Numbers of the first and the last lifter. */
  readonly first: number;
  readonly last: number;
  readonly weeks: number;
  readonly seed: number;
  /** Today in the volume, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A step: its name while it runs, and its SQL. */
export interface VolumeStep {
  readonly title: string;
  readonly sql: string;
}

const muscles = `array['quads', 'hamstrings', 'glutes', 'lower_back', 'upper_back', 'chest', 'triceps', 'shoulders', 'biceps']`;

/** The steps in order, for one transaction. */
export function volumeSteps(range: VolumeRange): VolumeStep[] {
  const cycles = Math.floor(range.weeks / weeksOfProgram) + 1;
  const steps = [
    { title: 'preparing', sql: helpers(range) },
    { title: 'accounts, profiles, maxes and formula configs', sql: lifters(cycles, range) },
  ];
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const which = `${cycle + 1} of ${cycles}`;
    steps.push({ title: `programs ${which}, with their sessions`, sql: programs(cycle, cycles) });
    // week by week, as in a real database: a lifter's rows are scattered over the table
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
