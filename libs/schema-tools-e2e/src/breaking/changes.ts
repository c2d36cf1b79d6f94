/** A small schema with everything in it that a rule is about. */
export const schema = `
  create type public.mood as enum ('good', 'bad');
  create table public.gyms (
    id uuid primary key default gen_random_uuid(),
    name text not null unique
  );
  create table public.lifters (
    id uuid primary key default gen_random_uuid(),
    owner_id uuid not null default auth.uid(),
    gym_id uuid references public.gyms (id),
    name text not null,
    nickname text,
    status text not null default 'active' check (status in ('active', 'paused')),
    level smallint not null default 1 check (level between 1 and 10),
    weight numeric(6, 2),
    born date,
    seen timestamptz not null default now(),
    tags text[],
    feels public.mood,
    low integer not null default 0,
    high integer not null default 9,
    constraint lifters_low_high_check check (low <= high)
  );
  create table public.lifts (
    id uuid primary key default gen_random_uuid(),
    lifter_id uuid not null references public.lifters (id) on delete cascade,
    slot integer not null,
    unique (lifter_id, slot)
  );
  alter table public.lifters enable row level security;
  create policy own on public.lifters for select to authenticated using (auth.uid() = owner_id);
  create policy change on public.lifters for update to authenticated using (auth.uid() = owner_id);
  create policy remove on public.lifters for delete to authenticated using (auth.uid() = owner_id);
  create policy add on public.lifters for insert to authenticated with check (auth.uid() = owner_id);
  grant select, insert, update, delete on public.gyms, public.lifters, public.lifts to authenticated;
  create view public.names as select id, name from public.lifters;
  alter view public.names set (security_invoker = true);
  grant select, update on public.names to authenticated;
  create function public.greet(name text, loud boolean default false) returns text
    language sql stable as $$ select name $$;
  create function public.count_lifts(lifter uuid) returns setof public.lifts
    language sql stable as $$ select * from public.lifts where lifter_id = lifter $$;
  create function public.refuse() returns trigger language plpgsql as $$
    begin raise exception using errcode = 'PK201', message = 'no'; end $$;
  create function public.touch() returns trigger language plpgsql as $$
    begin new.seen = now(); return new; end $$;
  revoke execute on all functions in schema public from public;
  grant execute on function public.greet, public.count_lifts to authenticated;
  create table public.hidden (id uuid primary key, word text check (word in ('a')));
`;

/** A change of a column of lifters. */
export const lifters = (change: string) => `alter table public.lifters ${change};`;

