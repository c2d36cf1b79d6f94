import type { SchemaRule } from '../rule.ts';

export const policyWithoutGrant: SchemaRule = {
  id: 'policy-without-grant',
  level: 'warning',
  says: 'A policy is for a command for which none of its roles has the privilege.',
  why:
    'Postgres checks the privilege first, and refuses with 42501: the policy never runs. ' +
    'Since October 2026 hosted projects grant nothing on a new table by themselves.',
  wayOut: 'Grant the privilege, or drop the policy.',
  schema: `
    select name as object, 'is for ' || array_to_string(roles, ' and ') || ', who may not ' ||
      lower(string_agg(distinct command, ', ')) as says, array[policy] as words
    from policies p
    where permissive and roles <> '{}' and coalesce(using_text, check_text, '') <> 'false'
    group by name, policy, relation, roles
    having not exists (select from grants g where g.relation = p.relation
      and g.role = any (p.roles) and g.command = any (array_agg(p.command)))`,
  bad: {
    config: '[api]\nauto_expose_new_tables = false\n',
    sql: `
      create table public.notes (id bigint primary key);
      alter table public.notes enable row level security;
      create policy read on public.notes for select to authenticated using (true);`,
  },
  good: {
    config: '[api]\nauto_expose_new_tables = false\n',
    sql: `
      create table public.notes (id bigint primary key);
      alter table public.notes enable row level security;
      grant select on public.notes to authenticated;
      create policy read on public.notes for select to authenticated using (true);`,
  },
};
