-- Storage as its service leaves it after its migrations: buckets, objects, the functions that
-- policies use, and row level security. Files are not served here: rows are stored, and that is
-- all. Written by us from the shape of the hosted schema (docs/adr/0021-any-teams-folder.md).

create schema if not exists storage authorization supabase_admin;
grant usage on schema storage to anon, authenticated, service_role;
grant usage on schema storage to ":owner" with grant option;
grant all on schema storage to supabase_storage_admin, dashboard_user;

create type storage.buckettype as enum ('STANDARD', 'ANALYTICS', 'VECTOR');

create table storage.migrations (
  id integer primary key,
  name varchar(100) not null unique,
  hash varchar(40) not null,
  executed_at timestamp default current_timestamp
);

create table storage.buckets (
  id text primary key,
  name text not null,
  owner uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  public boolean default false,
  avif_autodetection boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  owner_id text,
  type storage.buckettype not null default 'STANDARD'
);
create unique index bname on storage.buckets (name);
comment on column storage.buckets.owner is 'Field is deprecated, use owner_id instead';

create table storage.objects (
  id uuid primary key default gen_random_uuid(),
  bucket_id text constraint "objects_bucketId_fkey" references storage.buckets (id),
  name text,
  owner uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now(),
  metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  version text,
  owner_id text,
  user_metadata jsonb
);
create unique index bucketid_objname on storage.objects (bucket_id, name);
create index name_prefix_search on storage.objects (name text_pattern_ops);
create index idx_objects_bucket_id_name on storage.objects (bucket_id, name collate "C");
create index idx_objects_bucket_id_name_lower
  on storage.objects (bucket_id, lower(name) collate "C");
comment on column storage.objects.owner is 'Field is deprecated, use owner_id instead';

create table storage.s3_multipart_uploads (
  id text primary key,
  in_progress_size bigint not null default 0,
  upload_signature text not null,
  bucket_id text not null references storage.buckets (id),
  key text collate "C" not null,
  version text not null,
  owner_id text,
  created_at timestamptz not null default now(),
  user_metadata jsonb,
  metadata jsonb
);
create index idx_multipart_uploads_list
  on storage.s3_multipart_uploads (bucket_id, key, created_at);

create table storage.s3_multipart_uploads_parts (
  id uuid primary key default gen_random_uuid(),
  upload_id text not null references storage.s3_multipart_uploads (id) on delete cascade,
  size bigint not null default 0,
  part_number integer not null,
  bucket_id text not null references storage.buckets (id),
  key text collate "C" not null,
  etag text not null,
  owner_id text,
  version text not null,
  created_at timestamptz not null default now()
);

create table storage.buckets_analytics (
  name text not null,
  type storage.buckettype not null default 'ANALYTICS',
  format text not null default 'ICEBERG',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  id uuid primary key default gen_random_uuid(),
  deleted_at timestamptz
);
create unique index buckets_analytics_unique_name_idx
  on storage.buckets_analytics (name) where deleted_at is null;

