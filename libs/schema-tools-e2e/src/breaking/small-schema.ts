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

/** `greet` with other arguments. */
export function remade(args: string, result = 'text'): string {
  const types = args
    .replaceAll(/ default \w+/g, '')
    .replaceAll(/(?:^|, )\w+ /g, (one) => (one.startsWith(',') ? ', ' : ''));
  return `drop function public.greet;
    create function public.greet(${args}) returns ${result}
      language sql stable as $$ select 'x'::text $$;
    revoke execute on function public.greet(${types}) from public;
    grant execute on function public.greet(${types}) to authenticated;`;
}
