import type { SchemaRule } from '../rule.ts';

export const policiesPermissiveTwice: SchemaRule = {
  id: 'policies-permissive-twice',
  level: 'warning',
  advisor: '0006',
  says: 'Several permissive policies are for the same command of the same role.',
  why:
    'A row passes if one of them accepts it, so each policy adds rows. Postgres evaluates ' +
    'all of them for every row.',
  wayOut: 'Join them with OR in one policy, or make the one that is to narrow restrictive.',
  schema: `
    select relation_name as object, string_agg(says, '; ' order by says) as says,
      (array_agg(last order by says))[1:1] as words
    from (
      select relation_name, string_agg(distinct lower(command), ', ') || ' by ' || roles ||
          ' has ' || names as says, max(last) as last
      from (
        select relation_name, command, string_agg(role, ' and ' order by role) as roles, names, last
        from (
          select relation_name, command, role, string_agg(policy, ', ' order by policy) as names,
            (array_agg(policy order by oid desc))[1] as last
          from policies, unnest(roles) as role
          -- in storage.objects each bucket has its own
          where permissive and relation in (select oid from relations)
          group by relation_name, command, role
          having count(*) > 1
        ) as by_role
        group by relation_name, command, names, last
      ) as by_command
      group by relation_name, roles, names
    ) as by_policies
    group by relation_name`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null, shared boolean);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));
    create policy shared on public.notes for select to authenticated using (shared);`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null, shared boolean);
    alter table public.notes enable row level security;
    create policy own_or_shared on public.notes for select to authenticated
      using (user_id = (select auth.uid()) or shared);
    create policy own on public.notes for insert to authenticated
      with check (user_id = (select auth.uid()));`,
};
