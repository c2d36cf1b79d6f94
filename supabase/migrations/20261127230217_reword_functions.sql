-- allow: trigger-undecided public.session_logs.session_logs_corrections_end: only its message changes
-- Brings functions in step with their files in supabase/routines. Written by
-- the command `functions`: change the files and run it again.
--
-- public.complete_session: body, comment
-- public.delete_account: comment
-- public.replace_auxiliary_pool: comment
-- public.save_formula_config: comment
-- public.start_program: comment
-- rules.create_profile: comment
-- rules.keep_updated_at: comment
-- rules.refuse_endless_corrections: body, comment
-- rules.refuse_session_status: comment
-- rules.refuse_time_ahead: comment
-- rules.refuse_version_gap: comment
-- rules.refuse_version_raise: comment

set local lock_timeout = '800ms';

-- Safe to send twice: the client makes the id of the log. The lock on the session serializes two
-- devices that call it at the same time.
create or replace function public.complete_session(
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
  metrics public.session_metrics default null,
  auxiliary_sets jsonb default null
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
comment on function public.complete_session is
  'Logs a session: stores the log, completes the session and, if given, stores its metrics. A '
  'second call with the same id returns the existing log.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.complete_session
from public, anon, authenticated, service_role;
grant execute on function public.complete_session
to authenticated;

-- It deletes the caller and nobody else: the id comes from the token, not from an argument.
create or replace function public.delete_account()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $function$
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
comment on function public.delete_account is
  'Deletes the account of the caller with all of its rows. Runs as its owner, since a lifter '
  'may not change auth.users. A second call changes nothing.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.delete_account
from public, anon, authenticated, service_role;
grant execute on function public.delete_account
to authenticated;

-- Safe to send twice: the client makes the id of the change. An advisory lock serializes two
-- devices that call it at the same time.
create or replace function public.replace_auxiliary_pool(
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
  'Replaces the pool of a lift with these exercises, in their order. A second call with the '
  'same id changes nothing. It returns the pool of the first call, even if the pool has '
  'changed since.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.replace_auxiliary_pool
from public, anon, authenticated, service_role;
grant execute on function public.replace_auxiliary_pool
to authenticated;

-- Safe to send twice: the client makes the id of the config. An advisory lock serializes two
-- devices that call it at the same time. A row lock cannot: the next version has no row yet.
create or replace function public.save_formula_config(
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
  'Saves a formula config as the next version. It becomes the active one, and replaces the '
  'previous one. A second call with the same id returns the existing config.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.save_formula_config
from public, anon, authenticated, service_role;
grant execute on function public.save_formula_config
to authenticated;

-- Safe to send twice: the client makes the id of the program. An advisory lock serializes two
-- devices that call it at the same time. A row lock cannot: the next version has no row yet.
create or replace function public.start_program(
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
  'Starts a program: archives the active one, and creates the next version with its sessions '
  'and auxiliary assignments. A second call with the same id returns the existing program.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.start_program
from public, anon, authenticated, service_role;
grant execute on function public.start_program
to authenticated;

-- GoTrue inserts the account, and an error here would fail the sign-up. So every error becomes a
-- warning in the log, and the app makes the profile itself (insert_own). Security definer, because
-- GoTrue's role may not write to public. The lock timeout keeps a sign-up from waiting long.
create or replace function rules.create_profile()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $function$
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
comment on function rules.create_profile() is
  'Creates the profile of a new account. It takes the name from the account''s metadata: the '
  'first non-blank text of display_name, full_name and name, cut to 200 characters. Never fails.';
revoke execute on function rules.create_profile() from public;

create or replace function rules.keep_updated_at()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.keep_updated_at() is
  'Moves updated_at forward if anything else in the row changes. Ignores a value that the client '
  'sends for it.';
revoke execute on function rules.keep_updated_at() from public;

-- Postgres checks the foreign key at the end of the statement. So one insert could add two logs
-- that correct each other. A constraint sees one row and an index one key; a chain needs a trigger.
create or replace function rules.refuse_endless_corrections()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.refuse_endless_corrections() is
  'Refuses a correction whose chain does not end at an original log, with PK104.';
revoke execute on function rules.refuse_endless_corrections() from public;

create or replace function rules.refuse_session_status()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.refuse_session_status() is
  'Refuses a forbidden change of sessions.status, with PK101. The error names the allowed ones.';
revoke execute on function rules.refuse_session_status() from public;

-- A CHECK must not depend on the clock, so this is a trigger. The condition is in the trigger.
create or replace function rules.refuse_time_ahead()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.refuse_time_ahead() is
  'Refuses a time more than a day ahead of the server''s clock, with PK107. The argument names '
  'the column.';
revoke execute on function rules.refuse_time_ahead() from public;

-- Runs once a statement, so the order of its rows does not matter. It needs no lock: an insert
-- never sees too many versions. At worst it refuses too early, and the client sends it again.
create or replace function rules.refuse_version_gap()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.refuse_version_gap() is
  'Refuses new rows with a version beyond the lifter''s next one, with PK108. The argument names '
  'the function that counts versions.';
revoke execute on function rules.refuse_version_gap() from public;

-- It needs no lock: an update never sees too many versions. At worst it refuses too early, and the
-- client sends it again.
create or replace function rules.refuse_version_raise()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
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
comment on function rules.refuse_version_raise() is
  'Refuses to raise a version beyond the lifter''s next one, with PK108.';
revoke execute on function rules.refuse_version_raise() from public;
