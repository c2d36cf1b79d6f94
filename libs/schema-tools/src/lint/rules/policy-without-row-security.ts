import type { SchemaRule } from '../rule.ts';

export const policyWithoutRowSecurity: SchemaRule = {
  id: 'policy-without-row-security',
  level: 'error',
  advisor: '0007',
  says: 'A table has policies, and its row level security is off.',
  why: 'Postgres ignores the policies until row level security is on: they protect nothing.',
  wayOut: 'alter table … enable row level security.',
  schema: `
    select r.name as object, 'has policies that are not asked: ' ||
      string_agg(distinct p.policy, ', ') as says
    from relations r
    join policies p on p.relation = r.oid
    where not r.secured
    group by r.name`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create policy own on public.notes for select to authenticated
      using (user_id = (select auth.uid()));`,
};
