-- The types and functions of http. Nothing is sent: each request raises an error that says so.

create domain @extschema@.http_method as text;
create domain @extschema@.content_type as text check (value ~ '^\S+\/\S+');
create type @extschema@.http_header as (field varchar, value varchar);
create type @extschema@.http_response as (
  status integer,
  content_type varchar,
  headers @extschema@.http_header[],
  content varchar
);
create type @extschema@.http_request as (
  method @extschema@.http_method,
  uri varchar,
  headers @extschema@.http_header[],
  content_type varchar,
  content varchar
);

create function @extschema@.http(request @extschema@.http_request)
  returns @extschema@.http_response
  language plpgsql
as $$
begin
  raise exception 'http is a stand-in here: % % was not sent', request.method, request.uri
    using errcode = '0A000', hint = 'reset --engine=container has the real http';
end
$$;

create function @extschema@.http_header(field varchar, value varchar)
  returns @extschema@.http_header
  language sql immutable
  return row(field, value)::@extschema@.http_header;

create function @extschema@.http_headers(variadic args text[])
  returns @extschema@.http_header[]
  language plpgsql immutable strict
as $$
begin
  if cardinality(args) % 2 <> 0 then
    raise exception 'Arguments must be provided in key-value pairs';
  end if;
  return array(
    select row(args[place], args[place + 1])::@extschema@.http_header
    from generate_series(1, cardinality(args), 2) as place
  );
end
$$;

create function @extschema@.urlencode(string bytea) returns text
  language sql immutable strict
as $$
  select coalesce(string_agg(
    case
      when byte ~ '^(2d|2e|5f|7e|3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])$'
        then convert_from(decode(byte, 'hex'), 'UTF8')
      else '%' || upper(byte)
    end, '' order by place), '')
  from (
    select encode(substr(string, place, 1), 'hex') as byte, place
    from generate_series(1, octet_length(string)) as place
  ) as bytes
$$;

create function @extschema@.urlencode(string varchar) returns text
  language sql immutable strict
  return @extschema@.urlencode(convert_to(string, 'UTF8'));

create function @extschema@.urlencode(data jsonb) returns text
  language sql immutable strict
as $$
  select coalesce(
    string_agg(
      @extschema@.urlencode(pair.key::varchar) || '=' || @extschema@.urlencode(pair.value::varchar),
      '&'
    ), '')
  from jsonb_each_text(data) as pair
$$;

create function @extschema@.http_get(uri varchar) returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('GET', $1, null, null, null)::@extschema@.http_request) $$;

create function @extschema@.http_get(uri varchar, data jsonb) returns @extschema@.http_response
  language sql
as $$
  select @extschema@.http(
    ('GET', $1 || '?' || @extschema@.urlencode($2), null, null, null)::@extschema@.http_request
  )
$$;

create function @extschema@.http_post(uri varchar, content varchar, content_type varchar)
  returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('POST', $1, null, $3, $2)::@extschema@.http_request) $$;

create function @extschema@.http_post(uri varchar, data jsonb)
  returns @extschema@.http_response
  language sql
as $$
  select @extschema@.http(
    ('POST', $1, null, 'application/x-www-form-urlencoded', @extschema@.urlencode($2))
      ::@extschema@.http_request
  )
$$;

create function @extschema@.http_put(uri varchar, content varchar, content_type varchar)
  returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('PUT', $1, null, $3, $2)::@extschema@.http_request) $$;

create function @extschema@.http_patch(uri varchar, content varchar, content_type varchar)
  returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('PATCH', $1, null, $3, $2)::@extschema@.http_request) $$;

create function @extschema@.http_delete(uri varchar) returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('DELETE', $1, null, null, null)::@extschema@.http_request) $$;

create function @extschema@.http_delete(uri varchar, content varchar, content_type varchar)
  returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('DELETE', $1, null, $3, $2)::@extschema@.http_request) $$;

create function @extschema@.http_head(uri varchar) returns @extschema@.http_response
  language sql
as $$ select @extschema@.http(('HEAD', $1, null, null, null)::@extschema@.http_request) $$;

-- options of curl, which is not there
create function @extschema@.http_set_curlopt(curlopt varchar, value varchar) returns boolean
  language sql
as $$ select true $$;

create function @extschema@.http_reset_curlopt() returns boolean
  language sql
as $$ select true $$;

create function @extschema@.http_list_curlopt() returns table (curlopt text, value text)
  language sql
as $$ select null::text, null::text where false $$;

create function @extschema@.text_to_bytea(data text) returns bytea
  language sql immutable strict
  return convert_to(data, 'UTF8');

create function @extschema@.bytea_to_text(data bytea) returns text
  language sql immutable strict
  return convert_from(data, 'UTF8');
