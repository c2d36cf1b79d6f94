-- The checks need plpgsql's own parser: each call raises an error that says so.

create function @extschema@.plpgsql_check_function(
  funcoid regprocedure, relid regclass default 0, format text default 'text'
) returns setof text
  language plpgsql
as $$
begin
  raise exception 'plpgsql_check is a stand-in here: it checks nothing'
    using errcode = '0A000', hint = 'reset --engine=container has the real plpgsql_check';
end
$$;

create function @extschema@.plpgsql_check_function(
  name text, relid regclass default 0, format text default 'text'
) returns setof text
  language sql
as $$ select @extschema@.plpgsql_check_function(name::regprocedure, relid, format) $$;
