-- Message queues with pgmq's functions and tables: `q_<name>` and, for archived messages,
-- `a_<name>`. Partitioned queues need pg_partman, and are refused.

create table pgmq.meta (
  queue_name varchar not null unique,
  is_partitioned boolean not null,
  is_unlogged boolean not null,
  created_at timestamptz not null default now()
);

create type pgmq.message_record as (
  msg_id bigint,
  read_ct integer,
  enqueued_at timestamptz,
  vt timestamptz,
  message jsonb,
  headers jsonb
);
create type pgmq.queue_record as (
  queue_name varchar,
  is_partitioned boolean,
  is_unlogged boolean,
  created_at timestamptz
);
create type pgmq.metrics_result as (
  queue_name text,
  queue_length bigint,
  newest_msg_age_sec int,
  oldest_msg_age_sec int,
  total_messages bigint,
  scrape_time timestamptz,
  queue_visible_length bigint
);

create function pgmq.format_table_name(queue_name text, prefix text) returns text
  language plpgsql
as $$
begin
  if queue_name ~ '[$;'']|--' then
    raise exception 'queue name contains invalid characters: $, ;, --, or \''';
  end if;
  return lower(prefix || '_' || queue_name);
end
$$;

create function pgmq.validate_queue_name(queue_name text) returns void
  language plpgsql
as $$
begin
  if length(queue_name) > 47 then
    raise exception 'queue name is too long, maximum length is 47 characters';
  end if;
end
$$;

create function pgmq._create(queue_name text, unlogged boolean) returns void
  language plpgsql
as $$
declare
  queue text := pgmq.format_table_name(queue_name, 'q');
  archive text := pgmq.format_table_name(queue_name, 'a');
begin
  perform pgmq.validate_queue_name(queue_name);
  perform pg_advisory_xact_lock(hashtext('pgmq.queue_' || queue_name));
  execute format(
    'create %s table if not exists pgmq.%I (
       msg_id bigint primary key generated always as identity,
       read_ct int not null default 0,
       enqueued_at timestamptz not null default now(),
       vt timestamptz not null,
       message jsonb,
       headers jsonb
     )', case when unlogged then 'unlogged' else '' end, queue);
  execute format(
    'create table if not exists pgmq.%I (
       msg_id bigint primary key,
       read_ct int not null default 0,
       enqueued_at timestamptz not null default now(),
       archived_at timestamptz not null default now(),
       vt timestamptz not null,
       message jsonb,
       headers jsonb
     )', archive);
  execute format('create index if not exists %I on pgmq.%I (vt)', queue || '_vt_idx', queue);
  execute format(
    'create index if not exists %I on pgmq.%I (archived_at)',
    'archived_at_idx_' || queue_name, archive
  );
  insert into pgmq.meta (queue_name, is_partitioned, is_unlogged)
  values (_create.queue_name, false, unlogged)
  on conflict do nothing;
end
$$;

create function pgmq.create(queue_name text) returns void
  language sql
as $$ select pgmq._create(queue_name, false) $$;

create function pgmq.create_non_partitioned(queue_name text) returns void
  language sql
as $$ select pgmq._create(queue_name, false) $$;

create function pgmq.create_unlogged(queue_name text) returns void
  language sql
as $$ select pgmq._create(queue_name, true) $$;

create function pgmq.create_partitioned(
  queue_name text,
  partition_interval text default '10000',
  retention_interval text default '100000'
) returns void
  language plpgsql
as $$
begin
  raise exception 'queue % cannot be partitioned: pg_partman is not here', queue_name
    using errcode = '0A000', hint = 'reset --engine=container has the real pgmq';
end
$$;

create function pgmq.drop_queue(queue_name text) returns boolean
  language plpgsql
as $$
declare
  gone text;
begin
  delete from pgmq.meta as known where known.queue_name = drop_queue.queue_name
  returning known.queue_name into gone;
  if gone is null then
    raise notice 'pgmq queue `%` does not exist', queue_name;
    return false;
  end if;
  execute format('drop table if exists pgmq.%I', pgmq.format_table_name(queue_name, 'q'));
  execute format('drop table if exists pgmq.%I', pgmq.format_table_name(queue_name, 'a'));
  return true;
end
$$;

