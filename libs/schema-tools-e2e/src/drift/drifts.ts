/** A change by hand, and what is to be said of it. */
export interface HandMade {
  readonly by: string;
  /** Kind and name of the only drift. */
  readonly object: string;
  readonly is?: 'extra' | 'missing';
  /** The facts that differ. */
  readonly facts?: readonly string[];
  readonly level: 'access' | 'rows' | 'other';
  /** The line of the statement that made it so: file 1 or 2 and the beginning of the statement. */
  readonly line?: readonly [file: 1 | 2, statement: string];
  /** Why no migration adopts it. */
  readonly refused?: RegExp;
  /** What it changed for the whole server is undone. */
  readonly undo?: string;
  /** Whether the role that migrates may not do it. */
  readonly superuser?: true;
  /** What it needs is found too. */
  readonly also?: readonly string[];
}

const notes = 'public.notes';

/** Changes that people make in production, one by one. */
export const handMade: readonly HandMade[] = [
  // row level security
  {
    by: `alter table ${notes} disable row level security`,
    object: 'table public.notes',
    facts: ['row level security'],
    level: 'access',
    line: [1, 'alter table public.notes enable row level security'],
  },
  {
    by: `alter table ${notes} force row level security`,
    object: 'table public.notes',
    facts: ['forced on the owner'],
    level: 'access',
    line: [1, 'create table public.notes'],
  },
  {
    by: 'alter role anon bypassrls',
    object: 'role anon',
    facts: ['bypasses row level security'],
    level: 'access',
    undo: 'alter role anon nobypassrls',
  },
  {
    by: 'grant service_role to anon',
    object: 'membership anon in service_role',
    is: 'extra',
    level: 'access',
    undo: 'revoke service_role from anon',
  },
  // grants
  {
    by: `grant select on ${notes} to anon`,
    object: 'grant anon on table public.notes',
    is: 'extra',
    level: 'access',
  },
  {
    by: `revoke insert on ${notes} from authenticated`,
    object: 'grant authenticated on table public.notes',
    facts: ['privileges'],
    level: 'access',
    line: [1, 'grant select (id, owner'],
  },
  {
    by: `grant select (internal) on ${notes} to authenticated`,
    object: 'grant authenticated on column public.notes.internal',
    is: 'extra',
    level: 'access',
  },
  {
    by: `revoke select (title) on ${notes} from authenticated`,
    object: 'grant authenticated on column public.notes.title',
    is: 'missing',
    level: 'access',
    line: [1, 'grant select (id, owner'],
  },
  {
    by: 'grant execute on function public.titles() to anon',
    object: 'grant anon on function public.titles()',
    is: 'extra',
    level: 'access',
  },
  {
    by: 'grant create on schema public to anon',
    object: 'grant anon on schema public',
    facts: ['privileges'],
    level: 'access',
  },
  {
    by: 'grant select on auth.users to anon',
    superuser: true,
    object: 'grant anon on table auth.users',
    is: 'extra',
    level: 'access',
    refused: /may not grant/,
  },
  {
    by: 'alter default privileges for role postgres in schema archive grant select on tables to anon',
    object: 'default privileges of postgres for new tables in archive to anon',
    is: 'extra',
    level: 'access',
  },
  // policies
  {
    by: `drop policy read_own on ${notes}`,
    object: 'policy public.notes.read_own',
    is: 'missing',
    level: 'access',
    line: [1, 'create policy read_own'],
  },
  {
    by: `create policy everybody on ${notes} for select to anon using (true)`,
    object: 'policy public.notes.everybody',
    is: 'extra',
    level: 'access',
  },
  {
    by: `alter policy change_own on ${notes} with check (true)`,
    object: 'policy public.notes.change_own',
    facts: ['with check'],
    level: 'access',
    line: [1, 'create policy change_own'],
  },
  {
    by: 'drop policy "own files" on storage.objects',
    object: 'policy storage.objects."own files"',
    is: 'missing',
    level: 'access',
    line: [2, 'create policy "own files"'],
  },
  {
    by: `create policy "all files" on storage.objects for select to anon using (true)`,
    object: 'policy storage.objects."all files"',
    is: 'extra',
    level: 'access',
  },
  // functions and views that apps reach
  {
    by: `create function public.all_notes() returns setof public.notes language sql security definer
         as 'select * from public.notes'`,
    object: 'function public.all_notes()',
    is: 'extra',
    level: 'access',
  },
  {
    by: 'alter function public.stamp() security definer',
    object: 'function public.stamp()',
    facts: ['runs as'],
    level: 'access',
    line: [2, 'create function public.stamp'],
  },
  {
    by: 'alter view public.reds set (security_invoker = false)',
    object: 'view public.reds',
    facts: ['options'],
    level: 'access',
    line: [2, 'create view public.reds'],
  },
  {
    by: `create or replace view public.reds with (security_invoker = true) as
         select id, title from public.notes`,
    object: 'view public.reds',
    facts: ['definition'],
    level: 'access',
    line: [2, 'create view public.reds'],
  },
  // what rows may hold
  {
    by: `alter function public.titles() reset search_path`,
    object: 'function public.titles()',
    facts: ['settings'],
    level: 'rows',
    line: [2, 'create function public.titles'],
  },
  {
    by: `create or replace function public.stamp() returns trigger language plpgsql
         set search_path = '' as 'begin return new; end'`,
    object: 'function public.stamp()',
    facts: ['body'],
    level: 'access',
    line: [2, 'create function public.stamp'],
  },
  {
    by: `alter table ${notes} alter column title set default 'new'`,
    object: 'column public.notes.title',
    facts: ['default'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} alter column title drop not null`,
    object: 'column public.notes.title',
    facts: ['not null'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} alter column internal type varchar(10)`,
    object: 'column public.notes.internal',
    facts: ['type'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} add column added text default 'x'`,
    object: 'column public.notes.added',
    is: 'extra',
    level: 'rows',
  },
  {
    by: `alter table ${notes} drop column internal`,
    object: 'column public.notes.internal',
    is: 'missing',
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `create table public.by_hand (id serial primary key, note bigint references ${notes} (id));
         comment on column public.by_hand.note is 'Which one.';
         create index on public.by_hand (note);
         grant select on public.by_hand to anon`,
    object: 'table public.by_hand',
    is: 'extra',
    level: 'access',
  },
  {
    by: `alter table ${notes} disable trigger stamp`,
    object: 'trigger public.notes.stamp',
    facts: ['fires'],
    level: 'rows',
    line: [2, 'create trigger stamp'],
  },
  {
    by: 'drop trigger welcome on auth.users',
    object: 'trigger auth.users.welcome',
    is: 'missing',
    level: 'rows',
    line: [2, 'create trigger welcome'],
  },
  {
    by: `create trigger again after update on auth.users
         for each row execute function public.welcome()`,
    object: 'trigger auth.users.again',
    is: 'extra',
    level: 'rows',
  },
  {
    by: `alter table ${notes} drop constraint notes_title_check`,
    object: 'constraint public.notes.notes_title_check',
    is: 'missing',
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} drop constraint notes_title_check;
         alter table ${notes} add constraint notes_title_check check (length(title) < 200) not valid`,
    object: 'constraint public.notes.notes_title_check',
    facts: ['checks existing rows'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} drop constraint notes_owner_fkey;
         alter table ${notes} add constraint notes_owner_fkey
           foreign key (owner) references auth.users (id)`,
    object: 'constraint public.notes.notes_owner_fkey',
    facts: ['definition'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `update pg_trigger set tgenabled = 'D' where tgrelid = '${notes}'::regclass and tgisinternal`,
    superuser: true,
    object: 'constraint public.notes.notes_owner_fkey',
    facts: ['enforced'],
    level: 'rows',
    line: [1, 'create table public.notes'],
    refused: /disabled by a superuser/,
  },
  {
    by: `alter type public.colour add value 'green' before 'blue'`,
    object: 'enum public.colour',
    facts: ['values'],
    level: 'rows',
    line: [1, 'create type public.colour'],
  },
  {
    by: `alter type public.colour rename value 'blue' to 'azure'`,
    object: 'enum public.colour',
    facts: ['values'],
    level: 'rows',
    line: [1, 'create type public.colour'],
    refused: /takes no value out/,
  },
  {
    by: `alter domain public.percentage set default 0`,
    object: 'domain public.percentage',
    facts: ['default'],
    level: 'rows',
    line: [1, 'create domain public.percentage'],
  },
  {
    by: `alter domain public.percentage drop constraint percentage_check;
         alter domain public.percentage add constraint percentage_check check (value >= 0)`,
    object: 'constraint public.percentage.percentage_check',
    facts: ['definition'],
    level: 'rows',
    line: [1, 'create domain public.percentage'],
  },
  {
    by: 'alter sequence public.numbers increment 1',
    object: 'sequence public.numbers',
    facts: ['increment'],
    level: 'rows',
    line: [1, 'create sequence public.numbers'],
  },
  {
    by: `alter publication supabase_realtime drop table ${notes}`,
    object: 'published table public.notes in supabase_realtime',
    is: 'missing',
    level: 'rows',
    line: [2, 'alter publication supabase_realtime'],
  },
  {
    by: `alter publication elsewhere set table ${notes} (id)`,
    object: 'published table public.notes in elsewhere',
    facts: ['columns'],
    level: 'rows',
    line: [2, 'create publication elsewhere'],
  },
  {
    by: `alter publication elsewhere set (publish = 'insert')`,
    object: 'publication elsewhere',
    facts: ['publishes'],
    level: 'rows',
    line: [2, 'create publication elsewhere'],
  },
  {
    by: `create type public.size as enum ('s', 'l')`,
    object: 'enum public.size',
    is: 'extra',
    level: 'rows',
  },
  {
    by: 'drop procedure archive.sweep',
    object: 'procedure archive.sweep()',
    is: 'missing',
    level: 'rows',
    line: [2, 'create procedure archive.sweep'],
  },
  {
    by: `create rule forget as on update to ${notes} where old.title = 'x' do instead nothing`,
    object: 'rule public.notes.forget',
    is: 'extra',
    level: 'rows',
  },
  {
    by: `alter table ${notes} disable rule keep`,
    object: 'rule public.notes.keep',
    facts: ['fires'],
    level: 'rows',
    line: [2, 'create rule keep'],
  },
  {
    by: 'alter type archive.address add attribute zip text',
    object: 'composite type archive.address',
    facts: ['attributes'],
    level: 'rows',
    line: [2, 'create type archive.address'],
    refused: /by hand/,
  },
  {
    by: `drop materialized view archive.counts;
         create materialized view archive.counts as select count(distinct owner) as notes from ${notes};
         revoke all on archive.counts from authenticated`,
    object: 'materialized view archive.counts',
    facts: ['definition'],
    level: 'rows',
    line: [2, 'create materialized view archive.counts'],
    refused: /dropped and made anew/,
  },
  {
    by: `create function public.note_ddl() returns event_trigger language plpgsql
           as 'begin end';
         alter function public.note_ddl() owner to postgres;
         revoke all on function public.note_ddl() from public;
         create event trigger by_hand on ddl_command_end execute function public.note_ddl()`,
    object: 'event trigger by_hand',
    is: 'extra',
    level: 'rows',
    superuser: true,
    also: ['function public.note_ddl() extra'],
    // on hosted Supabase the role that migrates may
    refused: /permission denied to create event trigger/,
  },
  {
    by: 'create publication everything for tables in schema archive',
    object: 'publication everything',
    is: 'extra',
    level: 'rows',
    superuser: true,
    refused: /must be superuser/,
  },
  {
    by: 'alter table archive.scratch set unlogged',
    object: 'table archive.scratch',
    facts: ['persistence'],
    level: 'rows',
    line: [1, 'create table archive.scratch'],
  },
  // the rest
  {
    by: `drop index public.notes_owner_idx`,
    object: 'index public.notes_owner_idx',
    is: 'missing',
    level: 'other',
    line: [1, 'create index notes_owner_idx'],
  },
  {
    by: `create index by_title on ${notes} (lower(title)) where shade = 'red'`,
    object: 'index public.by_title',
    is: 'extra',
    level: 'other',
  },
  {
    by: `update pg_index set indisvalid = false where indexrelid = 'public.notes_owner_idx'::regclass`,
    superuser: true,
    object: 'index public.notes_owner_idx',
    facts: ['state'],
    level: 'other',
    line: [1, 'create index notes_owner_idx'],
    refused: /mended there/,
  },
  {
    by: 'create extension hstore with schema extensions',
    object: 'extension hstore',
    is: 'extra',
    level: 'other',
  },
  {
    by: 'drop extension pg_trgm',
    object: 'extension pg_trgm',
    is: 'missing',
    level: 'other',
    line: [1, 'create extension pg_trgm'],
  },
  {
    by: `comment on table ${notes} is 'Something else.'`,
    object: 'table public.notes',
    facts: ['comment'],
    level: 'other',
    line: [1, 'comment on table public.notes'],
  },
  {
    by: `comment on column ${notes}.title is 'A line.'`,
    object: 'column public.notes.title',
    facts: ['comment'],
    level: 'other',
    line: [1, 'create table public.notes'],
  },
  {
    by: 'alter view public.reds owner to supabase_admin',
    superuser: true,
    object: 'view public.reds',
    facts: ['owner'],
    level: 'other',
    line: [2, 'create view public.reds'],
    refused: /must be able to SET ROLE/,
  },
  {
    by: `alter table ${notes} set (fillfactor = 70)`,
    object: 'table public.notes',
    facts: ['options'],
    level: 'other',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter table ${notes} replica identity full`,
    object: 'table public.notes',
    facts: ['replica identity'],
    level: 'rows',
    line: [1, 'create table public.notes'],
  },
  {
    by: `alter role authenticated set statement_timeout to '1min'`,
    object: 'setting statement_timeout of role authenticated',
    facts: ['value'],
    level: 'other',
    line: [1, 'alter role authenticated set statement_timeout'],
    undo: `alter role authenticated set statement_timeout to '20s'`,
  },
  {
    by: `alter role anon set work_mem to '1GB'`,
    object: 'setting work_mem of role anon',
    is: 'extra',
    level: 'other',
    undo: 'alter role anon reset work_mem',
  },
  {
    by: 'create role by_hand nologin',
    object: 'role by_hand',
    is: 'extra',
    level: 'access',
    undo: 'drop role by_hand',
  },
  {
    by: `create role application login password 'not a secret'`,
    object: 'role application',
    is: 'extra',
    level: 'access',
    refused: /has a password, which is not read/,
    undo: 'drop role application',
  },
  {
    by: 'revoke authenticated from reader',
    object: 'membership reader in authenticated',
    is: 'missing',
    level: 'other',
    line: [2, 'grant authenticated to reader'],
    undo: 'grant authenticated to reader',
  },
  {
    by: 'alter database :database set statement_timeout = 1000',
    object: 'setting statement_timeout of the database',
    is: 'extra',
    level: 'other',
  },
  {
    by: `alter table ${notes} alter column title set storage external`,
    object: 'column public.notes.title',
    facts: ['storage'],
    level: 'other',
    line: [1, 'create table public.notes'],
  },
  {
    by: 'comment on policy read_own on public.notes is $$Only your own.$$',
    object: 'policy public.notes.read_own',
    facts: ['comment'],
    level: 'other',
    line: [1, 'create policy read_own'],
  },
  {
    by: `create schema lab authorization postgres`,
    object: 'schema lab',
    is: 'extra',
    level: 'other',
  },
  {
    by: `create statistics public.of_notes on owner, shade from ${notes}`,
    object: 'statistics public.of_notes',
    is: 'extra',
    level: 'other',
  },
];

/** What hosted Supabase does by itself, and what is only written otherwise. */
export const noDrift: readonly string[] = [
  'create schema net; create table net.queue (id int); grant all on net.queue to anon',
  'create table auth.custom_oauth_providers (id uuid primary key); grant select on auth.custom_oauth_providers to postgres',
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
  `create or replace function public.stamp() returns trigger language plpgsql set search_path = '' as $$
   begin new.title = coalesce(nullif(new.title,''),'untitled'); /* said shorter */ return new; end $$`,
  `create or replace view public.reds with (security_invoker = true) as
   SELECT   id, notes.title FROM public.notes WHERE (shade='red'::public.colour)`,
  'insert into public.notes (owner) select id from auth.users',
];
