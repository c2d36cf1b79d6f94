-- A lifter cannot delete a session that is completed or has a log, nor its program: what was lifted
-- would be lost. The lifter archives the program instead.
--
-- The rule is for the lifter's own deletes, as the role authenticated. These pass:
-- - the deletion of the account, which deletes everything: a cascade runs as the owner of the tables,
--   also where a lifter calls a function (security definer) that deletes the account
-- - service_role, a server with the secret key: an operator may have to erase rows
--
-- A completion at the same moment counts too. Whichever of the two comes second waits, and then sees
-- what the first has done. Existing rows are not read.

begin;
set local lock_timeout = '800ms';

create or replace function rules.keep_logged_session()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
begin
  -- the delete has locked the row already: a log that was on its way is there by now
  if old.status = 'completed'
    or exists (select from public.session_logs where session_id = old.id)
  then
    raise exception using
      errcode = 'PK106',
      message = format('session %s is completed or has a log, and cannot be deleted', old.id),
      detail = 'History is never lost to a delete.',
      hint = 'Keep the session. Archive its program: set the status of the program to archived.',
      schema = tg_table_schema, table = tg_table_name, column = 'id', constraint = tg_name;
  end if;
  return old;
end;
$function$;
comment on function rules.keep_logged_session() is
  'Refuses to delete a session that is completed or has a log, with PK106.';
revoke execute on function rules.keep_logged_session() from public;

create or replace trigger sessions_keep_history
  before delete on public.sessions
  for each row
  when (current_user = 'authenticated')
  execute function rules.keep_logged_session();
comment on trigger sessions_keep_history on public.sessions is
  'A lifter deletes no session that is completed or has a log. service_role may, and so does the deletion of the account.';
commit;

begin;
set local lock_timeout = '800ms';

create or replace function rules.keep_logged_program()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
begin
  -- for update, as an insert of a log alone takes no stronger lock than key share
  perform from public.sessions where program_id = old.id for update;
  if exists (
    select from public.sessions as session
    where session.program_id = old.id and (session.status = 'completed'
      or exists (select from public.session_logs where session_id = session.id))
  ) then
    raise exception using
      errcode = 'PK106',
      message = format('program %s has sessions that are completed or logged, and cannot be deleted', old.id),
      detail = 'History is never lost to a delete.',
      hint = 'Archive the program: set its status to archived.',
      schema = tg_table_schema, table = tg_table_name, column = 'id', constraint = tg_name;
  end if;
  return old;
end;
$function$;
comment on function rules.keep_logged_program() is
  'Refuses to delete a program with a session that is completed or has a log, with PK106.';
revoke execute on function rules.keep_logged_program() from public;

create or replace trigger programs_keep_history
  before delete on public.programs
  for each row
  when (current_user = 'authenticated')
  execute function rules.keep_logged_program();
comment on trigger programs_keep_history on public.programs is
  'A lifter deletes no program with a session that is completed or has a log. service_role may, and so does the deletion of the account.';
commit;
