-- What a database of hosted Supabase holds before the first migration. Run as a
-- superuser in a database that `:owner` owns. An existing piece stays:
-- on an image of Supabase's it is the image's own.

create schema if not exists extensions authorization ":owner";
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pg_stat_statements with schema extensions;

create schema if not exists auth;
grant all on schema auth to supabase_auth_admin;
grant usage on schema auth to ":owner", anon, authenticated, service_role;

-- projects had it before PostgreSQL 17: their dumps create the extension in it
create schema if not exists pgsodium authorization supabase_admin;

do $$
begin
  if to_regclass('auth.users') is null then
    -- The columns that GoTrue, Supabase's auth server, reads and writes.
    create table auth.users (
      instance_id uuid,
      id uuid not null primary key,
      aud varchar(255),
      role varchar(255),
      email varchar(255),
      encrypted_password varchar(255),
      email_confirmed_at timestamptz,
      invited_at timestamptz,
      confirmation_token varchar(255),
      confirmation_sent_at timestamptz,
      recovery_token varchar(255),
      recovery_sent_at timestamptz,
      email_change_token_new varchar(255),
      email_change varchar(255),
      email_change_sent_at timestamptz,
      last_sign_in_at timestamptz,
      raw_app_meta_data jsonb,
      raw_user_meta_data jsonb,
      is_super_admin boolean,
      created_at timestamptz,
      updated_at timestamptz,
      phone text unique default null,
      phone_confirmed_at timestamptz,
      phone_change text default '',
      phone_change_token varchar(255) default '',
      phone_change_sent_at timestamptz,
      confirmed_at timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
      email_change_token_current varchar(255) default '',
      email_change_confirm_status smallint default 0 check (email_change_confirm_status between 0 and 2),
      banned_until timestamptz,
      reauthentication_token varchar(255) default '',
      reauthentication_sent_at timestamptz,
      is_sso_user boolean not null default false,
      deleted_at timestamptz,
      is_anonymous boolean not null default false
    );
    alter table auth.users owner to supabase_auth_admin;
    alter table auth.users enable row level security;
    create unique index users_email_partial_key on auth.users (email) where not is_sso_user;
    create index users_instance_id_idx on auth.users (instance_id);
    create index users_is_anonymous_idx on auth.users (is_anonymous);
    comment on table auth.users is 'Auth: Stores user login data within a secure schema.';
    grant all on table auth.users to ":owner";
  end if;
end
$$;

-- What GoTrue keeps of an account beside its row: how it signs in, where it is signed in,
-- and what it did. As GoTrue's migrations make them; auth.sql has the tables of the features
-- that are not served locally (OAuth, SAML, second factors).
do $$
declare
  made name;
