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
