-- Safe to send twice: the client makes the id of the program. An advisory lock serializes two
-- devices that call it at the same time. A row lock cannot: the next version has no row yet.
create or replace function public.start_program(
  id uuid,
  total_weeks smallint,
  training_days_per_week smallint,
  start_date date,
  lifter_maxes_id uuid,
  formula_config_id uuid,
  sessions public.program_sessions,
  assignments public.block_assignments default '[]'
)
returns public.programs
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
#variable_conflict use_column
declare
  started public.programs;
begin
  perform pg_advisory_xact_lock(hashtextextended('start_program ' || auth.uid(), 0));
  select * into started from public.programs where id = start_program.id;
  if found then
    return started;
  end if;

  update public.programs set status = 'archived' where user_id = auth.uid() and status = 'active';

  insert into public.programs (
    id, user_id, version, total_weeks, training_days_per_week, start_date, lifter_maxes_id,
    formula_config_id
  )
  values (
    start_program.id,
    auth.uid(),
    (select coalesce(max(version), 0) + 1 from public.programs where user_id = auth.uid()),
    start_program.total_weeks,
    start_program.training_days_per_week,
    start_program.start_date,
    start_program.lifter_maxes_id,
    start_program.formula_config_id
  )
  returning * into started;

  insert into public.sessions (
    id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type,
    block_number, is_deload
  )
  select
    (session ->> 'id')::uuid,
    started.id,
    started.user_id,
    (session -> 'week_number')::smallint,
    (session -> 'day_number')::smallint,
    (session ->> 'planned_date')::date,
    session ->> 'primary_lift',
    session ->> 'intensity_type',
    -- JSON null has no cast to a number
    nullif(session -> 'block_number', 'null')::smallint,
    (session -> 'is_deload')::boolean
  from jsonb_array_elements(start_program.sessions) as session;

  insert into public.auxiliary_assignments (
    user_id, program_id, block_number, lift, exercise_1, exercise_2
  )
  select
    started.user_id,
    started.id,
    (assignment -> 'block_number')::smallint,
    assignment ->> 'lift',
    assignment ->> 'exercise_1',
    assignment ->> 'exercise_2'
  from jsonb_array_elements(start_program.assignments) as assignment;

  return started;
end;
$function$;
comment on function public.start_program is
  'Starts a program: archives the active one, and creates the next version with its sessions '
  'and auxiliary assignments. A second call with the same id returns the existing program.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.start_program
from public, anon, authenticated, service_role;
grant execute on function public.start_program
to authenticated;
