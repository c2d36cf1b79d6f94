-- Hosted projects let `postgres` make, change and drop policies on these tables, and drop their
-- triggers, though services own them: an extension of the server (supautils) gives the right for
-- the one command. Here an event trigger lends the tables to `:owner` before such a command, and
-- another takes them back after it. A command that fails undoes both.

create function extensions.lend_service_tables() returns event_trigger
  language plpgsql security definer
  set search_path = ''
as $$
declare
  asks text := case current_setting('role') when 'none' then session_user::text
    else current_setting('role') end;
begin
  if asks <> ':owner' then
    return;
  end if;
  -- Other policies are many: the name of a table is looked for before any row is written. Where a
  -- DO block or a function puts the statement together, the name may stand anywhere.
  if current_query() !~* '\mon\M(\s|--[^\n]*\n|/\*.*?\*/)*"?(auth|storage|realtime)\M|\mexecute\M'
    and current_setting('search_path') !~* '\m(auth|storage|realtime)\M' then
    return;
  end if;
  update pg_catalog.pg_class set relowner = '":owner"'::pg_catalog.regrole
  where (relnamespace = 'auth'::pg_catalog.regnamespace
      and relname in (
        'audit_log_entries', 'flow_state', 'identities', 'instances', 'mfa_amr_claims',
        'mfa_challenges', 'mfa_factors', 'oauth_clients', 'one_time_tokens', 'refresh_tokens',
        'saml_providers', 'saml_relay_states', 'sessions', 'sso_domains', 'sso_providers', 'users'
      ))
    or (relnamespace = 'storage'::pg_catalog.regnamespace
      and relname in (
        'buckets', 'buckets_analytics', 'objects', 's3_multipart_uploads',
        's3_multipart_uploads_parts'
      ))
    or (relnamespace = 'realtime'::pg_catalog.regnamespace and relname = 'messages');
end
$$;

create function extensions.take_back_service_tables() returns event_trigger
  language plpgsql security definer
  set search_path = ''
as $$
begin
  update pg_catalog.pg_class
  set relowner = case relnamespace::pg_catalog.regnamespace::text
    when 'auth' then 'supabase_auth_admin'
    when 'storage' then 'supabase_storage_admin'
    else 'supabase_realtime_admin'
  end::pg_catalog.regrole
  where relowner = '":owner"'::pg_catalog.regrole
    and relnamespace::pg_catalog.regnamespace::text in ('auth', 'storage', 'realtime');
end
$$;

create event trigger lend_service_tables on ddl_command_start
  when tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER')
  execute function extensions.lend_service_tables();
create event trigger take_back_service_tables on ddl_command_end
  when tag in ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY', 'DROP TRIGGER')
  execute function extensions.take_back_service_tables();
-- also while `session_replication_role` is `replica`
alter event trigger lend_service_tables enable always;
alter event trigger take_back_service_tables enable always;
