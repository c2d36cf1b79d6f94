-- Nothing here answers GraphQL: each call raises an error that says so.

create function @extschema@.resolve(
  query text,
  variables jsonb default '{}',
  "operationName" text default null,
  extensions jsonb default null
) returns jsonb
  language plpgsql
as $$
begin
  raise exception 'pg_graphql is a stand-in here: no query is answered'
    using errcode = '0A000', hint = 'reset --engine=container has the real pg_graphql';
end
$$;

grant execute on function @extschema@.resolve to ":owner", anon, authenticated, service_role;