begin
  if to_regtype('auth.aal_level') is null then
    create type auth.aal_level as enum ('aal1', 'aal2', 'aal3');
    alter type auth.aal_level owner to supabase_auth_admin;
  end if;

  if to_regclass('auth.identities') is null then
    create table auth.identities (
      provider_id text not null,
      user_id uuid not null references auth.users (id) on delete cascade,
      identity_data jsonb not null,
      provider text not null,
      last_sign_in_at timestamptz,
      created_at timestamptz,
      updated_at timestamptz,
      email text generated always as (lower(identity_data ->> 'email')) stored,
      id uuid not null primary key default gen_random_uuid(),
      unique (provider_id, provider)
    );
    create index identities_user_id_idx on auth.identities (user_id);
    create index identities_email_idx on auth.identities (email text_pattern_ops);
    comment on table auth.identities is 'Auth: Stores identities associated to a user.';
  end if;

  if to_regclass('auth.sessions') is null then
    create table auth.sessions (
      id uuid not null primary key,
      user_id uuid not null references auth.users (id) on delete cascade,
      created_at timestamptz,
      updated_at timestamptz,
      factor_id uuid,
      aal auth.aal_level,
      not_after timestamptz,
      refreshed_at timestamp,
      user_agent text,
      ip inet,
      tag text,
      oauth_client_id uuid,
      refresh_token_hmac_key text,
      refresh_token_counter bigint,
      scopes text check (char_length(scopes) <= 4096)
    );
    create index user_id_created_at_idx on auth.sessions (user_id, created_at);
    create index sessions_not_after_idx on auth.sessions (not_after desc);
    comment on table auth.sessions is 'Auth: Stores session data associated to a user.';
  end if;

  if to_regclass('auth.refresh_tokens') is null then
    create table auth.refresh_tokens (
      instance_id uuid,
      id bigserial not null primary key,
      token varchar(255) unique,
      user_id varchar(255),
      revoked boolean,
      created_at timestamptz,
      updated_at timestamptz,
      parent varchar(255),
      session_id uuid references auth.sessions (id) on delete cascade
    );
    create index refresh_tokens_instance_id_user_id_idx on auth.refresh_tokens (instance_id, user_id);
    create index refresh_tokens_parent_idx on auth.refresh_tokens (parent);
    create index refresh_tokens_session_id_revoked_idx on auth.refresh_tokens (session_id, revoked);
    comment on table auth.refresh_tokens is 'Auth: Store of tokens used to refresh JWT tokens once they expire.';
  end if;

  if to_regclass('auth.mfa_amr_claims') is null then
    create table auth.mfa_amr_claims (
      session_id uuid not null references auth.sessions (id) on delete cascade,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      authentication_method text not null,
      id uuid not null,
      constraint amr_id_pk primary key (id),
      constraint mfa_amr_claims_session_id_authentication_method_pkey
        unique (session_id, authentication_method)
    );
    comment on table auth.mfa_amr_claims is
      'auth: stores authenticator method reference claims for multi factor authentication';
  end if;

  if to_regclass('auth.flow_state') is null then
    create type auth.code_challenge_method as enum ('s256', 'plain');
    alter type auth.code_challenge_method owner to supabase_auth_admin;
    create table auth.flow_state (
      id uuid not null primary key,
      user_id uuid,
      auth_code text,
      code_challenge_method auth.code_challenge_method,
      code_challenge text,
      provider_type text not null,
      provider_access_token text,
      provider_refresh_token text,
      created_at timestamptz,
      updated_at timestamptz,
      authentication_method text not null,
      auth_code_issued_at timestamptz
    );
    create index idx_auth_code on auth.flow_state (auth_code);
    create index idx_user_id_auth_method on auth.flow_state (user_id, authentication_method);
    create index flow_state_created_at_idx on auth.flow_state (created_at desc);
    comment on table auth.flow_state is 'stores metadata for pkce logins';
  end if;

  if to_regclass('auth.audit_log_entries') is null then
    create table auth.audit_log_entries (
      instance_id uuid,
      id uuid not null primary key,
      payload json,
      created_at timestamptz,
      ip_address varchar(64) not null default ''
    );
    create index audit_logs_instance_id_idx on auth.audit_log_entries (instance_id);
    comment on table auth.audit_log_entries is 'Auth: Audit trail for user actions.';
  end if;

  -- those that were made just now are ours still: the image's own belong to GoTrue already
  for made in
    select relname from pg_class
    where relnamespace = 'auth'::regnamespace and relkind = 'r'
      and relowner = current_user::regrole
  loop
    execute format('alter table auth.%I owner to supabase_auth_admin', made);
    execute format('alter table auth.%I enable row level security', made);
    execute format('grant all on table auth.%I to ":owner"', made);
  end loop;
end
$$;

-- PostgREST sets the claims as one JSON object; before version 9 it set one setting a
-- claim, and tools still do. The functions read both.
do $$
begin
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb
      language sql stable
      return coalesce(
        nullif(current_setting('request.jwt.claim', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')
      )::jsonb;
    alter function auth.jwt() owner to supabase_auth_admin;
  end if;

  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid
      language sql stable
      return coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
      )::uuid;
    alter function auth.uid() owner to supabase_auth_admin;
  end if;

  if to_regprocedure('auth.role()') is null then
    create function auth.role() returns text
      language sql stable
      return coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
      );
    alter function auth.role() owner to supabase_auth_admin;
  end if;

  if to_regprocedure('auth.email()') is null then
    create function auth.email() returns text
      language sql stable
      return coalesce(
        nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
      );
    alter function auth.email() owner to supabase_auth_admin;
  end if;

  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
    alter publication supabase_realtime owner to ":owner";
  end if;
end
$$;

grant usage on schema public to ":owner", anon, authenticated, service_role;

-- Since October 2026 hosted projects expose nothing that a migration does not grant.
-- Older images still grant every new object to the API roles: take that back.
do $$
declare
  creator name;
  kind text;
begin
  foreach creator in array array[':owner', 'supabase_admin'] loop
    foreach kind in array array['tables', 'sequences', 'functions'] loop
      execute format(
        'alter default privileges for role %I in schema public revoke all on %s from anon, authenticated, service_role',
        creator, kind
      );
    end loop;
  end loop;
end
$$;
