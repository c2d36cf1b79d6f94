-- Runs once a statement, so the order of its rows does not matter. It needs no lock: an insert
-- never sees too many versions. At worst it refuses too early, and the client sends it again.
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
  'Refuses new rows with a version beyond the lifter''s next one, with PK108. The argument names '
  'the function that counts versions.';
revoke execute on function rules.refuse_version_gap() from public;
