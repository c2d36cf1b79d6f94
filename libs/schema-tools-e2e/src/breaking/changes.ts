import { lifters, remade } from './small-schema.ts';

/**
 * By what is found: each rule with its object, without its schema. Where the SQL does not name what
 * it concerns, a comment in it does.
 */
export const changes: readonly (readonly [found: string, change: string])[] = [
  [
    'table-no-delete lifts + function-no-delete count_lifts',
    'drop function public.count_lifts; drop table public.lifts;',
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
    'check-range-narrow lifters.scored + arg-type rate',
    `alter domain public.score drop constraint score_check;
     alter domain public.score add constraint score_check check (value between 0 and 5);`,
  ],
  ['check-delete lifters.scored', 'alter domain public.score drop constraint score_check;'],
  ['column-set-not-null lifters.scored + arg-type rate', 'alter domain public.score set not null;'],
  ['type-widen lifters.feels', lifters('alter feels type text')],
  ['default-same lifters.nickname', lifters(`alter nickname set default 'none'`)],
  ['default-no-delete lifts.number', 'alter table public.lifts alter number drop identity;'],
  [
    'check-undecided gyms.gyms_name_check + function-changes is_word',
    `create or replace function public.is_word(word text) returns boolean language sql immutable
       as $$ select word ~ '^[a-z]+$' $$;`,
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
    `alter table public.lifts drop constraint lifts_pkey,
       drop constraint lifts_lifter_id_slot_key, add primary key (lifter_id, slot);`,
  ],
  [
    'fk-add lifters.low',
    'create table public.lows (id integer primary key);' +
      lifters('add foreign key (low) references public.lows'),
  ],
  ['fk-no-delete lifters.gym_id', lifters('drop constraint lifters_gym_id_fkey')],
  [
    'fk-ambiguous lifters.home_id',
    lifters('add home_id uuid references public.gyms (id) on delete cascade'),
  ],
  [
    'fk-action-same lifts.lifter_id',
    `alter table public.lifts drop constraint lifts_lifter_id_fkey,
       add constraint lifts_lifter_id_fkey foreign key (lifter_id) references public.lifters (id);`,
  ],
  ['function-no-delete greet', 'drop function public.greet;'],
  [
    'arg-add-required greet + arg-default-no-delete greet',
    remade('name text, loud boolean, times integer'),
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
  [
    'function-refuses greet',
    `create or replace function public.greet(name text, loud boolean default false) returns text
       language plpgsql stable as $$
       begin if name = 'Ada' then raise exception 'no'; end if; return name; end $$;`,
  ],
  [
    'function-changes greet',
    `create or replace function public.greet(name text, loud boolean default false) returns text
       language sql stable as $$ select upper(name) $$;`,
  ],
  [
    'function-changes count_lifts',
    `create or replace function public.count_lifts(lifter uuid) returns setof public.lifts
       language sql stable as $$ select * from public.lifts where lifter_id = lifter and slot < 0 $$;`,
  ],
  [
    'function-undecided greet',
    `create or replace function public.greet(name text, loud boolean default false) returns text
       language sql stable as $$
       select case when name ~ '^[0-9]{7}odd$' then 'odd' else name end $$;`,
  ],
  ['grant-add greet', 'grant execute on function public.greet to anon;'],
  [
    'grant-no-delete greet + grant-add greet',
    `revoke execute on function public.greet from authenticated;
     grant execute on function public.greet to anon;`,
  ],
  [
    'errcode-same PK201',
    `create or replace function public.refuse() returns trigger
     language plpgsql as $$ begin raise exception using errcode = '23514'; end $$;`,
  ],
  ['grant-no-delete lifters', 'revoke delete on public.lifters from authenticated;'],
  [
    'grant-no-delete gyms',
    `revoke select on public.gyms from authenticated;
     grant select (id) on public.gyms to authenticated;`,
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
    `create trigger gyms_refuse before delete on public.gyms
       for each row execute function public.refuse();`,
  ],
  [
    'trigger-refuses gyms.gyms_refuse',
    `create function public.short() returns trigger language plpgsql as $$
       begin if char_length(new.name) > 9 then raise exception 'long'; end if; return new; end $$;
     create trigger gyms_refuse before insert or update on public.gyms
       for each row execute function public.short();`,
  ],
  [
    'trigger-changes lifters.lower',
    `create function public.lower() returns trigger language plpgsql as $$
       begin new.nickname = lower(new.nickname); return new; end $$;
     create trigger lower before insert or update on public.lifters
       for each row execute function public.lower();`,
  ],
  [
    'trigger-undecided gyms.gyms_refuse',
    `create function public.odd() returns trigger language plpgsql as $$
       begin if new.name ~ '^[0-9]{7}odd$' then raise exception 'odd'; end if; return new; end $$;
     create trigger gyms_refuse before insert on public.gyms
       for each row execute function public.odd();`,
  ],
  [
    'policy-narrow lifts.of_mine',
    `alter policy of_mine on public.lifts using (exists (select from public.lifters as l
       where l.id = lifter_id and l.owner_id = auth.uid() and l.level > 3));`,
  ],
  [
    'fk-restricts plans.lifter_id',
    `create table public.plans (id uuid primary key default gen_random_uuid(),
       lifter_id uuid references public.lifters (id));`,
  ],
  [
    'view-updatable names',
    `create or replace view public.names with (security_invoker = true) as
       select distinct id, name from public.lifters;`,
  ],
  ['view-invoker names', 'alter view public.names set (security_invoker = false);'],
  [
    'column-no-delete names.name',
    `drop view public.names;
     create view public.names with (security_invoker = true) as select id from public.lifters;
     grant select, update on public.names to authenticated;`,
  ],
];
