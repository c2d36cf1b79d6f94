-- Open edge cases are read newest first, and metrics over time. One from a wrong clock would stay
-- the newest one for years, as a max or a log would. So their times may be a day ahead of the
-- server, and no more.
--
-- Existing rows are not read. One with a time ahead stays, and its other columns can be changed.
--
-- allow: trigger-refuses public.performance_metrics.performance_metrics_recorded_at_not_ahead: a clock a day ahead is wrong, and PK107 is known to apps of the last release
-- allow: trigger-refuses public.edge_cases.edge_cases_reported_at_not_ahead: a clock a day ahead is wrong, and PK107 is known to apps of the last release

begin;
set local lock_timeout = '800ms';
create or replace trigger performance_metrics_recorded_at_not_ahead
  after insert or update of recorded_at on public.performance_metrics
  for each row
  when (new.recorded_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('recorded_at');
comment on trigger performance_metrics_recorded_at_not_ahead on public.performance_metrics is
  'recorded_at is at most a day ahead of the clock of the server.';
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger edge_cases_reported_at_not_ahead
  after insert or update of reported_at on public.edge_cases
  for each row
  when (new.reported_at > now() + interval '1 day')
  execute function rules.refuse_time_ahead('reported_at');
comment on trigger edge_cases_reported_at_not_ahead on public.edge_cases is
  'reported_at is at most a day ahead of the clock of the server.';
commit;
