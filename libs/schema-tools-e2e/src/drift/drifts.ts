import { accessDrifts } from './access-drifts.ts';
import type { HandMade } from './hand-made.ts';
import { otherDrifts } from './other-drifts.ts';
import { rowsDrifts } from './rows-drifts.ts';

/** Changes that people make in production, one by one. */
export const handMade: readonly HandMade[] = [...accessDrifts, ...rowsDrifts, ...otherDrifts];

/** Objects of hosted Supabase itself, and other spellings. */
export const noDrift: readonly string[] = [
  'create schema net; create table net.queue (id int); grant all on net.queue to anon',
  `create table auth.custom_oauth_providers (id uuid primary key);
   grant select on auth.custom_oauth_providers to postgres`,
  'alter table auth.users add column passkey text; create index on auth.users (passkey)',
  'create function storage.search_v3(text) returns text language sql as $$ select $1 $$',
  'grant all on public.notes to dashboard_user',
  'drop extension pg_stat_statements',
  'create extension pg_prewarm schema extensions; drop extension pg_prewarm',
  'create publication supabase_realtime_messages_publication for table realtime.messages',
  `alter default privileges for role supabase_admin in schema public grant all on tables to anon`,
  `alter database :database set app.settings.jwt_exp = '3600'`,
  `comment on schema public is 'standard public schema, said otherwise'`,
  // the same columns in another order
  `alter table public.notes rename column internal to other;
   alter table public.notes add column internal text;
   alter table public.notes drop column other`,
  `create or replace function public.stamp() returns trigger language plpgsql
   set search_path = '' as $$
   begin new.title = coalesce(nullif(new.title,''),'untitled'); /* said shorter */
   return new; end $$`,
  `create or replace view public.reds with (security_invoker = true) as
   SELECT   id, notes.title FROM public.notes WHERE (shade='red'::public.colour)`,
  'insert into public.notes (owner) select id from auth.users',
];
