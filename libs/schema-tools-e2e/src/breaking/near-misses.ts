import { lifters, remade } from './small-schema.ts';

/** Changes that look like one of a rule, and break nothing. */
export const nearMisses: readonly (readonly [title: string, change: string])[] = [
  ['nothing', 'select 1;'],
  [
    'a table of its own',
    'create table public.more (id uuid primary key); grant select on public.more to authenticated;',
  ],
  ['a nullable column', lifters('add age integer')],
  ['a column with a default', lifters('add age integer not null default 20')],
  [
    'a column that Postgres computes',
    lifters(`add loud text generated always as (upper(name)) stored`),
  ],
  ['a CHECK of a new column', lifters('add age integer check (age between 1 and 120)')],
  [
    'a list in another order',
    lifters(`drop constraint lifters_status_check,
      add constraint lifters_status_check check (status = 'paused' or status = 'active')`),
  ],
  [
    'a range written otherwise',
    lifters(`drop constraint lifters_level_check,
      add constraint lifters_level_check check (level >= 1 and level <= 10)`),
  ],
  [
    'a CHECK that is spaced otherwise',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check ((low)   <= (high))`),
  ],
  ['an index', 'create index on public.lifters (name);'],
  ['a unique index over a key and more', 'create unique index on public.gyms (name, id);'],
  ['a unique index over a new column', lifters('add code text unique')],
  [
    'a reference from a new column to another table',
    `create table public.towns (id uuid primary key);
      ${lifters('add town_id uuid references public.towns (id)')}`,
  ],
  [
    'an argument with a default',
    remade('name text, loud boolean default false, times integer default 1'),
  ],
  [
    'a function that is spaced otherwise',
    `create or replace function public.greet(name text, loud boolean default false)
      returns text language sql stable as $$ select
        name -- as it is
      $$;`,
  ],
  [
    'a new function',
    `create function public.more() returns integer language sql stable as $$ select 1 $$;
      revoke execute on function public.more from public;
      grant execute on function public.more to authenticated;`,
  ],
  [
    'a policy that asks once a statement',
    'alter policy own on public.lifters using ((select auth.uid()) = owner_id);',
  ],
  ['a policy with another name', 'alter policy own on public.lifters rename to mine;'],
  [
    'a trigger that refuses nothing',
    `create trigger lifters_touch before update on public.lifters
      for each row execute function public.touch();`,
  ],
  [
    'a trigger function that is spaced otherwise',
    `create or replace function public.guard() returns trigger language plpgsql as $$
       begin -- no jumps
         if   new.name = 'nobody' then raise exception 'nobody'; end if;   return new;
       end $$;`,
  ],
  [
    'a table that points at one and goes with it',
    `create table public.plans (id uuid primary key,
       lifter_id uuid references public.lifters (id) on delete cascade);`,
  ],
  ['an enum that nobody uses', `alter type public.unused add value 'b';`],
  [
    'a rule of a domain that is written otherwise',
    `alter domain public.score drop constraint score_check;
     alter domain public.score add constraint score_check check (value >= 0 and value <= 9);`,
  ],
  ['a comment', `comment on table public.lifters is 'who lifts';`],
  ['a table that no app may reach', 'drop table public.hidden;'],
  [
    'a rule of a table that no app may reach',
    'alter table public.hidden drop constraint hidden_word_check;',
  ],
  [
    'jsonb for json',
    'alter table public.hidden add doc json; alter table public.hidden alter doc type jsonb;',
  ],
];
