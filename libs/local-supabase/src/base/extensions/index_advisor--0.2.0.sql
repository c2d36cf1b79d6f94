create function @extschema@.index_advisor(query text) returns table (
  startup_cost_before jsonb,
  startup_cost_after jsonb,
  total_cost_before jsonb,
  total_cost_after jsonb,
  index_statements text[],
  errors text[]
)
  language plpgsql
as $$
begin
  raise exception 'index_advisor is a stand-in here: it gives no advice'
    using errcode = '0A000', hint = 'reset --engine=container has the real index_advisor';
end
$$;