create table storage.buckets_vectors (
  id text primary key,
  type storage.buckettype not null default 'VECTOR',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table storage.vector_indexes (
  id text primary key default gen_random_uuid(),
  name text collate "C" not null,
  bucket_id text not null references storage.buckets_vectors (id),
  data_type text not null,
  dimension integer not null,
  distance_metric text not null,
  metadata_configuration jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index vector_indexes_name_bucket_id_idx
  on storage.vector_indexes (name, bucket_id);

-- The parts of an object's path: `a/b/c.tar.gz` is in the folders a and b, and is a gz.
create function storage.foldername(name text) returns text[]
  language sql immutable
  return trim_array(string_to_array(name, '/'), least(1, cardinality(string_to_array(name, '/'))));

create function storage.filename(name text) returns text
  language sql immutable
  return split_part(name, '/', -1);

create function storage.extension(name text) returns text
  language sql immutable
  return split_part(split_part(name, '/', -1), '.', -1);

-- What the Storage service is doing, for policies; it sets this for each of its transactions.
create function storage.operation() returns text
  language sql stable
  return current_setting('storage.operation', true);

create function storage.allow_any_operation(expected_operations text[]) returns boolean
  language sql stable
  return exists (
    select from unnest(expected_operations) as expected (operation)
    where regexp_replace(operation, '^storage\.', '') <> ''
      and regexp_replace(operation, '^storage\.', '')
        = regexp_replace(storage.operation(), '^storage\.', '')
  );

create function storage.allow_only_operation(expected_operation text) returns boolean
  language sql stable
  return storage.allow_any_operation(array[expected_operation]);

create function storage.get_size_by_bucket() returns table (size bigint, bucket_id text)
  language sql stable
  begin atomic
    select sum((stored.metadata ->> 'size')::bigint)::bigint, stored.bucket_id
    from storage.objects as stored
    group by stored.bucket_id;
  end;

-- Tries the policies of an insert, and takes the row back: PT200 is a success to the service.
create function storage.can_insert_object(bucketid text, name text, owner uuid, metadata jsonb)
  returns void
  language plpgsql
as $$
begin
  insert into storage.objects (bucket_id, name, owner, metadata)
  values (bucketid, name, owner, metadata);
  raise sqlstate 'PT200' using message = 'ROLLBACK', detail = 'rollback successful insert';
end
$$;

-- The folders and objects at one level below a prefix.
create function storage.search(
  prefix text,
  bucketname text,
  limits int default 100,
  levels int default 1,
  offsets int default 0,
  search text default '',
  sortcolumn text default 'name',
  sortorder text default 'asc'
) returns table (
  name text,
  id uuid,
  updated_at timestamptz,
  created_at timestamptz,
  last_accessed_at timestamptz,
  metadata jsonb
)
  language plpgsql stable
as $$
declare
  direction text := case when lower(sortorder) = 'desc' then 'desc' else 'asc' end;
  sorted text := case
    when sortcolumn in ('updated_at', 'created_at', 'last_accessed_at') then sortcolumn
    else 'name'
  end;
begin
  return query execute format(
    'with found as (
       select * from storage.objects
       where bucket_id = $1 and objects.name ilike $2 || $3 || ''%%''
     )
     (select path_tokens[$4], null::uuid, null::timestamptz, null::timestamptz,
        null::timestamptz, null::jsonb
      from found where cardinality(path_tokens) > $4 group by 1 order by 1 %1$s)
     union all
     (select path_tokens[$4], id, updated_at, created_at, last_accessed_at, metadata
      from found where cardinality(path_tokens) = $4 order by %2$I %1$s)
     limit $5 offset $6',
    direction, sorted
  ) using bucketname, prefix, search, levels, limits, offsets;
end
$$;

create function storage.update_updated_at_column() returns trigger
  language plpgsql
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
create trigger update_objects_updated_at before update on storage.objects
  for each row execute function storage.update_updated_at_column();

create function storage.enforce_bucket_name_length() returns trigger
  language plpgsql
as $$
begin
  if char_length(new.name) > 100 then
    raise exception 'bucket name "%" is too long (% characters). Max is 100.',
      new.name, char_length(new.name);
  end if;
  return new;
end
$$;
create trigger enforce_bucket_name_length_trigger before insert or update of name
  on storage.buckets
  for each row execute function storage.enforce_bucket_name_length();

-- Hosted projects refuse this too: the file would stay where the row is gone.
create function storage.protect_delete() returns trigger
  language plpgsql
as $$
begin
  if coalesce(current_setting('storage.allow_delete_query', true), 'false') <> 'true' then
    raise exception 'Direct deletion from storage tables is not allowed. Use the Storage API instead.'
      using errcode = '42501',
        hint = 'This prevents accidental data loss from orphaned objects.';
  end if;
  return null;
end
$$;
create trigger protect_buckets_delete before delete on storage.buckets
  for each statement execute function storage.protect_delete();
create trigger protect_objects_delete before delete on storage.objects
  for each statement execute function storage.protect_delete();

do $$
declare
  made record;
begin
  for made in
    select oid::regclass as name from pg_class
    where relnamespace = 'storage'::regnamespace and relkind = 'r'
  loop
    execute format('alter table %s owner to supabase_storage_admin', made.name);
    execute format('alter table %s enable row level security', made.name);
    execute format('grant all on table %s to service_role, dashboard_user', made.name);
    execute format('grant all on table %s to ":owner" with grant option', made.name);
  end loop;
  for made in
    select oid::regprocedure as name from pg_proc where pronamespace = 'storage'::regnamespace
  loop
    execute format('alter function %s owner to supabase_storage_admin', made.name);
  end loop;
end
$$;
alter type storage.buckettype owner to supabase_storage_admin;
grant all on storage.buckets, storage.objects to anon, authenticated;
grant select on storage.s3_multipart_uploads, storage.s3_multipart_uploads_parts
  to anon, authenticated;
grant select on storage.buckets_analytics, storage.buckets_vectors, storage.vector_indexes
  to anon, authenticated;
revoke all on storage.migrations from anon, authenticated, service_role, ":owner";
