import type { SchemaRule } from '../rule.ts';
import { sensitiveName } from '../secrets.ts';

export const sensitiveColumnExposed: SchemaRule = {
  id: 'sensitive-column-exposed',
  level: 'error',
  advisor: '0023',
  says: 'Clients can read a column of all users whose name suggests a secret.',
  why:
    'The table has no row level security, or a policy of true for reading. Its column is ' +
    'named like a password, a token or a card number.',
  wayOut:
    'Revoke select on the column, move it to a schema that is not exposed, or narrow the policy.',
  schema: `
    select r.name || '.' || a.attname as object,
      'is read by ' || string_agg(distinct role, ' and ') || ', in every row' as says,
      array[a.attname::text] as words
    from relations r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    cross join unnest(array['anon', 'authenticated']) as role
    where r.kind = 'table' and has_column_privilege(role, r.oid, a.attnum, 'SELECT')
      and has_schema_privilege(role, r.schema, 'usage')
      and lower(a.attname) ~ '${sensitiveName}'
      and (not r.secured or exists (select from policies p where p.relation = r.oid
        and p.command = 'SELECT' and p.permissive and p.using_text = 'true'
        and role = any (p.roles)))
    group by r.name, a.attname`,
  bad: `
    create table public.bots (id bigint primary key, api_key text);
    alter table public.bots enable row level security;
    grant select on public.bots to authenticated;
    create policy read on public.bots for select to authenticated using (true);`,
  good: {
    config: '[api]\nauto_expose_new_tables = false\n',
    sql: `
      create table public.bots (id bigint primary key, name text, api_key text);
      alter table public.bots enable row level security;
      grant select (id, name) on public.bots to authenticated;
      create policy read on public.bots for select to authenticated using (true);`,
  },
};
