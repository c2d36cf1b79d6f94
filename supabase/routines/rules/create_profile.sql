-- GoTrue inserts the account, and an error here would fail the sign-up. So every error becomes a
-- warning in the log, and the app makes the profile itself (insert_own). Security definer, because
-- GoTrue's role may not write to public. The lock timeout keeps a sign-up from waiting long.
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
  select new.id, (
    select left(account ->> key, 200)
    from unnest(array['display_name', 'full_name', 'name']) with ordinality as known (key, place)
    where jsonb_typeof(account -> key) = 'string' and account ->> key ~ '\S'
    order by place
    limit 1
  )
  from (values (new.raw_user_meta_data)) as given (account)
  on conflict (id) do nothing;
  return null;
exception when others then
  raise warning 'account % has no profile yet: % (%)', new.id, sqlerrm, sqlstate;
  return null;
end;
$function$;
comment on function rules.create_profile() is
  'Creates the profile of a new account. It takes the name from the account''s metadata: the '
  'first non-blank text of display_name, full_name and name, cut to 200 characters. Never fails.';
revoke execute on function rules.create_profile() from public;
