import type { SchemaRule } from '../rule.ts';

export const tableWithoutPrimaryKey: SchemaRule = {
  id: 'table-without-primary-key',
  level: 'warning',
  advisor: '0004',
  says: 'A table has no primary key.',
  why:
    'Nothing identifies a single row: clients cannot update or delete one, an upsert has no ' +
    'target, and logical replication refuses updates and deletes.',
  wayOut: 'Give it a primary key.',
  schema: `
    select name as object, 'has no primary key' as says
    from relations r
    where kind = 'table'
      and not exists (select from pg_constraint c where c.conrelid = r.oid and c.contype = 'p')`,
  bad: 'create table public.notes (body text);',
  good: 'create table public.notes (id bigint primary key, body text);',
};
