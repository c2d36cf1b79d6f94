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
