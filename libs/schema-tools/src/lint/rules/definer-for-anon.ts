import type { SchemaRule } from '../rule.ts';

export const definerForAnon: SchemaRule = {
  id: 'definer-for-anon',
  level: 'warning',
  advisor: '0028',
  says: 'Everybody can call a function that runs with the rights of its owner.',
  why:
    'The function bypasses row level security, and the public key is enough to call it. ' +
    'Postgres grants execute to everybody when a function is created. A function that a ' +
    'policy for anon uses is no finding.',
  wayOut: 'revoke execute on function … from public, anon; or make it security invoker.',
  schema: `
    select name as object, 'is security definer, and anon may call it' as says,
      array[function] as words
    from functions f
    where definer and 'anon' = any (roles)
      -- what was revoked from public is another rule's
      and (has_public or not by_default)
      and not exists (select from policies p where 'anon' = any (p.roles)
        and concat(p.using_text, ' ', p.check_text) ~ ('\\m' || f.function || '\\('))`,
  bad: `
    create function public.tidy() returns void language sql security definer
      set search_path = '' as $$ select now() $$;
    grant execute on function public.tidy to anon;`,
  good: `
    create function public.tidy() returns void language sql security definer
      set search_path = '' as $$ select now() $$;
    revoke execute on function public.tidy from public, anon, authenticated;`,
};
