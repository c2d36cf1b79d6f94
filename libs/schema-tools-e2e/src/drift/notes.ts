/** A schema with something of every kind that is compared. */
export const notesMigrations: Readonly<Record<string, string>> = {
  '20300101000001_make_notes.sql': `-- What people write down.
create extension pg_trgm with schema extensions;
create schema archive;
grant usage on schema archive to authenticated;
create type public.colour as enum ('red', 'blue');
create domain public.percentage as integer check (value between 0 and 100);
create sequence public.numbers increment 5;
create role reader nologin;
alter role authenticated set statement_timeout to '20s';

create table public.notes (
  id bigint generated always as identity primary key,
  owner uuid not null references auth.users (id) on delete cascade,
  title text not null default 'untitled',
  shade public.colour,
  done public.percentage,
  internal text,
  constraint notes_title_check check (length(title) < 200)
);
comment on table public.notes is 'What people write down.';
alter table public.notes enable row level security;
revoke all on table public.notes from anon, authenticated, service_role;
grant select (id, owner, title, shade, done), insert, update on table public.notes to authenticated;
create policy read_own on public.notes for select to authenticated
  using ((select auth.uid()) = owner);
create policy change_own on public.notes for update to authenticated
  using ((select auth.uid()) = owner) with check ((select auth.uid()) = owner);
create table archive.scratch (line text);
create index notes_owner_idx on public.notes (owner);
`,
  '20300101000002_add_functions.sql': `create function public.stamp() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- an empty title is none
  new.title = coalesce(nullif(new.title, ''), 'untitled');
  return new;
end
$$;
create trigger stamp before insert or update on public.notes
for each row execute function public.stamp();

create function public.titles() returns setof text language sql stable security invoker
set search_path = '' as 'select title from public.notes';
revoke execute on function public.titles() from public, anon, authenticated, service_role;
grant execute on function public.titles() to authenticated;

create view public.reds with (security_invoker = true) as
select id, title from public.notes where shade = 'red';
revoke all on table public.reds from anon, authenticated, service_role;
create materialized view archive.counts as select count(*) as notes from public.notes;

create procedure archive.sweep() language sql as 'delete from public.notes where done = 100';
create type archive.address as (street text, town text);
create rule keep as on delete to public.notes do instead nothing;
create statistics public.by_owner (dependencies) on owner, done from public.notes;
alter default privileges in schema archive grant select on tables to authenticated;
alter publication supabase_realtime add table public.notes;
create publication elsewhere for table public.notes (id, title);
grant authenticated to reader;

create policy "own files" on storage.objects for select to authenticated
  using (bucket_id = 'notes' and owner_id = (select auth.uid())::text);

create function public.welcome() returns trigger language plpgsql security definer
set search_path = '' as $$ begin return new; end $$;
revoke execute on function public.welcome() from public, anon, authenticated, service_role;
create trigger welcome after insert on auth.users
for each row execute function public.welcome();
`,
};
