-- The foreign key is asked when the statement has ended, so a request with two corrections of each
-- other would be taken. A constraint sees one row and an index one key; a chain takes a trigger.
create or replace function rules.refuse_endless_corrections()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
begin
  -- one after the other, as two at once would close a circle that neither of them sees
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
      detail = 'Corrections lead to the log of the session that was made first.',
      hint = 'Correct the log of the session, or its newest correction.',
      schema = tg_table_schema, table = tg_table_name, column = 'corrects_log_id', constraint = tg_name;
  end if;
  return null;
end;
$function$;
comment on function rules.refuse_endless_corrections() is
  'Refuses a correction from which no way leads to a log that is not a correction, with PK104.';
revoke execute on function rules.refuse_endless_corrections() from public;
