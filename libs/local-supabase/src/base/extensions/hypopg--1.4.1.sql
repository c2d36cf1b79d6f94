-- Hypothetical indexes need a hook of the planner: each call raises an error that says so.

create function @extschema@.hypopg_create_index(
  sql_order text, out indexrelid oid, out indexname text
) returns setof record
  language plpgsql
as $$
begin
  raise exception 'hypopg is a stand-in here: there are no hypothetical indexes'
    using errcode = '0A000', hint = 'reset --engine=container has the real hypopg';
end
$$;

create function @extschema@.hypopg_drop_index(indexid oid) returns bool
  language plpgsql
as $$
begin
  raise exception 'hypopg is a stand-in here: there are no hypothetical indexes'
    using errcode = '0A000', hint = 'reset --engine=container has the real hypopg';
end
$$;

create function @extschema@.hypopg_reset() returns void
  language sql
as $$ select $$;
