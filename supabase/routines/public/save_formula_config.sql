-- Safe to send twice: the client makes the id of the config. An advisory lock serializes two
-- devices that call it at the same time. A row lock cannot: the next version has no row yet.
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
  'Saves a formula config as the next version. It becomes the active one, and replaces the '
  'previous one. A second call with the same id returns the existing config.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.save_formula_config
from public, anon, authenticated, service_role;
grant execute on function public.save_formula_config
to authenticated;
