import type { SchemaRule } from '../rule.ts';

export const authUsersExposed: SchemaRule = {
  id: 'auth-users-exposed',
  level: 'error',
  advisor: '0002',
  says: 'A view shows clients the accounts of all users.',
  why:
    'auth.users holds addresses, telephone numbers and metadata. A view that reads it as its ' +
    'owner shows every account to every reader of the view.',
  wayOut: 'Copy what others may see into a separate table with policies, and drop the view.',
  schema: `
    select r.name as object, 'reads auth.users as its owner, for ' ||
      string_agg(distinct g.role, ' and ') as says
    from relations r
    join pg_rewrite w on w.ev_class = r.oid
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
      and d.refobjid = 'auth.users'::regclass
    join grants g on g.relation = r.oid and g.command = 'SELECT'
    where not r.invoker
      -- one that asks who calls shows each user what is his
      and pg_get_viewdef(r.oid) !~ 'auth\\.(uid|jwt)\\(\\)'
    group by r.name`,
  bad: `
    create view public.people as select id, email from auth.users;
    grant select on public.people to authenticated;`,
  good: `
    create table public.people (id uuid primary key references auth.users (id), name text);
    alter table public.people enable row level security;
    grant select on public.people to authenticated;
    create policy read on public.people for select to authenticated using (true);`,
};
