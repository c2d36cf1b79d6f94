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
