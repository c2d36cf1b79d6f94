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
comment on function public.delete_account is
  'Deletes the account of the caller with all of its rows. Runs as its owner, since a lifter '
  'may not change auth.users. A second call changes nothing.';
-- Hosted projects may grant a new function to all of these by default.
revoke execute on function public.delete_account
from public, anon, authenticated, service_role;
grant execute on function public.delete_account
to authenticated;
