create or replace function contracts.as_clients_read(document jsonb, levels integer)
returns jsonb
language plpgsql
immutable
strict
parallel safe
set search_path = ''
set extra_float_digits = 1
as $contract$
declare
  kind constant text := jsonb_typeof(document);
  read_back jsonb := document;
begin
  -- most documents end here: no number of 16 digits or more, so none that is rounded
  if document::text !~ '[0-9.]{16}' then
    return null;
  end if;
  if kind = 'number' then
    begin
      read_back := to_jsonb(document::float8);
    exception when numeric_value_out_of_range then
      -- too small is 0; too large is infinity, which no contract takes, nor this number
      read_back := case when abs(document::numeric) < 1 then '0' else document end;
    end;
  elsif levels > 0 and kind = 'array' then
    select jsonb_agg(
      coalesce(contracts.as_clients_read(element, levels - 1), element) order by place
    )
    into read_back
    from jsonb_array_elements(document) with ordinality as elements (element, place);
  elsif levels > 0 and kind = 'object' then
    select jsonb_object_agg(
      entry.key, coalesce(contracts.as_clients_read(entry.value, levels - 1), entry.value)
    )
    into read_back
    from jsonb_each(document) as entry;
  end if;
  return nullif(read_back, document);
end;
$contract$;
comment on function contracts.as_clients_read(jsonb, integer) is 'A document with its numbers as a client reads them, rounded to doubles, down to some levels of objects and lists. NULL if that changes nothing.';
