-- Positions of a pool count from 0 or from 1, as the client likes: only their order counts.
--
-- The rows that are there hold to the wider rule. They are read beside writers, in the second
-- transaction. Where a lock is not had within 800 ms, push again: every statement can be run twice.

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_exercises
  drop constraint if exists auxiliary_exercises_pool_position_check,
  add constraint auxiliary_exercises_pool_position_check check (pool_position >= 0) not valid;
comment on constraint auxiliary_exercises_pool_position_check on public.auxiliary_exercises is
  'Positions of the pool count from 0 or from 1, as the client likes.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.auxiliary_exercises
  validate constraint auxiliary_exercises_pool_position_check;
commit;
