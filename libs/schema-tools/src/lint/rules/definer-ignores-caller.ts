import type { SchemaRule } from '../rule.ts';

export const definerIgnoresCaller: SchemaRule = {
  id: 'definer-ignores-caller',
  level: 'warning',
  advisor: '0029',
  says:
    'Every user can call a function that runs with the rights of its owner and never checks ' +
    'the caller.',
  why:
    'Row level security does not apply inside it, so the function must check whose rows it ' +
    'reads or writes. Without auth.uid(), auth.jwt() or the claims in it, or in a function ' +
    'that it calls, it acts on the rows of everybody.',
  wayOut:
    'Compare with auth.uid() in the function, make it security invoker, or revoke execute from ' +
    'public and authenticated.',
  schema: `
    with asks as (
      select proname::text as function
      from pg_proc
      where pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        and (coalesce(nullif(prosrc, ''), pg_get_function_sqlbody(oid), '')
          ~* 'auth\\.(uid|jwt|role|email)\\(|request\\.jwt')
    )
    select name as object, 'is security definer, and authenticated may call it; ' ||
      'it does not ask who calls' as says, array[function] as words
    from functions f
    where definer and 'authenticated' = any (roles)
      and not exists (select from asks a where a.function = f.function
        or f.body ~ ('\\m' || regexp_replace(a.function, '\\W', '.', 'g') || '\\M'))
      and not ('anon' = any (roles))
      -- it touches nothing that anybody owns
      and f.body ~* '\\m(from|into|update|join|perform|call)\\M'`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create function public.remove_note(note bigint) returns void language sql security definer
      set search_path = '' as $$ delete from public.notes where id = note $$;
    revoke execute on function public.remove_note from public, anon;
    grant execute on function public.remove_note to authenticated;`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create function public.remove_note(note bigint) returns void language sql security definer
      set search_path = ''
      as $$ delete from public.notes where id = note and user_id = auth.uid() $$;
    revoke execute on function public.remove_note from public, anon;
    grant execute on function public.remove_note to authenticated;`,
};
