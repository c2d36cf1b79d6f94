import type { SchemaRule } from '../rule.ts';

export const foreignKeyToAuth: SchemaRule = {
  id: 'foreign-key-to-auth',
  level: 'warning',
  advisor: '0021',
  says: 'A foreign key refers to a column in schema auth that is not a primary key.',
  why:
    'Supabase changes the other columns and constraints of schema auth. Such a foreign key ' +
    'can block that upgrade.',
  wayOut: 'Refer to auth.users (id).',
  schema: `
    select r.name || '.' || a.attname as object, 'refers to a column of ' ||
      c.confrelid::regclass || ' that is not its primary key' as says,
      array[a.attname::text] as words
    from pg_constraint c
    join relations r on r.oid = c.conrelid
    join pg_class t on t.oid = c.confrelid and t.relnamespace = 'auth'::regnamespace
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f'
      and not exists (select from pg_index i where i.indexrelid = c.conindid and i.indisprimary)`,
  bad: `
    create table public.people (
      id bigint primary key,
      phone text unique references auth.users (phone)
    );`,
  good: `
    create table public.people (
      id bigint primary key,
      user_id uuid unique references auth.users (id)
    );`,
};
