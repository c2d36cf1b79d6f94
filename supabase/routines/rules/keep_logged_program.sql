-- Only for the lifter's own deletes. The deletion of the account and service_role do not call it.
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
