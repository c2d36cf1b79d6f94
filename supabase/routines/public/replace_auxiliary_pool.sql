-- Safe to send twice: the client makes the id of the change. An advisory lock serializes two
-- devices that call it at the same time.
create or replace function public.replace_auxiliary_pool(
  id uuid,
  lift text,
  exercises public.auxiliary_pool
)
returns setof public.auxiliary_exercises
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
#variable_conflict use_column
declare
  change public.auxiliary_pool_changes;
  pool public.auxiliary_exercises[];
  is_new boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended('replace_auxiliary_pool ' || auth.uid(), 0));
  select * into change from public.auxiliary_pool_changes where id = replace_auxiliary_pool.id;
  is_new := not found;
  if is_new then
    insert into public.auxiliary_pool_changes (id, user_id, lift, exercises)
    values (
      replace_auxiliary_pool.id,
      auth.uid(),
      replace_auxiliary_pool.lift,
      replace_auxiliary_pool.exercises
    )
    returning * into change;
  end if;

  select array_agg(
    row(
      (exercise ->> 'id')::uuid,
      change.user_id,
      change.lift,
      exercise ->> 'exercise_name',
      place,
      (exercise -> 'is_active')::boolean,
      array(select jsonb_array_elements_text(exercise -> 'primary_muscles'))
    )::public.auxiliary_exercises
    order by place
  )
  into pool
  from jsonb_array_elements(change.exercises) with ordinality as listed (exercise, place);

  if is_new then
    delete from public.auxiliary_exercises where user_id = change.user_id and lift = change.lift;
    insert into public.auxiliary_exercises select * from unnest(pool);
  end if;
  return query select * from unnest(pool);
end;
$function$;
comment on function public.replace_auxiliary_pool is
  'Replaces the pool of a lift with these exercises, in their order. A second call with the '
  'same id changes nothing. It returns the pool of the first call, even if the pool has '
  'changed since.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.replace_auxiliary_pool
from public, anon, authenticated, service_role;
grant execute on function public.replace_auxiliary_pool
to authenticated;
