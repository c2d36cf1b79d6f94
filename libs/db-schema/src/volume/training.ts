// The SQL of a volume's programs, with their sessions, and of the lifters' logs.

/** Weeks of a program: three blocks of three, and a deload. */
export const weeksOfProgram = 10;

/** The day and hour of a session's end, in UTC: each lifter has usual hours. */
const endOfSession = `(planned_date + interval '6 hours' + pg_temp.pick(lifter || ':hour', 13) * interval '1 hour'
  + pg_temp.pick(id || ':minute', 3600) * interval '1 second') at time zone 'UTC'`;

/** The programs of each lifter's cycle, with their sessions. */
export function programs(cycle: number, cycles: number): string {
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

/** The training in a week of the cycle that `programs` made. */
export function logs(week: number): string {
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
