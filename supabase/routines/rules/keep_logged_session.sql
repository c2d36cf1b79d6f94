-- Only for the lifter's own deletes. The deletion of the account and service_role do not call it.
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
