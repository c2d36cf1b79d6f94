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
