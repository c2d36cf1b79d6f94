import type { SchemaRule } from '../rule.ts';

export const revokeLeavesAnon: SchemaRule = {
  id: 'revoke-leaves-anon',
  level: 'error',
  says: 'Functions were revoked from public, but anon can still call them.',
  why:
    'Default privileges granted execute on each new function to anon and authenticated by ' +
    'their names. Revoking from public does not revoke these grants. The functions are ' +
    'security definer, so row level security does not apply in them.',
  wayOut:
    'revoke execute on function … from public, anon, authenticated. Or set ' +
    'auto_expose_new_tables = false in config.toml, if the project was made so.',
  schema: `
    select schema as object, 'has ' || count(*) || ' such security definer functions: ' ||
      array_to_string((array_agg(function order by function))[1:3], ', ') ||
      case when count(*) > 3 then ' …' else '' end as says,
      (array_agg(function order by function))[1:1] as words
    from functions
    where definer and 'anon' = any (roles) and not has_public and by_default
    group by schema`,
  bad: `
    create function public.tidy() returns void language sql security definer
      set search_path = '' as $$ select now() $$;
    revoke all on function public.tidy from public;
    grant execute on function public.tidy to service_role;`,
  good: `
    create function public.tidy() returns void language sql security definer
      set search_path = '' as $$ select now() $$;
    revoke all on function public.tidy from public, anon, authenticated;
    grant execute on function public.tidy to service_role;`,
};
