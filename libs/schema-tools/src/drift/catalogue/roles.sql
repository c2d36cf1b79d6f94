-- Roles with what they may, what they are members of, and the settings of roles and the database.
select
  'role' as kind,
  null as schema,
  quote_ident(r.rolname) as name,
  null as part_of,
  jsonb_build_object(
    'superuser', case when r.rolsuper then 'yes' else 'no' end,
    'bypasses row level security', case when r.rolbypassrls then 'yes' else 'no' end,
    'logs in', case when r.rolcanlogin then 'yes' else 'no' end,
    'inherits', case when r.rolinherit then 'yes' else 'no' end,
    'creates roles', case when r.rolcreaterole then 'yes' else 'no' end,
    'creates databases', case when r.rolcreatedb then 'yes' else 'no' end,
    'replicates', case when r.rolreplication then 'yes' else 'no' end,
    'connections', nullif(r.rolconnlimit, -1)::text,
    'comment', shobj_description(r.oid, 'pg_authid')
  ) as facts,
  '{}'::jsonb as parts
from pg_roles as r
where r.rolname not like 'pg\_%'
union all
select
  'membership', null,
  format('%I in %I', member.rolname, role.rolname),
  format('role %I', member.rolname),
  '{}',
  jsonb_build_object('member', quote_ident(member.rolname), 'role', quote_ident(role.rolname))
from pg_auth_members as m
join pg_roles as role on role.oid = m.roleid
join pg_roles as member on member.oid = m.member
where member.rolname not like 'pg\_%'
group by member.rolname, role.rolname
union all
select
  'setting', null,
  format('%s of %s%s', split_part(one.setting, '=', 1),
    coalesce('role ' || quote_ident(r.rolname), 'the database'),
    case when s.setrole <> 0 and s.setdatabase <> 0 then ' in this database' else '' end),
  'role ' || quote_ident(r.rolname),
  jsonb_build_object('value', substr(one.setting, strpos(one.setting, '=') + 1)),
  jsonb_build_object(
    'setting', split_part(one.setting, '=', 1), 'role', quote_ident(r.rolname),
    'here', s.setdatabase <> 0
  )
from pg_db_role_setting as s
left join pg_roles as r on r.oid = s.setrole
cross join lateral unnest(s.setconfig) as one (setting)
where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
