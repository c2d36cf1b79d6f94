import type { SchemaRule } from '../rule.ts';

export const policyAlwaysTrue: SchemaRule = {
  id: 'policy-always-true',
  level: 'warning',
  advisor: '0024',
  says: 'A policy lets a client write any row.',
  why:
    'With true in the place of a condition every row may be changed or deleted, or be written ' +
    'for anybody. A check of true lets a user hand a row to somebody else.',
  wayOut:
    'Compare the owner with (select auth.uid()), or say in the migration why everybody may ' +
    'write.',
  schema: `
    select name as object, 'lets ' || array_to_string(roles, ' and ') || ' ' ||
      string_agg(lower(command) || case when command = 'INSERT' then ' any row'
        when using_text = 'true' then ' every row' else ' a row into any other' end,
        ', ' order by command) as says,
      array[policy] as words
    from policies p
    where permissive and roles <> '{}' and command <> 'SELECT'
      and case command when 'DELETE' then using_text = 'true'
        when 'INSERT' then coalesce(check_text, using_text) = 'true'
        else using_text = 'true' or check_text = 'true' end
      and exists (select from grants g where g.relation = p.relation
        and g.role = any (p.roles) and g.command = p.command)
    group by name, policy, roles`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    grant select, update on public.notes to authenticated;
    create policy change on public.notes for update to authenticated
      using (user_id = (select auth.uid())) with check (true);`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    grant select, update on public.notes to authenticated;
    create policy change on public.notes for update to authenticated
      using (user_id = (select auth.uid()));`,
};
