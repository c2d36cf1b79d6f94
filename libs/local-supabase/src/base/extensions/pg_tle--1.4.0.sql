-- Extensions cannot be installed from SQL here: each call raises an error that says so.

create function pgtle.install_extension(
  name text, version text, description text, ext text, requires text[] default null
) returns boolean
  language plpgsql
as $$
begin
  raise exception 'pg_tle is a stand-in here: the extension % is not installed', name
    using errcode = '0A000', hint = 'reset --engine=container has the real pg_tle';
end
$$;

create function pgtle.uninstall_extension(extname text) returns boolean
  language plpgsql
as $$
begin
  raise exception 'pg_tle is a stand-in here: it installs no extensions'
    using errcode = '0A000', hint = 'reset --engine=container has the real pg_tle';
end
$$;

create function pgtle.uninstall_extension_if_exists(extname text) returns boolean
  language sql
as $$ select false $$;

create function pgtle.available_extensions(
  out name name, out default_version text, out comment text
) returns setof record
  language sql
as $$ select null::name, null::text, null::text where false $$;

grant usage on schema pgtle to ":owner" with grant option;
