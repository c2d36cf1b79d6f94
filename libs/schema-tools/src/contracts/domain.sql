do $domain$
begin
  if to_regtype(:literal) is null then
    create domain :type as jsonb;
  end if;
end
$domain$;
alter domain :type drop constraint if exists :constraint;
alter domain :type add constraint :constraint
  check (:function(value));
comment on domain :type is :comment;
