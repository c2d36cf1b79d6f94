-- JSON Web Tokens with HMAC, as pgjwt's functions have them.

create function @extschema@.url_encode(data bytea) returns text
  language sql immutable
as $$ select translate(encode(data, 'base64'), E'+/=\n', '-_') $$;

create function @extschema@.url_decode(data text) returns bytea
  language sql immutable
as $$
  select decode(
    rpad(translate(data, '-_', '+/'), (length(data) + 3) / 4 * 4, '='), 'base64'
  )
$$;

create function @extschema@.algorithm_sign(signables text, secret text, algorithm text)
  returns text
  language sql immutable
as $$
  select @extschema@.url_encode(@extschema:pgcrypto@.hmac(
    signables, secret,
    case algorithm when 'HS256' then 'sha256' when 'HS384' then 'sha384'
      when 'HS512' then 'sha512' else '' end
  ))
$$;

create function @extschema@.sign(payload json, secret text, algorithm text default 'HS256')
  returns text
  language sql immutable
as $$
  select signed || '.' || @extschema@.algorithm_sign(signed, secret, algorithm)
  from (
    select
      @extschema@.url_encode(
        convert_to(format('{"alg":"%s","typ":"JWT"}', algorithm), 'UTF8')
      ) || '.' || @extschema@.url_encode(convert_to(payload::text, 'UTF8')) as signed
  ) as parts
$$;

create function @extschema@.try_cast_double(inp text) returns double precision
  language plpgsql immutable
as $$
begin
  return inp::double precision;
exception when others then
  return null;
end
$$;

create function @extschema@.verify(token text, secret text, algorithm text default 'HS256')
  returns table (header json, payload json, valid boolean)
  language sql stable
as $$
  select
    read.header,
    read.payload,
    signature = @extschema@.algorithm_sign(signed, secret, algorithm)
      and now() >= coalesce(
        to_timestamp(@extschema@.try_cast_double(read.payload ->> 'nbf')), '-infinity'
      )
      and now() < coalesce(
        to_timestamp(@extschema@.try_cast_double(read.payload ->> 'exp')), 'infinity'
      )
  from (
    select
      convert_from(@extschema@.url_decode(split_part(token, '.', 1)), 'UTF8')::json as header,
      convert_from(@extschema@.url_decode(split_part(token, '.', 2)), 'UTF8')::json as payload,
      split_part(token, '.', 1) || '.' || split_part(token, '.', 2) as signed,
      split_part(token, '.', 3) as signature
  ) as read
$$;
