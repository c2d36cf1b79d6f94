-- The roles of hosted Supabase, once a server. Run as a superuser. An existing role stays:
-- on an image of Supabase's it is the image's own.
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

  -- Those of services that do not run here own their schemas, and log in nowhere.
  if to_regrole('supabase_storage_admin') is null then
    create role supabase_storage_admin nologin noinherit createrole;
    alter role supabase_storage_admin set search_path to storage;
    grant authenticator to supabase_storage_admin;
  end if;

  if to_regrole('supabase_realtime_admin') is null then
    create role supabase_realtime_admin nologin noinherit;
  end if;

  if to_regrole('supabase_functions_admin') is null then
    create role supabase_functions_admin nologin noinherit createrole;
  end if;

  if to_regrole('supabase_replication_admin') is null then
    create role supabase_replication_admin nologin replication;
  end if;

  if to_regrole('supabase_read_only_user') is null then
    create role supabase_read_only_user nologin bypassrls;
    grant pg_read_all_data to supabase_read_only_user;
  end if;

  if to_regrole('dashboard_user') is null then
    create role dashboard_user nologin createdb createrole replication;
  end if;

  if to_regrole('pgbouncer') is null then
    create role pgbouncer nologin;
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
-- anon, authenticated or service_role at each request.
do $$
declare
  granted name;
begin
  foreach granted in array array['anon', 'authenticated', 'service_role'] loop
    if not exists (
      select from pg_auth_members as membership
      where membership.roleid = to_regrole(quote_ident(granted))
        and membership.member = to_regrole('authenticator')
    ) then
      execute format('grant %I to authenticator', granted);
    end if;
  end loop;
end
$$;

-- So can the role that migrates. It may also change the settings of these roles, which takes the
-- admin option. It is a member of the predefined roles that hosted projects have.
do $$
declare
  granted name;
begin
  foreach granted in array array['anon', 'authenticated', 'service_role', 'authenticator'] loop
    if not exists (
      select from pg_auth_members as membership
      where membership.roleid = to_regrole(quote_ident(granted))
        and membership.member = to_regrole('":owner"') and membership.admin_option
    ) then
      execute format('grant %I to ":owner" with admin option', granted);
    end if;
  end loop;
  grant pg_monitor, pg_read_all_data, pg_signal_backend to ":owner";
  if current_setting('server_version_num')::int >= 160000 then
    grant pg_create_subscription to ":owner";
  end if;
end
$$;

-- Hosted projects let `postgres` set these. Parameters of PostgREST are not known to Postgres, so
-- that each needs a grant of its own: those of PostgREST 14.
grant set on parameter
  session_replication_role,
  log_lock_waits,
  log_min_duration_statement,
  log_min_messages,
  track_io_timing,
  pgrst.client_error_verbosity,
  pgrst.db_aggregates_enabled,
  pgrst.db_anon_role,
  pgrst.db_extra_search_path,
  pgrst.db_hoisted_tx_settings,
  pgrst.db_max_rows,
  pgrst.db_plan_enabled,
  pgrst.db_pre_request,
  pgrst.db_prepared_statements,
  pgrst.db_root_spec,
  pgrst.db_schemas,
  pgrst.db_timezone_enabled,
  pgrst.db_tx_end,
  pgrst.jwt_aud,
  pgrst.jwt_cache_max_entries,
  pgrst.jwt_role_claim_key,
  pgrst.jwt_secret,
  pgrst.jwt_secret_is_base64,
  pgrst.log_level,
  pgrst.log_query,
  pgrst.openapi_mode,
  pgrst.openapi_security_active,
  pgrst.openapi_server_proxy_uri,
  pgrst.server_cors_allowed_origins,
  pgrst.server_timing_enabled,
  pgrst.server_trace_header
to ":owner";
