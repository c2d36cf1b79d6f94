-- updated_at moves when a row changes, whatever the client says of it, and a profile comes with the
-- account.
--
-- The transactions are the file's own, one for each lock. Where a lock is not had within 800 ms,
-- the file ends there; push it again: every statement here can be run twice.

begin;
set local lock_timeout = '800ms';

create schema if not exists rules;

create or replace function rules.keep_updated_at()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $function$
begin
  -- what the client says of it is no change
  new.updated_at := old.updated_at;
  if new is distinct from old then
    -- two changes in one transaction are two times, also where a clock was set back
    new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
  end if;
  return new;
end;
$function$;
comment on function rules.keep_updated_at() is
  'Moves updated_at forward when anything else in the row changes, and only then.';
revoke execute on function rules.keep_updated_at() from public;
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger muscle_volume_config_updated_at
  before update on public.muscle_volume_config
  for each row
  execute function rules.keep_updated_at();
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger sessions_updated_at
  before update on public.sessions
  for each row
  execute function rules.keep_updated_at();
commit;

begin;
set local lock_timeout = '800ms';
create or replace trigger warmup_configs_updated_at
  before update on public.warmup_configs
  for each row
  execute function rules.keep_updated_at();
commit;

-- GoTrue inserts the account, and an error here would be a failed sign-up: whatever goes wrong is
-- a warning in the log, and the app makes the profile itself (insert_own). Security definer, as
-- GoTrue's role may not write to public. A lock on profiles is not waited for long either.
begin;
set local lock_timeout = '800ms';

create or replace function rules.create_profile()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $function$
begin
  insert into public.profiles (id, display_name)
  values (
    new.id,
    case
      when jsonb_typeof(new.raw_user_meta_data -> 'display_name') = 'string' then
        new.raw_user_meta_data ->> 'display_name'
    end
  )
  on conflict (id) do nothing;
  return null;
exception when others then
  raise warning 'account % has no profile yet: % (%)', new.id, sqlerrm, sqlstate;
  return null;
end;
$function$;
comment on function rules.create_profile() is
  'Makes the profile of a new account, with the display_name that it signed up with. Never fails.';
revoke execute on function rules.create_profile() from public;

create or replace trigger create_profile
  after insert on auth.users
  for each row
  execute function rules.create_profile();
commit;

-- Accounts that were there before get theirs; those that come meanwhile have the trigger.
insert into public.profiles (id, display_name, created_at)
select
  account.id,
  case
    when jsonb_typeof(account.raw_user_meta_data -> 'display_name') = 'string' then
      account.raw_user_meta_data ->> 'display_name'
  end,
  coalesce(account.created_at, now())
from auth.users as account
where not exists (select from public.profiles where profiles.id = account.id)
on conflict (id) do nothing;
