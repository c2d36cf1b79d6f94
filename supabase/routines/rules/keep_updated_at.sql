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
