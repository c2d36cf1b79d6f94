-- The newest row counts: the newest max, log, check-in and recovery, the highest version. One row from
-- a wrong clock, or with a version far ahead, would stay the newest one for years.
--
-- A time may be a day ahead of the clock of the server, and no more. A CHECK cannot say so, since it
-- must not depend on the clock. The triggers come after the row, so that CHECKs and keys speak first.
--
-- A version may be the next one of the lifter at most. A lower one that is free is taken: programs that
-- a phone made offline arrive in any order. No lock is needed: an insert sees fewer versions than there
-- will be, and so it can only be refused too early, and can be sent again.
--
-- Existing rows are not read. One with a time ahead stays, and its other columns can be changed.

begin;
set local lock_timeout = '800ms';

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
  'Refuses a time more than a day ahead of the clock of the server, with PK107. The argument is the column.';
revoke execute on function rules.refuse_time_ahead() from public;
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger lifter_maxes_recorded_at_not_ahead
  after insert or update of recorded_at on public.lifter_maxes
  for each row
  when (new.recorded_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('recorded_at');
comment on trigger lifter_maxes_recorded_at_not_ahead on public.lifter_maxes is
  'recorded_at is at most a day ahead of the clock of the server.';
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger session_logs_logged_at_not_ahead
  after insert or update of logged_at on public.session_logs
  for each row
  when (new.logged_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('logged_at');
comment on trigger session_logs_logged_at_not_ahead on public.session_logs is
  'logged_at is at most a day ahead of the clock of the server.';
create or replace trigger session_logs_started_at_not_ahead
  after insert or update of started_at on public.session_logs
  for each row
  when (new.started_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('started_at');
comment on trigger session_logs_started_at_not_ahead on public.session_logs is
  'started_at is at most a day ahead of the clock of the server.';
create or replace trigger session_logs_completed_at_not_ahead
  after insert or update of completed_at on public.session_logs
  for each row
  when (new.completed_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('completed_at');
comment on trigger session_logs_completed_at_not_ahead on public.session_logs is
  'completed_at is at most a day ahead of the clock of the server.';
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger soreness_checkins_recorded_at_not_ahead
  after insert or update of recorded_at on public.soreness_checkins
  for each row
  when (new.recorded_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('recorded_at');
comment on trigger soreness_checkins_recorded_at_not_ahead on public.soreness_checkins is
  'recorded_at is at most a day ahead of the clock of the server.';
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger recovery_snapshots_recorded_at_not_ahead
  after insert or update of recorded_at on public.recovery_snapshots
  for each row
  when (new.recorded_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('recorded_at');
comment on trigger recovery_snapshots_recorded_at_not_ahead on public.recovery_snapshots is
  'recorded_at is at most a day ahead of the clock of the server.';
commit;

begin;
set local lock_timeout = '800ms';

-- Once a statement, so that the order of its rows does not matter.
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
  'Refuses new rows with a version beyond the next one of the lifter, with PK108. The argument is the function that counts.';
revoke execute on function rules.refuse_version_gap() from public;

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
  'Refuses a change of a version to one beyond the next one of the lifter, with PK108.';
revoke execute on function rules.refuse_version_raise() from public;
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger programs_version_added
  after insert on public.programs
  referencing new table as added
  for each statement
  execute function rules.refuse_version_gap('start_program');
comment on trigger programs_version_added on public.programs is
  'A new version is at most the next one of the lifter; a lower one that is free is taken.';
create or replace trigger programs_version_raised
  before update of version on public.programs
  for each row
  when (new.version > old.version)
  execute function rules.refuse_version_raise();
comment on trigger programs_version_raised on public.programs is
  'A version is raised to the next one of the lifter at most.';
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger formula_configs_version_added
  after insert on public.formula_configs
  referencing new table as added
  for each statement
  execute function rules.refuse_version_gap('save_formula_config');
comment on trigger formula_configs_version_added on public.formula_configs is
  'A new version is at most the next one of the lifter; a lower one that is free is taken.';
create or replace trigger formula_configs_version_raised
  before update of version on public.formula_configs
  for each row
  when (new.version > old.version)
  execute function rules.refuse_version_raise();
comment on trigger formula_configs_version_raised on public.formula_configs is
  'A version is raised to the next one of the lifter at most.';
commit;
