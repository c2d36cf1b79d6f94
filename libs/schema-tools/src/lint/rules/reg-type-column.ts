import type { SchemaRule } from '../rule.ts';

export const regTypeColumn: SchemaRule = {
  id: 'reg-type-column',
  level: 'warning',
  advisor: '0018',
  says: 'A column has a type that a major upgrade of Postgres cannot carry over.',
  why: 'It stores the OID of an object, and pg_upgrade gives objects new OIDs.',
  wayOut: 'Store the name as text.',
  schema: `
    select r.name || '.' || a.attname as object, 'is of type ' || a.atttypid::regtype as says,
      array[a.attname::text] as words
    from relations r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.kind = 'table' and a.atttypid in ('regcollation'::regtype, 'regconfig'::regtype,
      'regdictionary'::regtype, 'regnamespace'::regtype, 'regoper'::regtype,
      'regoperator'::regtype, 'regproc'::regtype, 'regprocedure'::regtype)`,
  bad: 'create table public.jobs (id bigint primary key, runs regproc);',
  good: 'create table public.jobs (id bigint primary key, runs text);',
};
