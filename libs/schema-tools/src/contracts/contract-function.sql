create or replace function contracts.:name(document jsonb)
returns boolean
language plpgsql
immutable
strict
parallel safe
set search_path = ''
as $:quote$
begin
  -- compiled from :exported of :from
:verdict
end;
$:quote$;
comment on function contracts.:name(jsonb) is :comment;
