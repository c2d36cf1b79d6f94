-- The four actions of the app that change several rows. As requests of their own they have left
-- lifters with no active config, an empty pool and a lost workout; here each is one transaction,
-- run as the caller and under the caller's row level security.
--
-- Each is safe to send twice: the client makes the id of what is to come, and a call with an id
-- that is there returns what the first call made and changes nothing. Two devices at once come one
-- after the other, since a lifter's actions wait for each other: by an advisory lock where rows
-- that are not there yet have to be counted, by the session's own lock where there is one.
--
-- Arguments have the names of the columns that they are for, so in a query the name alone is the
-- column, and the argument has the name of the function before it.

create function public.start_program(
  id uuid,
  total_weeks smallint,
  training_days_per_week smallint,
  start_date date,
  lifter_maxes_id uuid,
  formula_config_id uuid,
  sessions public.program_sessions,
  assignments public.block_assignments default '[]'
)
returns public.programs
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function public.start_program is
  'Starts a program: archives the active one, and makes the next version with its sessions and auxiliary assignments. A call with the id of a program that is there returns that program.';

create function public.save_formula_config(
  id uuid,
  source text,
  overrides jsonb,
  ai_rationale text default null
)
returns public.formula_configs
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function public.save_formula_config is
  'Saves a formula config as the next version, and makes it the active one in the place of the one before. A call with the id of a config that is there returns that config.';

create function public.replace_auxiliary_pool(
  id uuid,
  lift text,
  exercises public.auxiliary_pool
)
returns setof public.auxiliary_exercises
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function public.replace_auxiliary_pool is
  'Replaces the pool of a lift by these exercises, in their order. A call with the id of a change that was made returns what that change made, though the pool may be another one by now.';

create function public.complete_session(
  id uuid,
  session_id uuid,
  actual_sets jsonb,
  completed_at timestamptz,
  started_at timestamptz default null,
  duration_seconds integer default null,
  session_rpe numeric default null,
  session_notes text default null,
  completion_pct numeric default null,
  performance_vs_plan text default null,
  metrics public.session_metrics default null
)
returns public.session_logs
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
#variable_conflict use_column
declare
  session public.sessions;
  log public.session_logs;
begin
  -- whoever comes second waits here, and then sees the log
  select * into session from public.sessions where id = complete_session.session_id
  for no key update;
  if not found then
    raise exception using
      errcode = 'PK103',
      message = format('there is no session %s of this lifter', complete_session.session_id),
      detail = 'A log is of a session that is there, and of the lifter who is signed in.',
      hint = 'Send the program, which has the session, first.',
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
      hint = 'Show the log that is there; what is wrong in it is mended by a correction.',
      schema = 'public',
      table = 'session_logs',
      column = 'session_id',
      constraint = 'complete_session';
  end if;

  -- the status goes one step at a time; one that is skipped is refused there
  if session.status = 'planned' then
    update public.sessions set status = 'in_progress' where id = session.id;
  end if;
  update public.sessions set status = 'completed' where id = session.id and status <> 'completed';

  insert into public.session_logs (
    id, session_id, user_id, started_at, completed_at, duration_seconds, actual_sets, session_rpe,
    session_notes, completion_pct, performance_vs_plan
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
    complete_session.performance_vs_plan
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
comment on function public.complete_session is
  'Logs a session: its log, its status and, if given, its metrics. A call with the id of the session''s log returns that log.';

-- Hosted projects may grant a new function to all of these by default.
revoke execute on function
  public.start_program, public.save_formula_config, public.replace_auxiliary_pool,
  public.complete_session
from public, anon, authenticated, service_role;
grant execute on function
  public.start_program, public.save_formula_config, public.replace_auxiliary_pool,
  public.complete_session
to authenticated;
