import type { SchemaRule } from '../rule.ts';

export const publishedWithoutRowSecurity: SchemaRule = {
  id: 'published-without-row-security',
  level: 'error',
  says: 'Realtime sends the changes of a table to everybody.',
  why:
    'The table is in the publication supabase_realtime and has no row level security: each ' +
    'subscriber gets each new row.',
  wayOut: 'Enable row level security, or remove the table from the publication.',
  schema: `
    select format('%I.%I', t.schemaname, t.tablename) as object,
      'is published by supabase_realtime, without row level security' as says
    from pg_publication_tables t
    join pg_class c on c.oid = format('%I.%I', t.schemaname, t.tablename)::regclass
    where t.pubname = 'supabase_realtime' and not c.relrowsecurity and t.schemaname <> 'realtime'`,
  bad: `
    create table public.notes (id bigint primary key);
    alter publication supabase_realtime add table public.notes;`,
  good: `
    create table public.notes (id bigint primary key);
    alter table public.notes enable row level security;
    alter publication supabase_realtime add table public.notes;`,
};