create function pgmq.drop_queue(queue_name text, partitioned boolean) returns boolean
  language sql
as $$ select pgmq.drop_queue(queue_name) $$;

-- the tables of a queue belong to nothing but themselves here
create function pgmq.detach_archive(queue_name text) returns void
  language sql
as $$ select $$;

create function pgmq.send_batch(
  queue_name text, msgs jsonb[], headers jsonb[], delay timestamptz
) returns setof bigint
  language plpgsql
as $$
begin
  if cardinality(headers) <> cardinality(msgs) then
    raise exception 'length of headers and msgs must match';
  end if;
  return query execute format(
    'insert into pgmq.%I (vt, message, headers)
     select $2, msg, header from unnest($1, $3) with ordinality as given (msg, header, place)
     order by place
     returning msg_id', pgmq.format_table_name(queue_name, 'q')
  ) using msgs, delay, coalesce(headers, array[]::jsonb[]);
end
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[]) returns setof bigint
  language sql
as $$ select pgmq.send_batch(queue_name, msgs, null::jsonb[], clock_timestamp()) $$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], headers jsonb[])
  returns setof bigint
  language sql
as $$ select pgmq.send_batch(queue_name, msgs, headers, clock_timestamp()) $$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], delay integer)
  returns setof bigint
  language sql
as $$
  select pgmq.send_batch(
    queue_name, msgs, null::jsonb[], clock_timestamp() + make_interval(secs => delay)
  )
$$;

create function pgmq.send_batch(queue_name text, msgs jsonb[], delay timestamptz)
  returns setof bigint
  language sql
as $$ select pgmq.send_batch(queue_name, msgs, null::jsonb[], delay) $$;

create function pgmq.send_batch(
  queue_name text, msgs jsonb[], headers jsonb[], delay integer
) returns setof bigint
  language sql
as $$
  select pgmq.send_batch(
    queue_name, msgs, headers, clock_timestamp() + make_interval(secs => delay)
  )
$$;

create function pgmq.send(queue_name text, msg jsonb, headers jsonb, delay timestamptz)
  returns setof bigint
  language sql
as $$ select pgmq.send_batch(queue_name, array[msg], array[headers], delay) $$;

create function pgmq.send(queue_name text, msg jsonb) returns setof bigint
  language sql
as $$ select pgmq.send(queue_name, msg, null::jsonb, clock_timestamp()) $$;

create function pgmq.send(queue_name text, msg jsonb, headers jsonb) returns setof bigint
  language sql
as $$ select pgmq.send(queue_name, msg, headers, clock_timestamp()) $$;

create function pgmq.send(queue_name text, msg jsonb, delay integer) returns setof bigint
  language sql
as $$
  select pgmq.send(queue_name, msg, null::jsonb, clock_timestamp() + make_interval(secs => delay))
$$;

create function pgmq.send(queue_name text, msg jsonb, delay timestamptz) returns setof bigint
  language sql
as $$ select pgmq.send(queue_name, msg, null::jsonb, delay) $$;

create function pgmq.send(queue_name text, msg jsonb, headers jsonb, delay integer)
  returns setof bigint
  language sql
as $$
  select pgmq.send(queue_name, msg, headers, clock_timestamp() + make_interval(secs => delay))
$$;

create function pgmq.read(
  queue_name text, vt integer, qty integer, conditional jsonb default '{}'
) returns setof pgmq.message_record
  language plpgsql
as $$
begin
  return query execute format(
    'with found as (
       select msg_id from pgmq.%1$I
       where vt <= clock_timestamp() and message @> $3
       order by msg_id limit $1
       for update skip locked
     )
     update pgmq.%1$I as stored
     set vt = clock_timestamp() + $2, read_ct = read_ct + 1
     from found where stored.msg_id = found.msg_id
     returning stored.msg_id, read_ct, enqueued_at, stored.vt, message, headers',
    pgmq.format_table_name(queue_name, 'q')
  ) using qty, make_interval(secs => vt), conditional;
end
$$;

create function pgmq.read_with_poll(
  queue_name text,
  vt integer,
  qty integer,
  max_poll_seconds integer default 5,
  poll_interval_ms integer default 100,
  conditional jsonb default '{}'
) returns setof pgmq.message_record
  language plpgsql
