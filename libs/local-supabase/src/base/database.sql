-- What a database of hosted Supabase holds before the first migration. Run as a
-- superuser in a database that `:owner` owns. A piece that is there already is left as
-- it is: on an image of Supabase's it is the image's own.

create schema if not exists extensions authorization ":owner";
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

create schema if not exists auth;
grant all on schema auth to supabase_auth_admin;
grant usage on schema auth to ":owner", anon, authenticated, service_role;

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
