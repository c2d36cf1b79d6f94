-- pg_net's requests: they are stored, and no worker sends them.

create schema if not exists net;

create domain net.http_method as text check (lower(value) in ('get', 'post', 'delete'));
create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (
  status net.request_status,
  message text,
  response net.http_response
);

create unlogged table net.http_request_queue (
  id bigserial,
  method net.http_method not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds int not null
);

create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out bool,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);

-- Percent-encodes what RFC 3986 does not leave as it is.
create function net._urlencode_string(string varchar) returns text
  language sql immutable
  set search_path = ''
as $$
  select coalesce(string_agg(
    case
      when byte ~ '^(2d|2e|5f|7e|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])$'
        then convert_from(decode(byte, 'hex'), 'UTF8')
      else '%' || upper(byte)
    end, '' order by place), '')
  from (
    select encode(substr(convert_to(string, 'UTF8'), place, 1), 'hex') as byte, place
    from generate_series(1, octet_length(convert_to(string, 'UTF8'))) as place
  ) as bytes
$$;

create function net._queue(
  method text, url text, params jsonb, headers jsonb, body jsonb, timeout_milliseconds int
) returns bigint
  language sql
  set search_path = ''
as $$
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  select
    method,
    url || coalesce(
      case when strpos(url, '?') > 0 then '&' else '?' end || string_agg(
        net._urlencode_string(pair.key) || '=' || net._urlencode_string(pair.value), '&'
      ), ''),
    headers,
    convert_to(body::text, 'UTF8'),
    timeout_milliseconds
  from jsonb_each_text(params) as pair
  returning id
$$;

create function net.http_get(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds int default 5000
) returns bigint
  language sql security definer
  set search_path = net
as $$ select net._queue('GET', url, params, headers, null, timeout_milliseconds) $$;

create function net.http_post(
  url text,
  body jsonb default '{}',
  params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds int default 5000
) returns bigint
  language plpgsql security definer
  set search_path = net
as $$
declare
  content_type text := (
    select value from jsonb_each_text(coalesce(headers, '{}'))
    where lower(key) = 'content-type' limit 1
  );
begin
  if content_type <> 'application/json' then
    raise exception 'Content-Type header must be "application/json"';
  end if;
  if content_type is null then
    headers := coalesce(headers, '{}') || '{"Content-Type": "application/json"}';
  end if;
  return net._queue('POST', url, params, headers, body, timeout_milliseconds);
end
$$;

create function net.http_delete(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds int default 5000,
  body jsonb default null
) returns bigint
  language sql security definer
  set search_path = net
as $$ select net._queue('DELETE', url, params, headers, body, timeout_milliseconds) $$;

create function net._http_collect_response(request_id bigint, async bool default true)
  returns net.http_response_result
  language plpgsql
as $$
begin
  if not async then
    raise exception 'pg_net is a stand-in here: no response will come'
      using errcode = '0A000', hint = 'reset --engine=container has the real pg_net';
  end if;
  return (
    select coalesce(
      (
        select row(
          case when error_msg is null then 'SUCCESS' else 'ERROR' end,
          coalesce(error_msg, 'ok'),
          row(status_code, headers, content)::net.http_response
        )::net.http_response_result
        from net._http_response where id = request_id
      ),
      row('ERROR', 'request matching request_id not found', null)::net.http_response_result
    )
  );
end
$$;

create function net.http_collect_response(request_id bigint, async bool default true)
  returns net.http_response_result
  language sql
as $$ select net._http_collect_response(request_id, async) $$;

create function net.worker_restart() returns bool
  language sql
as $$ select false $$;

create function net.wake() returns void
  language sql
as $$ select $$;

create function net.check_worker_is_up() returns void
  language plpgsql
as $$
begin
  raise exception 'pg_net is a stand-in here: there is no worker'
    using errcode = '0A000', hint = 'reset --engine=container has the real pg_net';
end
$$;

revoke all on function net._queue, net.http_get, net.http_post, net.http_delete from public;
grant execute on function net.http_get, net.http_post, net.http_delete
  to ":owner", anon, authenticated, service_role, supabase_functions_admin;
grant usage on schema net to public;
grant all on all tables in schema net to public;
grant all on all sequences in schema net to public;

select pg_catalog.pg_extension_config_dump('net.http_request_queue', '');
