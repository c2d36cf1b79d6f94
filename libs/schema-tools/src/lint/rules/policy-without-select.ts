import type { SchemaRule } from '../rule.ts';

export const policyWithoutSelect: SchemaRule = {
  id: 'policy-without-select',
  level: 'warning',
  says: 'A role may update or delete rows by policy, but may not read any.',
  why:
    'An update or a delete with a filter finds its rows through the SELECT policies too. ' +
    'Without one it changes no row and raises no error.',
  wayOut: 'Add a SELECT policy for the same role that accepts those rows.',
  schema: `
    select name as object, 'lets ' || string_agg(distinct role, ' and ') || ' ' ||
      lower(string_agg(distinct command, ' and ')) || ' rows that no policy lets it read' as says,
      array[policy] as words
    from policies p, unnest(p.roles) as role
    where permissive and command in ('UPDATE', 'DELETE') and using_text <> 'false'
      and exists (select from grants g where g.relation = p.relation and g.role = role
        and g.command = p.command)
      and not exists (select from policies s where s.relation = p.relation and s.permissive
        and s.command = 'SELECT' and role = any (s.roles))
    group by name, policy`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    grant select, delete on public.notes to authenticated;
    create policy remove on public.notes for delete to authenticated
      using (user_id = (select auth.uid()));`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    grant select, delete on public.notes to authenticated;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));
    create policy remove on public.notes for delete to authenticated
      using (user_id = (select auth.uid()));`,
};
