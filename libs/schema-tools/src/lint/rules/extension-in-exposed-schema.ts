import type { SchemaRule } from '../rule.ts';

export const extensionInExposedSchema: SchemaRule = {
  id: 'extension-in-exposed-schema',
  level: 'warning',
  advisor: '0014',
  says: 'An extension is in a schema that the Data API exposes.',
  why:
    'Clients can call its functions. Its types and tables mix with those of the project, and ' +
    'a dump of that schema cannot be restored without it.',
  wayOut:
    'create extension … with schema extensions; for an existing one: alter extension … set schema.',
  schema: `
    select e.extname::text as object, 'is in schema ' || n.nspname as says,
      array[e.extname::text] as words
    from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace
    where n.nspname in (select schema from relations union select schema from functions)
      or n.nspname = 'public' and exists (select from relations where schema = 'public')`,
  bad: `
    create table public.notes (id bigint primary key);
    create extension citext with schema public;`,
  good: `
    create table public.notes (id bigint primary key);
    create extension citext with schema extensions;`,
};
