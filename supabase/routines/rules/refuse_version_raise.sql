-- It needs no lock: an update never sees too many versions. At worst it refuses too early, and the
-- client sends it again.
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
  'Refuses to raise a version beyond the lifter''s next one, with PK108.';
revoke execute on function rules.refuse_version_raise() from public;
