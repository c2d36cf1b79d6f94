-- What was lifted beside the main lift. Logs that are there, and those of an app that does not know
-- the column, have NULL: not known.
--
-- `npx nx run db-schema:contracts` writes the CHECK, in a migration of its own.
set local lock_timeout = '800ms';

alter table public.session_logs
  add column auxiliary_sets jsonb;
comment on column public.session_logs.auxiliary_sets is
  'Array of auxiliary exercises with their sets as lifted: weight in integer grams (0 is bodyweight alone), reps (0 is a failed set), RPE from 1 to 10 in steps of 0.5. [] means none was done. NULL means not known; a correction with NULL keeps those of the log it corrects.';
