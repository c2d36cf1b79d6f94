import type { HandMade } from './hand-made.ts';

const notes = 'public.notes';

/** Changes of the rules for rows, and of their effects. */
export const rowsDrifts: readonly HandMade[] = [
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
         alter table ${notes} add constraint notes_title_check
           check (length(title) < 200) not valid`,
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
    by: `update pg_trigger set tgenabled = 'D'
         where tgrelid = '${notes}'::regclass and tgisinternal`,
    superuser: true,
    object: 'constraint public.notes.notes_owner_fkey',
    facts: ['enforced'],
    level: 'rows',
    line: [1, 'create table public.notes'],
    refused: /only a superuser can disable/,
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
    refused: /cannot remove or reorder/,
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
         create materialized view archive.counts as
           select count(distinct owner) as notes from ${notes};
         revoke all on archive.counts from authenticated`,
    object: 'materialized view archive.counts',
    facts: ['definition'],
    level: 'rows',
    line: [2, 'create materialized view archive.counts'],
    refused: /drop and recreate/,
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
];
