-- What new objects of a role are granted.
select
  'default privileges' as kind,
  n.nspname as schema,
  format(
    'of %s for new %s%s to %s',
    maker.name,
    objects.name,
    coalesce(format(' in %I', n.nspname), ''),
    role.name
  ) as name,
  null as part_of,
  jsonb_build_object('privileges', string_agg(
    acl.privilege_type || case when acl.is_grantable then ' with grant option' else '' end,
    ', ' order by acl.privilege_type
  )) as facts,
  jsonb_build_object(
    'maker', maker.name, 'objects', objects.name, 'role', role.name,
    'schema', quote_ident(n.nspname)
  ) as parts
from pg_default_acl as d
left join pg_namespace as n on n.oid = d.defaclnamespace
cross join lateral aclexplode(d.defaclacl) as acl
cross join lateral (select d.defaclrole::regrole::text as name) as maker
cross join lateral (
  select case d.defaclobjtype
    when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
    when 'T' then 'types' else 'schemas'
  end as name
) as objects
cross join lateral (
  select case acl.grantee when 0 then 'public' else acl.grantee::regrole::text end as name
) as role
where acl.grantee <> d.defaclrole
group by n.nspname, maker.name, objects.name, role.name
