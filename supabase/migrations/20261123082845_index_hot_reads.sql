-- Indexes for the reads that must stay fast, where the specification's eight have none, and for
-- every foreign key. They begin with what the foreign key names, the owner after it, so that they
-- serve a reference that carries its owner too.
--
-- Each is built beside readers and writers (concurrently), which Postgres does only outside of a
-- transaction. The Supabase CLI makes none around this file: it has one of its own. A build that
-- was ended leaves an index that is kept up to date and never read, and that `if not exists` takes
-- for finished; so those are dropped first, and the file can be run again as a whole.

begin;
-- nobody waits long behind the drop
set local lock_timeout = '800ms';
do $clean$
declare
  unfinished regclass;
begin
  for unfinished in
    select indexrelid
    from pg_catalog.pg_index
    join pg_catalog.pg_class on pg_class.oid = indexrelid
    where not indisvalid and relnamespace = 'public'::regnamespace and relname in (
      'auxiliary_assignments_program_id_user_id_idx',
      'edge_cases_program_id_user_id_idx',
      'edge_cases_session_id_user_id_idx',
      'edge_cases_user_id_status_reported_at_idx',
      'performance_metrics_session_log_id_user_id_idx',
      'programs_formula_config_id_user_id_idx',
      'programs_lifter_maxes_id_user_id_idx',
      'recovery_snapshots_user_id_recorded_at_idx',
      'session_logs_corrects_log_id_user_id_idx',
      'session_logs_session_id_user_id_idx',
      'session_logs_user_id_completed_at_idx',
      'soreness_checkins_user_id_recorded_at_idx'
    )
  loop
    execute format('drop index %s', unfinished);
  end loop;
end
$clean$;
commit;

create index concurrently if not exists auxiliary_assignments_program_id_user_id_idx
  on public.auxiliary_assignments (program_id, user_id);
comment on index public.auxiliary_assignments_program_id_user_id_idx is
  'The foreign key to programs: deleting a program looks for its assignments.';

create index concurrently if not exists edge_cases_program_id_user_id_idx
  on public.edge_cases (program_id, user_id)
  where program_id is not null;
comment on index public.edge_cases_program_id_user_id_idx is
  'The foreign key to programs. Most disruptions name none, and are not in it.';

create index concurrently if not exists edge_cases_session_id_user_id_idx
  on public.edge_cases (session_id, user_id)
  where session_id is not null;
comment on index public.edge_cases_session_id_user_id_idx is
  'The foreign key to sessions. Most disruptions name none, and are not in it.';

create index concurrently if not exists edge_cases_user_id_status_reported_at_idx
  on public.edge_cases (user_id, status, reported_at desc);
comment on index public.edge_cases_user_id_status_reported_at_idx is
  'A lifter''s open disruptions, newest first: resolved ones are never read for it.';

create index concurrently if not exists performance_metrics_session_log_id_user_id_idx
  on public.performance_metrics (session_log_id, user_id);
comment on index public.performance_metrics_session_log_id_user_id_idx is
  'The foreign key to session_logs: the metrics of a log.';

create index concurrently if not exists programs_formula_config_id_user_id_idx
  on public.programs (formula_config_id, user_id);
comment on index public.programs_formula_config_id_user_id_idx is
  'The foreign key to formula_configs.';

create index concurrently if not exists programs_lifter_maxes_id_user_id_idx
  on public.programs (lifter_maxes_id, user_id);
comment on index public.programs_lifter_maxes_id_user_id_idx is
  'The foreign key to lifter_maxes.';

create index concurrently if not exists recovery_snapshots_user_id_recorded_at_idx
  on public.recovery_snapshots (user_id, recorded_at desc);
comment on index public.recovery_snapshots_user_id_recorded_at_idx is
  'A lifter''s recovery over time, and the foreign key to the account.';

create index concurrently if not exists session_logs_corrects_log_id_user_id_idx
  on public.session_logs (corrects_log_id, user_id)
  where corrects_log_id is not null;
comment on index public.session_logs_corrects_log_id_user_id_idx is
  'The foreign key of a correction. Few logs are one, and the rest are not in it.';

create index concurrently if not exists session_logs_session_id_user_id_idx
  on public.session_logs (session_id, user_id);
comment on index public.session_logs_session_id_user_id_idx is
  'The logs of given sessions, corrections included, and the foreign key to sessions.';

create index concurrently if not exists session_logs_user_id_completed_at_idx
  on public.session_logs (user_id, completed_at desc);
comment on index public.session_logs_user_id_completed_at_idx is
  'A lifter''s last logs by when they were completed, of all lifts or, through the session, of one.';

create index concurrently if not exists soreness_checkins_user_id_recorded_at_idx
  on public.soreness_checkins (user_id, recorded_at desc);
comment on index public.soreness_checkins_user_id_recorded_at_idx is
  'A lifter''s newest soreness, and the foreign key to the account.';
