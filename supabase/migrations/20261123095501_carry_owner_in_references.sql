-- A reference between two tables of lifters carries the owner: (program_id, user_id) refers to
-- programs (id, user_id). A foreign key does not look at row level security, so the
-- specification's own, which ask for the id alone, let a lifter's row point at another's. Each is
-- replaced by one that asks for both, with the same name and the same rule on delete. Two beside
-- each other would be two ways from one table to the other, and the Data API embeds neither then
-- (PGRST201). A reference that is NULL refers to nobody, and passes (match simple). A correction
-- carries its session as well, since it is of the session whose log it corrects.
--
-- The file has transactions of its own, so that the Supabase CLI makes none around it: an index
-- is built beside the writers (concurrently) only outside of a transaction. A lock is waited
-- for so shortly that nobody waits long behind it, and where it is not had, the file ends there.
-- Whatever ended it, push it again: every statement here can be run twice.

-- Step 1: rows that point at another lifter's stop it, before anything is changed.
do $check$
declare
  reference record;
  broken bigint;
  examples text;
  told text := '';
begin
  for reference in
    select *
    from (values
      ('auxiliary_assignments', 'program_id', 'programs'),
      ('edge_cases', 'program_id', 'programs'),
      ('edge_cases', 'session_id', 'sessions'),
      ('performance_metrics', 'session_log_id', 'session_logs'),
      ('programs', 'formula_config_id', 'formula_configs'),
      ('programs', 'lifter_maxes_id', 'lifter_maxes'),
      ('session_logs', 'session_id', 'sessions'),
      ('session_logs', 'corrects_log_id', 'session_logs'),
      ('sessions', 'program_id', 'programs'),
      ('soreness_checkins', 'session_id', 'sessions')
    ) as list (source, pointer, target)
  loop
    execute format(
      'select count(*), string_agg(id::text, '', '' order by id) filter (where place <= 5)
       from (
         select source.id, row_number() over (order by source.id) as place
         from public.%1$I as source
         join public.%3$I as target on target.id = source.%2$I
         where target.user_id <> source.user_id
       ) as found',
      reference.source, reference.pointer, reference.target
    )
    into broken, examples;
    if broken > 0 then
      told := told || format(
        e'\n%1$s rows of %2$s break %2$s_%3$s_fkey, their %3$s being of another lifter: %4$s%5$s\n'
          '  select source.* from public.%2$I as source join public.%6$I as target'
          ' on target.id = source.%3$I where target.user_id <> source.user_id;',
        broken, reference.source, reference.pointer, examples, case when broken > 5 then ', …' end,
        reference.target
      );
    end if;
  end loop;
  select count(*), string_agg(id::text, ', ' order by id) filter (where place <= 5)
  into broken, examples
  from (
    select source.id, row_number() over (order by source.id) as place
    from public.session_logs as source
    join public.session_logs as target on target.id = source.corrects_log_id
    where target.session_id <> source.session_id
  ) as found;
  if broken > 0 then
    told := told || format(
      e'\n%s rows of session_logs break session_logs_corrects_log_id_fkey, correcting a log of another session: %s%s\n'
        '  select source.* from public.session_logs as source join public.session_logs as target'
        ' on target.id = source.corrects_log_id where target.session_id <> source.session_id;',
      broken, examples, case when broken > 5 then ', …' end
    );
  end if;
  if told <> '' then
    raise exception using
      errcode = 'PK901',
      message = 'rows that are there already break a rule of this migration, and nothing was changed.'
        || told,
      hint = 'Mend these rows, found with the select below each, and push again.';
  end if;
end
$check$;

-- Step 2: what the foreign keys refer to. Each holds already, id being the primary key, and an
-- index is all that a foreign key needs: a constraint on it would say nothing more.
-- An index that could not be finished last time would pass for one that is there.
do $clean$
declare
  unfinished regclass;
begin
  perform set_config('lock_timeout', '800ms', true);
  for unfinished in
    select indexrelid
    from pg_catalog.pg_index
    join pg_catalog.pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = 'public'::regnamespace and relname in (
      'formula_configs_id_user_id_idx',
      'lifter_maxes_id_user_id_idx',
      'programs_id_user_id_idx',
      'session_logs_id_user_id_idx',
      'session_logs_id_session_id_user_id_idx',
      'sessions_id_user_id_idx'
    )
  loop
    execute format('drop index %s', unfinished);
  end loop;
end
$clean$;

create unique index concurrently if not exists formula_configs_id_user_id_idx
  on public.formula_configs (id, user_id);
