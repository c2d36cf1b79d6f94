/** The tables of the statements, as a landed migration. */
export const landed = `
create type public.mood as enum ('good', 'bad');
create domain public.grams as int;
create table public.lifters (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text
);
create table public.logs (
  id bigint primary key,
  lifter_id uuid not null,
  note varchar(20),
  reps int,
  weight public.grams,
  at timestamp not null default now(),
  mood public.mood
);
create index logs_reps_idx on public.logs (reps);
alter table public.logs add constraint logs_reps_check check (reps >= 0) not valid;
alter table public.logs add constraint logs_lifter_id_fkey
  foreign key (lifter_id) references public.lifters (id) not valid;
create table public.parts (id int, k int) partition by list (k);
create table public.part_one (id int, k int check (k is not null and k = 1));
create table public.part_two (id int, k int);
create view public.notes as select id, note from public.logs;
create materialized view public.totals as select count(*) from public.logs;
`;

/**
 * Statements, and the expected work of Postgres with \`landed\`: locks on tables, scans, rewrites,
 * indexes that are built, rows that are written.
 */
export const statements: readonly (readonly [sql: string, seen: string])[] = [
  ['create table public.fresh (id int)', ''],
  ['alter table public.logs add column more int', 'logs ACCESS EXCLUSIVE'],
  ['alter table public.logs add column more int not null default 5', 'logs ACCESS EXCLUSIVE'],
  [
    'alter table public.logs add column more int not null',
    'logs ACCESS EXCLUSIVE; scan logs; refused 23502',
  ],
  [
    'alter table public.logs add column more uuid default gen_random_uuid()',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'alter table public.logs add column more int generated always as (reps + 1) stored',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'alter table public.logs add column more int generated always as identity',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'alter table public.logs drop column note cascade',
    'logs ACCESS EXCLUSIVE; notes ACCESS EXCLUSIVE; drop notes',
  ],
  ['alter table public.logs rename column reps to repetitions', 'logs ACCESS EXCLUSIVE'],
  ['alter table public.logs rename to entries', 'logs ACCESS EXCLUSIVE'],
  ['alter table public.logs alter note type varchar(30)', 'error 0A000'],
  [
    'drop view public.notes; alter table public.logs alter note type varchar(30)',
    'logs ACCESS EXCLUSIVE',
  ],
  [
    'drop view public.notes; alter table public.logs alter note type varchar(10)',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'alter table public.logs alter reps type bigint',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  ['alter table public.logs alter at type timestamptz', 'logs ACCESS EXCLUSIVE'],
  [
    "set time zone 'Europe/Berlin'; alter table public.logs alter at type timestamptz",
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'alter table public.logs alter reps set not null',
    'logs ACCESS EXCLUSIVE; scan logs; refused 23502',
  ],
  ['alter table public.logs alter reps set default 1', 'logs ACCESS EXCLUSIVE'],
  ['alter table public.logs alter at drop not null', 'logs ACCESS EXCLUSIVE'],
  [
    'alter table public.logs add constraint more check (reps < 1000)',
    'logs ACCESS EXCLUSIVE; scan logs',
  ],
  [
    'alter table public.logs add constraint more check (reps < 0)',
    'logs ACCESS EXCLUSIVE; scan logs; refused 23514',
  ],
  [
    'alter table public.logs add constraint more check (reps < 1000) not valid',
    'logs ACCESS EXCLUSIVE',
  ],
  [
    'alter table public.logs validate constraint logs_reps_check',
    'logs SHARE UPDATE EXCLUSIVE; scan logs',
  ],
  [
    'alter table public.logs validate constraint logs_lifter_id_fkey',
    'lifters ROW SHARE; logs SHARE UPDATE EXCLUSIVE; scan lifters logs',
  ],
  [
    'alter table public.logs drop constraint logs_lifter_id_fkey',
    'lifters ACCESS EXCLUSIVE; logs ACCESS EXCLUSIVE',
  ],
  [
    'alter table public.logs add constraint more foreign key (lifter_id) references public.lifters',
    'lifters SHARE ROW EXCLUSIVE; logs SHARE ROW EXCLUSIVE; scan lifters logs',
  ],
  [
    'alter table public.logs add constraint more foreign key (lifter_id) references public.lifters not valid',
    'lifters SHARE ROW EXCLUSIVE; logs SHARE ROW EXCLUSIVE',
  ],
  [
    'alter table public.logs add constraint more unique (note)',
    'logs ACCESS EXCLUSIVE; scan logs; build more',
  ],
  ['create index more on public.logs (note)', 'logs SHARE; scan logs; build more'],
  ['create unique index more on public.logs (note)', 'logs SHARE; scan logs; build more'],
  [
    'create index concurrently more on public.logs (note)',
    'outside; logs SHARE UPDATE EXCLUSIVE; scan logs; build more',
  ],
  ['drop index public.logs_reps_idx', 'logs ACCESS EXCLUSIVE; drop logs_reps_idx'],
  [
    'drop index concurrently public.logs_reps_idx',
    'outside; logs SHARE UPDATE EXCLUSIVE; drop logs_reps_idx',
  ],
  [
    'reindex table public.logs',
    'logs SHARE; logs_pkey ACCESS EXCLUSIVE; logs_reps_idx ACCESS EXCLUSIVE; scan logs; rewrite logs_pkey logs_reps_idx',
  ],
  [
    'reindex index public.logs_reps_idx',
    'logs SHARE; logs_reps_idx ACCESS EXCLUSIVE; scan logs; rewrite logs_reps_idx',
  ],
  [
    'reindex index concurrently public.logs_reps_idx',
    'outside; logs SHARE UPDATE EXCLUSIVE; scan logs; rewrite logs_reps_idx',
  ],
  ['alter index public.logs_reps_idx rename to more', 'logs_reps_idx SHARE UPDATE EXCLUSIVE'],
  ['alter domain public.grams add constraint more check (value >= 0)', 'logs SHARE; scan logs'],
  ['alter domain public.grams set not null', 'logs SHARE; scan logs; refused 23502'],
  ["alter type public.mood add value 'meh'", ''],
  [
    'alter table public.parts attach partition public.part_one for values in (1)',
    'part_one ACCESS EXCLUSIVE; parts SHARE UPDATE EXCLUSIVE',
  ],
  [
    'alter table public.parts attach partition public.part_two for values in (2)',
    'part_two ACCESS EXCLUSIVE; parts SHARE UPDATE EXCLUSIVE; scan part_two; refused 23514',
  ],
  ['alter table public.logs enable row level security', 'logs ACCESS EXCLUSIVE'],
  ['create policy more on public.logs using (true)', 'logs ACCESS EXCLUSIVE'],
  ['grant select on public.logs to anon', ''],
  ["comment on table public.logs is 'x'", 'logs SHARE UPDATE EXCLUSIVE'],
  [
    'create trigger more before update on public.logs for each row execute function suppress_redundant_updates_trigger()',
    'logs SHARE ROW EXCLUSIVE',
  ],
  ['alter table public.logs disable trigger all', 'error 42501'],
  ['create function public.f() returns int language sql as $$ select 1 $$', ''],
  [
    'create or replace view public.notes as select id, note, reps from public.logs',
    'logs ACCESS SHARE; notes ACCESS EXCLUSIVE',
  ],
  [
    'refresh materialized view public.totals',
    'logs ACCESS SHARE; totals ACCESS EXCLUSIVE; scan logs; rewrite totals',
  ],
  ['alter publication supabase_realtime add table public.logs', 'logs SHARE UPDATE EXCLUSIVE'],
  ['alter table public.logs set (fillfactor = 90)', 'logs SHARE UPDATE EXCLUSIVE'],
  ['alter table public.logs alter reps set statistics 100', 'logs SHARE UPDATE EXCLUSIVE'],
  [
    'alter table public.logs set unlogged',
    'logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  [
    'cluster public.logs using logs_pkey',
    'outside; logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  ['vacuum public.logs', 'outside; logs SHARE UPDATE EXCLUSIVE'],
  [
    'vacuum full public.logs',
    'outside; logs ACCESS EXCLUSIVE; scan logs; rewrite logs logs_pkey logs_reps_idx',
  ],
  ['analyze public.logs', 'logs SHARE UPDATE EXCLUSIVE'],
  ['truncate public.logs', 'logs ACCESS EXCLUSIVE; empty logs'],
  [
    'drop table public.logs cascade',
    'lifters ACCESS EXCLUSIVE; logs ACCESS EXCLUSIVE; notes ACCESS EXCLUSIVE; totals ACCESS EXCLUSIVE; drop logs logs_pkey logs_reps_idx notes totals',
  ],
  ['update public.logs set reps = 1', 'logs ROW EXCLUSIVE; scan logs; logs +0 ~3 -0 of 3'],
  ['update public.logs set reps = 1 where id = 5', 'logs ROW EXCLUSIVE'],
  [
    'update public.logs set reps = 1 where note is null',
    'logs ROW EXCLUSIVE; scan logs; logs +0 ~1 -0 of 3',
  ],
  ['delete from public.logs', 'logs ROW EXCLUSIVE; scan logs; logs +0 ~0 -3 of 3'],
  [
    "insert into public.lifters (name) values ('new')",
    'lifters ROW EXCLUSIVE; lifters +1 ~0 -0 of 3',
  ],
  ['begin; lock table public.logs in exclusive mode', 'own; logs EXCLUSIVE'],
  [
    'do $$ begin update public.logs set reps = 2; end $$',
    'logs ROW EXCLUSIVE; scan logs; logs +0 ~3 -0 of 3',
  ],
];
