do $domain$
begin
  if to_regtype('public.:name') is null then
    create domain public.:name as jsonb;
  end if;
end
$domain$;
alter domain public.:name drop constraint if exists :constraint;
alter domain public.:name add constraint :constraint
  check (contracts.:name(value));
comment on domain public.:name is :comment;