/** By what is found: the rule and the object, without its schema. */
export const changes: readonly (readonly [found: string, change: string])[] = [
  [
    'table-no-delete lifts',
    'drop function public.count_lifts; drop table public.lifts; -- +function',
  ],
  ['column-no-delete lifters.nickname', lifters('drop column nickname')],
  ['column-no-rename lifters.nickname', lifters('rename nickname to handle')],
  ['column-add-required lifters.age', lifters('add age integer not null')],
  ['column-set-not-null lifters.nickname', lifters('alter nickname set not null')],
  ['column-drop-not-null lifters.name', lifters('alter name drop not null')],
  [
    'column-hidden gyms.town',
    `revoke select on public.gyms from authenticated;
     grant select (id, name) on public.gyms to authenticated;
     alter table public.gyms add town text;`,
  ],
  ['default-no-delete lifters.level', lifters('alter level drop default')],
  [
    'default-delete-nullable lifters.seen + column-drop-not-null lifters.seen',
    lifters('alter seen drop default, alter seen drop not null'),
  ],
  ['default-same lifters.level', lifters('alter level set default 2')],
  ['type-widen lifters.low', lifters('alter low type bigint')],
  ['type-narrow lifters.weight', lifters('alter weight type numeric(5, 2)')],
  ['type-same lifters.nickname', lifters('alter nickname type integer using null')],
  ['type-time lifters.born', lifters('alter born type timestamptz')],
  ['type-array-json lifters.tags', lifters('alter tags type jsonb using to_jsonb(tags)')],
  [
    'column-computed lifters.nickname',
    lifters(`drop column nickname, add nickname text generated always as (name || '!') stored`),
  ],
  ['enum-value-add mood', `alter type public.mood add value 'great'; -- lifters feels`],
  [
    'enum-value-add mood + enum-value-no-delete mood',
    `alter type public.mood rename value 'bad' to 'poor'; -- lifters feels`,
  ],
  [
    'check-list-widen lifters.status',
    lifters(`drop constraint lifters_status_check, add constraint lifters_status_check
      check (status in ('active', 'paused', 'gone'))`),
  ],
  [
    'check-list-narrow lifters.status',
    lifters(`drop constraint lifters_status_check, add constraint lifters_status_check
      check (status in ('active'))`),
  ],
  [
    'check-range-widen lifters.level',
    lifters(`drop constraint lifters_level_check, add constraint lifters_level_check
      check (level between 0 and 10)`),
  ],
  [
    'check-range-narrow lifters.level',
    lifters(`drop constraint lifters_level_check, add constraint lifters_level_check
      check (level between 1 and 9)`),
  ],
  ['check-add lifters.name', lifters('add check (char_length(name) <= 10)')],
  [
    'check-add lifters.lifters_check',
    lifters('add constraint lifters_check check (high < 100 + low)'),
  ],
  ['check-delete lifters.status', lifters('drop constraint lifters_status_check')],
  [
    'check-delete lifters.lifters_low_high_check',
    lifters('drop constraint lifters_low_high_check'),
  ],
  [
    'check-narrow lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (low < high)`),
  ],
  [
    'check-widen lifters.lifters_low_high_check + check-narrow lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (low <= high + 1)`),
  ],
  [
    'check-undecided lifters.lifters_low_high_check',
    lifters(`drop constraint lifters_low_high_check,
      add constraint lifters_low_high_check check (not high < low)`),
  ],
  [
    'constraint-same-name lifters.lifters_state_check',
    lifters('rename constraint lifters_status_check to lifters_state_check'),
  ],
  [
    'constraint-same-name gyms.gyms_name_idx',
    'alter index public.gyms_name_key rename to gyms_name_idx;',
  ],
  ['unique-add lifters.name', lifters('add unique (name)')],
  [
    'unique-no-delete lifts.lifts_lifter_id_slot_key',
    'alter table public.lifts drop constraint lifts_lifter_id_slot_key;',
  ],
  [
    'pk-same lifts.id',
    'alter table public.lifts drop constraint lifts_pkey, drop constraint lifts_lifter_id_slot_key, add primary key (lifter_id, slot);',
  ],
  [
    'fk-add lifters.low',
    'create table public.lows (id integer primary key);' +
      lifters('add foreign key (low) references public.lows'),
  ],
  ['fk-no-delete lifters.gym_id', lifters('drop constraint lifters_gym_id_fkey')],
  ['fk-ambiguous lifters.home_id', lifters('add home_id uuid references public.gyms (id)')],
  [
    'fk-action-same lifts.lifter_id',
    `alter table public.lifts drop constraint lifts_lifter_id_fkey,
       add constraint lifts_lifter_id_fkey foreign key (lifter_id) references public.lifters (id);`,
  ],
  ['function-no-delete greet', 'drop function public.greet;'],
  [
    'arg-add-required greet',
    remade('name text, loud boolean, times integer', 'text', 'stable', true),
  ],
  ['arg-no-delete greet', remade('name text')],
  ['arg-type greet', remade('name integer, loud boolean default false')],
  ['arg-default-no-delete greet', remade('name text, loud boolean')],
  ['arg-default-same greet', remade('name text, loud boolean default true')],
  [
    'function-overload greet',
    `create function public.greet(name text, times integer default 1) returns text
       language sql stable as $$ select name $$;
     revoke execute on function public.greet(text, integer) from public;`,
  ],
  ['return-shape-same greet', remade('name text, loud boolean default false', 'setof text')],
  [
    'function-volatility greet',
    `create or replace function public.greet(name text, loud boolean default false) returns text
       language sql volatile as $$ insert into public.gyms (name) values (name) returning name $$;`,
  ],
  ['function-security greet', 'alter function public.greet security definer;'],
  ['grant-add greet', 'grant execute on function public.greet to anon;'],
  [
    'grant-no-delete greet',
    'revoke execute on function public.greet from authenticated; grant execute on function public.greet to anon; -- +anon',
  ],
  [
    'errcode-same PK201',
    `create or replace function public.refuse() returns trigger
     language plpgsql as $$ begin raise exception using errcode = '23514'; end $$;`,
  ],
  ['grant-no-delete lifters', 'revoke delete on public.lifters from authenticated;'],
  [
    'grant-no-delete gyms',
    `revoke select on public.gyms from authenticated; grant select (id) on public.gyms to authenticated;`,
  ],
  ['grant-add gyms', 'grant select on public.gyms to anon;'],
  ['policy-narrow lifters.own', 'drop policy own on public.lifters;'],
  [
    'policy-widen lifters.every',
    'create policy every on public.lifters for select to authenticated using (true);',
  ],
  [
    'policy-narrow lifters.never',
    'create policy never on public.lifters as restrictive for select to authenticated using (false);',
  ],
  [
    'policy-narrow lifters.add',
    `alter policy add on public.lifters with check (auth.uid() = owner_id and status = 'active');`,
  ],
  [
    'policy-widen lifters.own',
    `alter policy own on public.lifters using (auth.uid() = owner_id or status = 'paused');`,
  ],
  [
    'policy-undecided lifters.own',
    `alter policy own on public.lifters using
       (auth.uid() = owner_id and not exists (select from public.hidden where id = owner_id));`,
  ],
  ['rls-on gyms', 'alter table public.gyms enable row level security;'],
  ['rls-off lifters', lifters('disable row level security')],
  [
    'trigger-refuses gyms.gyms_refuse',
    'create trigger gyms_refuse before delete on public.gyms for each row execute function public.refuse();',
  ],
  [
    'view-updatable names',
    'create or replace view public.names with (security_invoker = true) as select distinct id, name from public.lifters;',
  ],
  ['view-invoker names', 'alter view public.names set (security_invoker = false);'],
  [
    'column-no-delete names.name',
    'drop view public.names; create view public.names with (security_invoker = true) as select id from public.lifters; grant select, update on public.names to authenticated;',
  ],
];

/** `greet` with other arguments. */
function remade(args: string, result = 'text', volatility = 'stable', isLong = false): string {
  const types = args
    .replaceAll(/ default \w+/g, '')
    .replaceAll(/(?:^|, )\w+ /g, (one) => (one.startsWith(',') ? ', ' : ''));
  return `drop function public.greet;
    create function public.greet(${args}) returns ${result}
      language sql ${volatility} as $$ select 'x'::text $$;
    revoke execute on function public.greet(${types}) from public;
    grant execute on function public.greet(${types}) to authenticated;${isLong ? ' -- +default' : ''}`;
}

/** Changes that bring more than the one finding, which the title names. */
export const alsoFound: Readonly<Record<string, readonly string[]>> = {
  '+function': ['function-no-delete count_lifts'],
  '+anon': ['grant-add greet'],
  '+default': ['arg-default-no-delete greet'],
};

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
    'a function with another body',
    `create or replace function public.greet(name text, loud boolean default false)
      returns text language sql stable as $$ select upper(name) $$;`,
  ],
  [
    'a new function',
    `create function public.more() returns integer language sql stable as $$ select 1 $$;
      revoke execute on function public.more from public; grant execute on function public.more to authenticated;`,
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
