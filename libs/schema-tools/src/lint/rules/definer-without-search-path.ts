import type { SchemaRule } from '../rule.ts';

export const definerWithoutSearchPath: SchemaRule = {
  id: 'definer-without-search-path',
  level: 'error',
  advisor: '0011',
  says:
    'A function runs with the rights of its owner, but resolves names by the search path of ' +
    'its caller.',
  why:
    'The caller chooses which function or table a name without a schema means, and it runs ' +
    'with the rights of the owner.',
  wayOut: `Add set search_path = '' to the function, and write names with their schema.`,
  schema: `
    select format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as object,
      'is security definer, and sets no search_path' as says, array[p.proname::text] as words
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in (select distinct schema from functions union select schema from relations)
      and p.prosecdef and p.prosqlbody is null
      and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')
      and not exists (select from pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')`,
  bad: `
    create function public.tidy() returns void language sql security definer
      as $$ select now() $$;
    revoke execute on function public.tidy from public, anon, authenticated;`,
  good: `
    create function public.tidy() returns void language sql security definer
      set search_path = '' as $$ select now() $$;
    revoke execute on function public.tidy from public, anon, authenticated;`,
};
