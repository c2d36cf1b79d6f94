import type { SchemaRule } from '../rule.ts';

export const materializedViewExposed: SchemaRule = {
  id: 'materialized-view-exposed',
  level: 'warning',
  advisor: '0016',
  says: 'Clients can read a materialized view.',
  why:
    'It keeps rows of other tables, and has no row level security: every reader sees all of ' +
    'them.',
  wayOut:
    'Revoke select from anon and authenticated, and let a function or a view give out its rows.',
  schema: `
    select r.name as object, 'is read whole by ' || string_agg(g.role, ' and ') as says
    from relations r
    join grants g on g.relation = r.oid and g.command = 'SELECT'
    where r.kind = 'materialized view'
    group by r.name`,
  bad: `
    create materialized view public.days as select 1 as day;
    grant select on public.days to authenticated;`,
  good: `
    create materialized view public.days as select 1 as day;
    revoke all on public.days from anon, authenticated;`,
};
