import type { SchemaRule } from '../rule.ts';

export const overloadAmbiguous: SchemaRule = {
  id: 'overload-ambiguous',
  level: 'error',
  says: 'Two functions have the same name, and a call can fit both.',
  why:
    'PostgREST chooses a function by the names of the arguments. A call whose arguments fit ' +
    'two functions gets PGRST203 (300).',
  wayOut: 'Drop the old signature, or give the functions different names.',
  schema: `
    with signatures as (
      select f.oid, f.schema, f.function, f.name, f.roles,
        coalesce((select array_agg(coalesce(p.proargnames[place], '') order by place)
          from generate_series(1, p.pronargs) as place), '{}') as names,
        p.pronargs - p.pronargdefaults as required
      from functions f
      join pg_proc p on p.oid = f.oid
      where p.prokind = 'f'
        and (p.proargmodes is null or p.proargmodes <@ array['i', 't', 'o']::"char"[])
    )
    select b.name as object, 'and ' || a.name || ' both fit a call with ' ||
      case when a.names[1:a.required] || b.names[1:b.required] = '{}' then 'no arguments'
        else array_to_string(array(
          select distinct unnest(a.names[1:a.required] || b.names[1:b.required])
          order by 1), ', ') end as says,
      array[b.function] as words
    from signatures a
    join signatures b on b.schema = a.schema and b.function = a.function and b.oid > a.oid
    where a.roles && b.roles and a.roles <> '{}'
      and not ('' = any (a.names || b.names))
      and a.names[1:a.required] <@ b.names and b.names[1:b.required] <@ a.names`,
  bad: `
    create function public.greet(name text) returns text language sql as $$ select name $$;
    create function public.greet(name text, loud boolean default false) returns text
      language sql as $$ select name $$;
    grant execute on function public.greet(text), public.greet(text, boolean) to authenticated;`,
  good: `
    create function public.greet(name text) returns text language sql as $$ select name $$;
    create function public.greet(name text, loud boolean) returns text
      language sql as $$ select name $$;
    grant execute on function public.greet(text), public.greet(text, boolean) to authenticated;`,
};
