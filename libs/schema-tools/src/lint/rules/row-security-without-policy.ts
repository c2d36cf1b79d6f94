import type { SchemaRule } from '../rule.ts';

export const rowSecurityWithoutPolicy: SchemaRule = {
  id: 'row-security-without-policy',
  level: 'note',
  advisor: '0008',
  says: 'Clients have privileges on a table that has row level security but no policy.',
  why:
    'Clients can read and write no row, and reads raise no error. If you mean it, revoke the ' +
    'privileges: then clients get an error (42501).',
  wayOut: 'Write the policies, or revoke the privileges of anon and authenticated.',
  schema: `
    select r.name as object, 'has no policy: ' || string_agg(distinct g.role, ' and ') ||
      ' may use it by their grants, and find nothing' as says
    from relations r
    join grants g on g.relation = r.oid
    where r.secured and not exists (select from pg_policy p where p.polrelid = r.oid)
    group by r.name`,
  bad: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    grant select on public.notes to authenticated;`,
  good: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    revoke all on public.notes from anon, authenticated;`,
};
