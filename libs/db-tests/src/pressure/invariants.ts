/**
 * Invariants of the rows, after any requests in any order and number. Each is SQL that returns the
 * rows that break it; it must return none. They include the rules of constraints, because they test
 * the result, not how it is enforced.
 */
export const invariants: Readonly<Record<string, string>> = {
  'a lifter has at most one active program': `
    select user_id from public.programs where status = 'active' group by 1 having count(*) > 1`,

  'a lifter has at most one active config, and one if any': `
    select user_id from public.formula_configs group by 1 having count(*) filter (where is_active) <> 1`,

  'the newest program that was started is the only one that can be active': `
    select id from public.programs as p where status = 'active'
      and version < (select max(version) from public.programs where user_id = p.user_id)`,

  'the versions of programs count from 1 without a gap': `
    select user_id from public.programs group by 1
    having max(version) <> count(*) or min(version) <> 1 or count(distinct version) <> count(*)`,

  'the versions of configs count from 1 without a gap': `
    select user_id from public.formula_configs group by 1
    having max(version) <> count(*) or min(version) <> 1 or count(distinct version) <> count(*)`,

  'a program has its sessions': `
    select id from public.programs as p
    where not exists (select from public.sessions where program_id = p.id)`,

  'a program has one session a week and day': `
    select program_id from public.sessions group by program_id, week_number, day_number
    having count(*) > 1`,

  'a session has at most one log that is not a correction': `
    select session_id from public.session_logs where not is_correction group by 1 having count(*) > 1`,

  'a log is of a session that is completed, and a completed session has its log': `
    select s.id from public.sessions as s
    where (s.status = 'completed') <> exists (
      select from public.session_logs where session_id = s.id and not is_correction)`,

  'a correction corrects a log of the same session and lifter': `
    select c.id from public.session_logs as c
    left join public.session_logs as log on log.id = c.corrects_log_id
    where c.is_correction <> (c.corrects_log_id is not null)
      or c.is_correction and (log.session_id, log.user_id) is distinct from (c.session_id, c.user_id)`,

  'corrections lead to a log that is none': `
    with recursive sound as (
      select id from public.session_logs where not is_correction
      union all
      select c.id from public.session_logs as c join sound on sound.id = c.corrects_log_id
    )
    select id from public.session_logs where id not in (select id from sound)`,

  'a log has its metrics at most once': `
    select session_log_id from public.performance_metrics group by 1 having count(*) > 1`,

  'metrics say what their session says': `
    select m.id from public.performance_metrics as m
    join public.session_logs as log on log.id = m.session_log_id
    join public.sessions as s on s.id = log.session_id
    where (m.lift, m.intensity_type, m.week_number, m.user_id)
      is distinct from (s.primary_lift, s.intensity_type, s.week_number, s.user_id)`,

  'no deload session is in a block': `
    select id from public.sessions
    where block_number is not null and (is_deload or intensity_type = 'deload')`,

  'the places of a pool count from 1 without a gap': `
    select user_id, lift from public.auxiliary_exercises group by 1, 2
    having max(pool_position) <> count(*) or min(pool_position) <> 1`,

  'a pool is one that was asked for, whole and in its order': `
    select user_id, lift from (
      select user_id, lift, jsonb_agg(exercise_name order by pool_position) as names
      from public.auxiliary_exercises group by 1, 2
    ) as pool
    where not exists (
      select from public.auxiliary_pool_changes as change
      where change.user_id = pool.user_id and change.lift = pool.lift
        and jsonb_path_query_array(change.exercises, '$[*].exercise_name') = pool.names)`,

  'a pool that was asked for is not empty': `
    select user_id, lift from public.auxiliary_pool_changes as change
    where not exists (
      select from public.auxiliary_exercises as e
      where (e.user_id, e.lift) = (change.user_id, change.lift))`,

  'every reference stays with its lifter': `
    select s.id from public.sessions as s join public.programs as p on p.id = s.program_id
      where p.user_id <> s.user_id
    union all
    select l.id from public.session_logs as l join public.sessions as s on s.id = l.session_id
      where s.user_id <> l.user_id
    union all
    select p.id from public.programs as p join public.formula_configs as c on c.id = p.formula_config_id
      where c.user_id <> p.user_id
    union all
    select p.id from public.programs as p join public.lifter_maxes as m on m.id = p.lifter_maxes_id
      where m.user_id <> p.user_id
    union all
    select a.id from public.auxiliary_assignments as a join public.programs as p on p.id = a.program_id
      where p.user_id <> a.user_id
    union all
    select m.id from public.performance_metrics as m
      join public.session_logs as l on l.id = m.session_log_id where l.user_id <> m.user_id
    union all
    select c.id from public.soreness_checkins as c join public.sessions as s on s.id = c.session_id
      where s.user_id <> c.user_id`,

  'no row was changed before it was made': `
    select id from public.sessions where updated_at < created_at`,
};

/** The broken invariants, with some of the rows; empty if all hold. */
export async function brokenInvariants(db: {
  query<Row>(sql: string): Promise<Row[]>;
}): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, sql] of Object.entries(invariants)) {
    const rows = await db.query<object>(sql);
    if (rows.length > 0) broken.push(`${name}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return broken;
}
