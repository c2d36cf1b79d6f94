import type { SchemaRule } from '../rule.ts';

export const viewAsDefiner: SchemaRule = {
  id: 'view-as-definer',
  level: 'error',
  advisor: '0010',
  says: 'A view shows clients rows that row level security hides from them.',
  why:
    'A view reads as its owner unless it has security_invoker. Then the policies of its ' +
    'tables do not apply.',
  wayOut:
    'create view … with (security_invoker = true), or revoke select from the roles of clients.',
  schema: `
    with recursive reads as (
      select r.oid as view, d.refobjid as relation
      from relations r
      join pg_rewrite w on w.ev_class = r.oid
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjid <> r.oid
      where r.kind = 'view' and not r.invoker
      union
      select reads.view, d.refobjid
      from reads
      join pg_rewrite w on w.ev_class = reads.relation
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
        and d.refclassid = 'pg_class'::regclass and d.refobjid <> reads.relation
    )
    select v.name as object, 'reads ' || string_agg(distinct t.oid::regclass::text, ', ') ||
      ' as its owner, for ' || (select string_agg(role, ' and ') from grants g
        where g.relation = v.oid and g.command = 'SELECT') as says
    from reads
    join relations v on v.oid = reads.view
    join pg_class t on t.oid = reads.relation and t.relrowsecurity
    where exists (select from grants g where g.relation = v.oid and g.command = 'SELECT')
    group by v.oid, v.name`,
  bad: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create view public.note_ids as select id from public.notes;
    grant select on public.note_ids to authenticated;`,
  good: `
    create table public.notes (id bigint primary key, user_id uuid not null);
    alter table public.notes enable row level security;
    create view public.note_ids with (security_invoker = true) as select id from public.notes;
    grant select on public.note_ids to authenticated;`,
};