as $$
declare
  stop_at timestamptz := clock_timestamp() + make_interval(secs => max_poll_seconds);
begin
  loop
    return query select * from pgmq.read(queue_name, vt, qty, conditional);
    if found or clock_timestamp() >= stop_at then
      return;
    end if;
    perform pg_sleep(poll_interval_ms / 1000.0);
  end loop;
end
$$;

create function pgmq.pop(queue_name text) returns setof pgmq.message_record
  language plpgsql
as $$
begin
  return query execute format(
    'delete from pgmq.%1$I where msg_id = (
       select msg_id from pgmq.%1$I where vt <= clock_timestamp()
       order by msg_id limit 1 for update skip locked
     )
     returning msg_id, read_ct, enqueued_at, vt, message, headers',
    pgmq.format_table_name(queue_name, 'q')
  );
end
$$;

create function pgmq.set_vt(queue_name text, msg_id bigint, vt integer)
  returns setof pgmq.message_record
  language plpgsql
as $$
begin
  return query execute format(
    'update pgmq.%I set vt = clock_timestamp() + $2 where msg_id = $1
     returning msg_id, read_ct, enqueued_at, vt, message, headers',
    pgmq.format_table_name(queue_name, 'q')
  ) using msg_id, make_interval(secs => vt);
end
$$;

create function pgmq.archive(queue_name text, msg_ids bigint[]) returns setof bigint
  language plpgsql
as $$
begin
  return query execute format(
    'with gone as (
       delete from pgmq.%I where msg_id = any($1)
       returning msg_id, vt, read_ct, enqueued_at, message, headers
     )
     insert into pgmq.%I (msg_id, vt, read_ct, enqueued_at, message, headers)
     select * from gone returning msg_id',
    pgmq.format_table_name(queue_name, 'q'), pgmq.format_table_name(queue_name, 'a')
  ) using msg_ids;
end
$$;

create function pgmq.archive(queue_name text, msg_id bigint) returns boolean
  language sql
as $$ select exists (select from pgmq.archive(queue_name, array[msg_id])) $$;

create function pgmq.delete(queue_name text, msg_ids bigint[]) returns setof bigint
  language plpgsql
as $$
begin
  return query execute format(
    'delete from pgmq.%I where msg_id = any($1) returning msg_id',
    pgmq.format_table_name(queue_name, 'q')
  ) using msg_ids;
end
$$;

create function pgmq.delete(queue_name text, msg_id bigint) returns boolean
  language sql
as $$ select exists (select from pgmq.delete(queue_name, array[msg_id])) $$;

create function pgmq.purge_queue(queue_name text) returns bigint
  language plpgsql
as $$
declare
  purged bigint;
begin
  execute format('select count(*) from pgmq.%I', pgmq.format_table_name(queue_name, 'q'))
  into purged;
  execute format('truncate pgmq.%I', pgmq.format_table_name(queue_name, 'q'));
  return purged;
end
$$;

create function pgmq.metrics(queue_name text) returns pgmq.metrics_result
  language plpgsql
as $$
declare
  queue text := pgmq.format_table_name(queue_name, 'q');
  measured pgmq.metrics_result;
begin
  execute format(
    'select $1, count(*),
       extract(epoch from now() - max(enqueued_at))::int,
       extract(epoch from now() - min(enqueued_at))::int,
       (select case when is_called then last_value else 0 end from pgmq.%I),
       now(),
       count(*) filter (where vt <= now())
     from pgmq.%I', queue || '_msg_id_seq', queue
  ) into measured using queue_name;
  return measured;
end
$$;

create function pgmq.metrics_all() returns setof pgmq.metrics_result
  language sql
as $$ select measured.* from pgmq.meta, pgmq.metrics(meta.queue_name) as measured $$;

create function pgmq.list_queues() returns setof pgmq.queue_record
  language sql
as $$ select queue_name, is_partitioned, is_unlogged, created_at from pgmq.meta $$;

-- the caller of `create` makes the queue
grant usage, create on schema pgmq to ":owner" with grant option;
grant all on pgmq.meta to ":owner" with grant option;
grant usage on schema pgmq to pg_monitor;
grant select on pgmq.meta to pg_monitor;

select pg_catalog.pg_extension_config_dump('pgmq.meta', '');
