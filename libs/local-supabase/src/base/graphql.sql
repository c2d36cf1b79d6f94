-- What a hosted project has while pg_graphql is not enabled: an entry that says so.

create schema if not exists graphql authorization supabase_admin;
grant usage on schema graphql to anon, authenticated, service_role;
grant usage on schema graphql to ":owner" with grant option;
create schema if not exists graphql_public authorization supabase_admin;
grant usage on schema graphql_public to anon, authenticated, service_role;
grant usage on schema graphql_public to ":owner" with grant option;

create function graphql_public.graphql(
  "operationName" text default null,
  query text default null,
  variables jsonb default null,
  extensions jsonb default null
) returns jsonb
  language sql stable
  return jsonb_build_object(
    'errors', jsonb_build_array(
      jsonb_build_object('message', 'pg_graphql extension is not enabled.')
    )
  );