create unique index concurrently if not exists lifter_maxes_id_user_id_idx
  on public.lifter_maxes (id, user_id);
create unique index concurrently if not exists programs_id_user_id_idx
  on public.programs (id, user_id);
create unique index concurrently if not exists session_logs_id_user_id_idx
  on public.session_logs (id, user_id);
create unique index concurrently if not exists session_logs_id_session_id_user_id_idx
  on public.session_logs (id, session_id, user_id);
create unique index concurrently if not exists sessions_id_user_id_idx
  on public.sessions (id, user_id);

-- Step 3: new rows are held to the rule from here on. Nothing is read, so the locks are short; a
-- transaction a reference. A foreign key takes two tables, and clients take them in either order, so
-- that each would wait for the other: who does not get both soon lets go of both, and tries again.
create or replace function pg_temp.lock_soon(variadic tables text[])
returns void
language plpgsql
volatile
security invoker
set search_path = ''
set lock_timeout = '200ms'
as $function$
declare
  wanted text;
begin
  for attempt in 1..30 loop
    begin
      foreach wanted in array tables loop
        execute format('lock table %s in access exclusive mode', wanted);
      end loop;
      return;
    exception when lock_not_available then
      if attempt = 30 then
        raise;
      end if;
    end;
    -- the locks are given back here, and whoever waited for them goes on
    perform pg_catalog.pg_sleep(0.1);
  end loop;
end
$function$;

begin;
select pg_temp.lock_soon('public.programs', 'public.auxiliary_assignments');
alter table public.auxiliary_assignments
  drop constraint if exists auxiliary_assignments_program_id_owner_fkey,
  add constraint auxiliary_assignments_program_id_owner_fkey
    foreign key (program_id, user_id) references public.programs (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.programs', 'public.edge_cases');
alter table public.edge_cases
  drop constraint if exists edge_cases_program_id_owner_fkey,
  add constraint edge_cases_program_id_owner_fkey
    foreign key (program_id, user_id) references public.programs (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.edge_cases');
alter table public.edge_cases
  drop constraint if exists edge_cases_session_id_owner_fkey,
  add constraint edge_cases_session_id_owner_fkey
    foreign key (session_id, user_id) references public.sessions (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.session_logs', 'public.performance_metrics');
alter table public.performance_metrics
  drop constraint if exists performance_metrics_session_log_id_owner_fkey,
  add constraint performance_metrics_session_log_id_owner_fkey
    foreign key (session_log_id, user_id) references public.session_logs (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.formula_configs', 'public.programs');
alter table public.programs
  drop constraint if exists programs_formula_config_id_owner_fkey,
  add constraint programs_formula_config_id_owner_fkey
    foreign key (formula_config_id, user_id) references public.formula_configs (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.lifter_maxes', 'public.programs');
alter table public.programs
  drop constraint if exists programs_lifter_maxes_id_owner_fkey,
  add constraint programs_lifter_maxes_id_owner_fkey
    foreign key (lifter_maxes_id, user_id) references public.lifter_maxes (id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.session_logs');
alter table public.session_logs
  drop constraint if exists session_logs_session_id_owner_fkey,
  add constraint session_logs_session_id_owner_fkey
    foreign key (session_id, user_id) references public.sessions (id, user_id)
    on delete cascade not valid;
commit;

begin;
select pg_temp.lock_soon('public.session_logs');
alter table public.session_logs
  drop constraint if exists session_logs_corrects_log_id_owner_fkey,
  add constraint session_logs_corrects_log_id_owner_fkey
    foreign key (corrects_log_id, session_id, user_id) references public.session_logs (id, session_id, user_id)
    on delete no action not valid;
commit;

begin;
select pg_temp.lock_soon('public.programs', 'public.sessions');
alter table public.sessions
  drop constraint if exists sessions_program_id_owner_fkey,
  add constraint sessions_program_id_owner_fkey
    foreign key (program_id, user_id) references public.programs (id, user_id)
    on delete cascade not valid;
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.soreness_checkins');
alter table public.soreness_checkins
  drop constraint if exists soreness_checkins_session_id_owner_fkey,
  add constraint soreness_checkins_session_id_owner_fkey
    foreign key (session_id, user_id) references public.sessions (id, user_id)
    on delete cascade not valid;
commit;

-- Step 4: the rows that were there are read, while everybody reads and writes on.
alter table public.auxiliary_assignments validate constraint auxiliary_assignments_program_id_owner_fkey;
alter table public.edge_cases validate constraint edge_cases_program_id_owner_fkey;
alter table public.edge_cases validate constraint edge_cases_session_id_owner_fkey;
alter table public.performance_metrics validate constraint performance_metrics_session_log_id_owner_fkey;
alter table public.programs validate constraint programs_formula_config_id_owner_fkey;
alter table public.programs validate constraint programs_lifter_maxes_id_owner_fkey;
alter table public.session_logs validate constraint session_logs_session_id_owner_fkey;
alter table public.session_logs validate constraint session_logs_corrects_log_id_owner_fkey;
alter table public.sessions validate constraint sessions_program_id_owner_fkey;
alter table public.soreness_checkins validate constraint soreness_checkins_session_id_owner_fkey;

-- Step 5: one takes the other's place, and its name. Nothing is read.
begin;
select pg_temp.lock_soon('public.programs', 'public.auxiliary_assignments');
alter table public.auxiliary_assignments drop constraint if exists auxiliary_assignments_program_id_fkey;
alter table public.auxiliary_assignments
  rename constraint auxiliary_assignments_program_id_owner_fkey to auxiliary_assignments_program_id_fkey;
comment on constraint auxiliary_assignments_program_id_fkey on public.auxiliary_assignments is
  'program_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.programs', 'public.edge_cases');
alter table public.edge_cases drop constraint if exists edge_cases_program_id_fkey;
alter table public.edge_cases
  rename constraint edge_cases_program_id_owner_fkey to edge_cases_program_id_fkey;
comment on constraint edge_cases_program_id_fkey on public.edge_cases is
  'program_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.edge_cases');
alter table public.edge_cases drop constraint if exists edge_cases_session_id_fkey;
alter table public.edge_cases
  rename constraint edge_cases_session_id_owner_fkey to edge_cases_session_id_fkey;
comment on constraint edge_cases_session_id_fkey on public.edge_cases is
  'session_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.session_logs', 'public.performance_metrics');
alter table public.performance_metrics drop constraint if exists performance_metrics_session_log_id_fkey;
alter table public.performance_metrics
  rename constraint performance_metrics_session_log_id_owner_fkey to performance_metrics_session_log_id_fkey;
comment on constraint performance_metrics_session_log_id_fkey on public.performance_metrics is
  'session_log_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.formula_configs', 'public.programs');
alter table public.programs drop constraint if exists programs_formula_config_id_fkey;
alter table public.programs
  rename constraint programs_formula_config_id_owner_fkey to programs_formula_config_id_fkey;
comment on constraint programs_formula_config_id_fkey on public.programs is
  'formula_config_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.lifter_maxes', 'public.programs');
alter table public.programs drop constraint if exists programs_lifter_maxes_id_fkey;
alter table public.programs
  rename constraint programs_lifter_maxes_id_owner_fkey to programs_lifter_maxes_id_fkey;
comment on constraint programs_lifter_maxes_id_fkey on public.programs is
  'lifter_maxes_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.session_logs');
