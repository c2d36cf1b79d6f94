-- A correction may be corrected in its turn, and whoever follows the chain comes to the log that was
-- made first. The foreign key does not say so: it is asked when the statement has ended, so a
-- request with two corrections of each other would be taken, and a session have logs of which none
-- is the first. A constraint sees one row and an index one key; a chain takes a trigger.
--
-- The file has a transaction of its own, so that the Supabase CLI makes none around it: nobody waits
-- while the corrections that are there are followed, only while the trigger is made. Where the lock
-- is not had within 800 ms, nothing has changed; push it again: every statement can be run twice.

-- Step 1: a circle that is there stops it, before anything is changed.
create or replace function pg_temp.stop_at_circles(changed text)
returns void
language plpgsql
as $check$
declare
  circles constant text :=
    'with recursive chain (start, id, next) as (select id, id, corrects_log_id from '
    'public.session_logs where corrects_log_id is not null union select chain.start, log.id, '
    'log.corrects_log_id from chain join public.session_logs as log on log.id = chain.next) '
    'select start from chain group by start having bool_and(next is not null)';
  found bigint;
  examples text;
begin
  execute format(
    'select count(*), string_agg(start::text, '', '' order by place) filter (where place <= 5)
     from (
       select start, row_number() over (order by start) as place from (%s) as circle
     ) as found',
    circles
  )
  into found, examples;
  if found > 0 then
    raise exception using
      errcode = 'PK901',
      message = format(
        e'rows that are there already break a rule of this migration, and %s.\n'
          '%s rows of session_logs break session_logs_corrections_end, correcting each other in a '
          'circle: %s%s\n'
          '  select * from public.session_logs where id in (%s);',
        changed, found, examples, case when found > 5 then ', …' end, circles
      ),
      hint = 'Mend these rows, found with the select, and push again: one of a circle becomes the '
        'log (is_correction false, corrects_log_id null), unless its session has one.';
  end if;
end
$check$;
select pg_temp.stop_at_circles('nothing was changed');

-- Step 2: from here on no circle is closed.
begin;
set local lock_timeout = '800ms';

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

-- After the statement's rows are there: a phone may send a correction before what it corrects.
create or replace trigger session_logs_corrections_end
  after insert or update of id, corrects_log_id on public.session_logs
  for each row
  when (new.corrects_log_id is not null)
  execute function rules.refuse_endless_corrections();
comment on trigger session_logs_corrections_end on public.session_logs is
  'Whoever follows corrections comes to a log that is not one.';
commit;

-- Step 3: nor was one in the moment before.
select pg_temp.stop_at_circles('new rows are held to it from here on');
drop function pg_temp.stop_at_circles(text);
