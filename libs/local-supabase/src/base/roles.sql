-- The roles of hosted Supabase, once a server. Run as a superuser. A role that is
-- there already is left as it is: on an image of Supabase's it is the image's own.
-- `:owner` stands for the role that runs migrations, `postgres` wherever that is possible;
-- the setting parakeet.password holds the password of the roles that log in.

do $$
declare
  secret text := current_setting('parakeet.password');
begin
  if to_regrole('supabase_admin') is null then
    execute format(
      'create role supabase_admin superuser createdb createrole replication bypassrls login password %L',
      secret
    );
  end if;

  if to_regrole(':owner') is null then
    execute format(
      'create role ":owner" nosuperuser createdb createrole replication bypassrls login password %L',
      secret
    );
    alter role ":owner" set search_path to "$user", public, extensions;
  end if;

  if to_regrole('anon') is null then
    create role anon nologin noinherit;
    alter role anon set statement_timeout to '3s';
  end if;

  if to_regrole('authenticated') is null then
    create role authenticated nologin noinherit;
    alter role authenticated set statement_timeout to '8s';
  end if;

  if to_regrole('service_role') is null then
    create role service_role nologin noinherit bypassrls;
  end if;

  if to_regrole('authenticator') is null then
    execute format(
      'create role authenticator login noinherit password %L',
      secret
    );
    alter role authenticator set statement_timeout to '8s';
    alter role authenticator set lock_timeout to '8s';
  end if;

  if to_regrole('supabase_auth_admin') is null then
    execute format(
      'create role supabase_auth_admin login noinherit createrole password %L',
      secret
    );
    alter role supabase_auth_admin set search_path to auth;
    alter role supabase_auth_admin set idle_in_transaction_session_timeout to '60s';
  end if;
end
$$;

-- The Data API and auth log in with a password; an image of Supabase's gives none to their roles.
do $$
declare
  service name;
begin
  for service in
    select rolname from pg_authid
    where rolname in ('authenticator', 'supabase_auth_admin') and rolpassword is null
  loop
    execute format('alter role %I password %L', service, current_setting('parakeet.password'));
  end loop;
end
$$;

-- A member can SET ROLE to what it is a member of: the Data API's login role becomes
-- anon, authenticated or service_role at each request, and so can whoever migrates.
do $$
declare
  granted name;
  grantee name;
begin
  foreach granted in array array['anon', 'authenticated', 'service_role'] loop
    foreach grantee in array array[':owner', 'authenticator'] loop
      if not exists (
        select from pg_auth_members as membership
        where membership.roleid = to_regrole(quote_ident(granted)) and membership.member = to_regrole(quote_ident(grantee))
      ) then
        execute format('grant %I to %I', granted, grantee);
      end if;
    end loop;
  end loop;
end
$$;
