-- What an app asks for beside training: an account that its lifter can delete, the lifter's
-- settings, and why a session was skipped.

begin;
set local lock_timeout = '800ms';

-- It deletes the caller and nobody else: the id comes from the token, not from an argument.
create or replace function public.delete_account()
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $function$
begin
  if auth.uid() is null then
    raise exception using
      errcode = 'PK109',
      message = 'nobody is signed in',
      hint = 'Sign in, and call delete_account again.';
  end if;
  delete from auth.users where id = auth.uid();
end;
$function$;
comment on function public.delete_account() is
  'Deletes the account of the caller with all of its rows. Runs as its owner, since a lifter may not touch auth.users. Called again, it changes nothing.';
revoke execute on function public.delete_account() from public, anon;
grant execute on function public.delete_account() to authenticated;
commit;

-- A default that is a constant is not written into the rows, so the lock is held for a moment.
begin;
set local lock_timeout = '800ms';
alter table public.profiles
  add column if not exists weight_unit text not null default 'kg'
    constraint profiles_weight_unit_check check (weight_unit in ('kg', 'lb')),
  add column if not exists smallest_plate_grams integer not null default 1250
    constraint profiles_smallest_plate_grams_check
      check (smallest_plate_grams between 1 and 50000),
  add column if not exists rest_timer_seconds integer
    constraint profiles_rest_timer_seconds_check check (rest_timer_seconds between 1 and 3600);
comment on column public.profiles.weight_unit is
  'The unit that the lifter reads and types. Weights are stored in grams.';
comment on column public.profiles.smallest_plate_grams is
  'The lightest plate, in grams: a weight on the bar is a multiple of two of them.';
comment on column public.profiles.rest_timer_seconds is
  'The rest between sets, in seconds. NULL means no timer.';
comment on constraint profiles_weight_unit_check on public.profiles is 'kg or lb.';
comment on constraint profiles_smallest_plate_grams_check on public.profiles is
  'A plate weighs from 1 gram to 50 kg.';
comment on constraint profiles_rest_timer_seconds_check on public.profiles is
  'A rest takes from a second to an hour.';
commit;

begin;
set local lock_timeout = '800ms';
alter table public.sessions
  add column if not exists skip_reason text
    constraint sessions_skip_reason_length_check check (char_length(skip_reason) <= 4000);
comment on column public.sessions.skip_reason is 'Why the session was skipped, in the lifter''s words.';
comment on constraint sessions_skip_reason_length_check on public.sessions is
  'A reason has at most 4000 characters.';
commit;
