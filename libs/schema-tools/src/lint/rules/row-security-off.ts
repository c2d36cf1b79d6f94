import type { SchemaRule } from '../rule.ts';

export const rowSecurityOff: SchemaRule = {
  id: 'row-security-off',
  level: 'error',
  advisor: '0013',
  says: 'Clients can reach a table whose row level security is off.',
  why:
    'The key in an app is public. With it, everybody can use the grants on every row through ' +
    'the Data API.',
  wayOut:
    'alter table … enable row level security, and write policies; or revoke the privileges of ' +
    'anon and authenticated.',
  schema: `
    select name as object,
      'has no row level security, and ' || string_agg(distinct g.role, ' and ') || ' may ' ||
        lower(string_agg(distinct g.command, ', ')) || ' there' as says
    from relations r
    join grants g on g.relation = r.oid
    where r.kind = 'table' and not r.secured
    group by r.name`,
  bad: `
    create table public.notes (id bigint primary key, body text);
    grant select on public.notes to anon;`,
  good: `
    create table public.notes (id bigint primary key, body text);
    alter table public.notes enable row level security;
    grant select on public.notes to anon;
    create policy read on public.notes for select to anon using (true);`,
};
