-- Safe to send twice: the client makes the id of the config. Two devices at once come one after the
-- other, by an advisory lock: rows that are not there yet have to be counted.
create or replace function public.save_formula_config(
  id uuid,
  source text,
  overrides jsonb,
  ai_rationale text default null
)
returns public.formula_configs
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
#variable_conflict use_column
declare
  saved public.formula_configs;
begin
  perform pg_advisory_xact_lock(hashtextextended('save_formula_config ' || auth.uid(), 0));
  select * into saved from public.formula_configs where id = save_formula_config.id;
  if found then
    return saved;
  end if;

  update public.formula_configs set is_active = false where user_id = auth.uid() and is_active;

  insert into public.formula_configs (id, user_id, version, source, overrides, ai_rationale)
  values (
    save_formula_config.id,
    auth.uid(),
    (select coalesce(max(version), 0) + 1 from public.formula_configs where user_id = auth.uid()),
    save_formula_config.source,
    save_formula_config.overrides,
    save_formula_config.ai_rationale
  )
  returning * into saved;

  return saved;
end;
$function$;
comment on function public.save_formula_config is
  'Saves a formula config as the next version, and makes it the active one in the place of the '
  'one before. A call with the id of a config that is there returns that config.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.save_formula_config
from public, anon, authenticated, service_role;
grant execute on function public.save_formula_config
to authenticated;
