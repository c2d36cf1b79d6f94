-- Which pool a lifter asked for, and when. A pool is replaced as a whole, and a phone that was
-- offline sends the same change again, perhaps after another device has made the next one: by the
-- change's id, which the client makes, it is known to be the same, and nothing is replaced twice.

-- The foreign key locks the accounts for a moment; nobody who signs up is to wait long for that.
set local lock_timeout = '800ms';

create table public.auxiliary_pool_changes (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  lift text not null check (lift in ('squat', 'bench', 'deadlift')),
  changed_at timestamptz not null default now()
    check (changed_at >= '0001-01-01 00:00:00+00' and changed_at < '10000-01-01 00:00:00+00'),
  exercises jsonb not null
);

alter table public.auxiliary_pool_changes enable row level security;

grant select, insert on table public.auxiliary_pool_changes to authenticated;
grant all on table public.auxiliary_pool_changes to service_role;

create policy select_own on public.auxiliary_pool_changes
  for select to authenticated
  using ((select auth.uid()) = user_id);

create policy insert_own on public.auxiliary_pool_changes
  for insert to authenticated
  with check ((select auth.uid()) = user_id);

create index auxiliary_pool_changes_user_id_changed_at_idx
  on public.auxiliary_pool_changes (user_id, changed_at desc);

comment on table public.auxiliary_pool_changes is
  'A pool of auxiliary exercises as a lifter asked for it, by the id of the change. Append-only: what the pool is today is in auxiliary_exercises.';
comment on constraint auxiliary_pool_changes_lift_check on public.auxiliary_pool_changes is
  'One of the three lifts.';
comment on constraint auxiliary_pool_changes_changed_at_check on public.auxiliary_pool_changes is
  'A time in the years 1 to 9999, in UTC: what clients can read.';
comment on index public.auxiliary_pool_changes_user_id_changed_at_idx is
  'A lifter''s changes, newest first, and the foreign key to the account.';