alter table public.session_logs drop constraint if exists session_logs_session_id_fkey;
alter table public.session_logs
  rename constraint session_logs_session_id_owner_fkey to session_logs_session_id_fkey;
comment on constraint session_logs_session_id_fkey on public.session_logs is
  'session_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.session_logs');
alter table public.session_logs drop constraint if exists session_logs_corrects_log_id_fkey;
alter table public.session_logs
  rename constraint session_logs_corrects_log_id_owner_fkey to session_logs_corrects_log_id_fkey;
comment on constraint session_logs_corrects_log_id_fkey on public.session_logs is
  'A correction is of the session and the lifter whose log it corrects.';
commit;

begin;
select pg_temp.lock_soon('public.programs', 'public.sessions');
alter table public.sessions drop constraint if exists sessions_program_id_fkey;
alter table public.sessions
  rename constraint sessions_program_id_owner_fkey to sessions_program_id_fkey;
comment on constraint sessions_program_id_fkey on public.sessions is
  'program_id is of the same lifter as the row itself.';
commit;

begin;
select pg_temp.lock_soon('public.sessions', 'public.soreness_checkins');
alter table public.soreness_checkins drop constraint if exists soreness_checkins_session_id_fkey;
alter table public.soreness_checkins
  rename constraint soreness_checkins_session_id_owner_fkey to soreness_checkins_session_id_fkey;
comment on constraint soreness_checkins_session_id_fkey on public.soreness_checkins is
  'session_id is of the same lifter as the row itself.';
commit;
