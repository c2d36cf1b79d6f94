import type { SchemaRule } from '../rule.ts';

export const foreignTableExposed: SchemaRule = {
  id: 'foreign-table-exposed',
  level: 'error',
  advisor: '0017',
  says: 'Clients can read a foreign table.',
  why: 'It has no row level security: every reader sees all rows of the other server.',
  wayOut: 'Move it into a schema that is not exposed, and return its rows from a function.',
  schema: `
    select r.name as object, 'is used by ' || string_agg(distinct g.role, ' and ') as says
    from relations r
    join grants g on g.relation = r.oid
    where r.kind = 'foreign table'
    group by r.name`,
  bad: `
    create extension postgres_fdw with schema extensions;
    create server other foreign data wrapper postgres_fdw;
    create foreign table public.prices (id bigint) server other;
    grant select on public.prices to authenticated;`,
  good: `
    create extension postgres_fdw with schema extensions;
    create server other foreign data wrapper postgres_fdw;
    create schema outside;
    create foreign table outside.prices (id bigint) server other;`,
};
