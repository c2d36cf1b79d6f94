-- Who may do what with an object, but for its owner: a row for each role and object.
with granted as (
  select
    'pg_class'::regclass as class,
    c.oid,
    0 as part,
    c.relowner as owner,
    coalesce(
      c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner)
    ) as acl,
    n.nspname as schema,
    case c.relkind
      when 'S' then 'sequence'
      when 'v' then 'view'
      when 'm' then 'materialized view'
      when 'f' then 'foreign table'
      else 'table'
    end as kind,
    format('%I.%I', n.nspname, c.relname) as name,
    null as column
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
  union all
  select
    'pg_class'::regclass, c.oid, a.attnum, c.relowner, a.attacl, n.nspname, 'column',
    format('%I.%I.%I', n.nspname, c.relname, a.attname), quote_ident(a.attname)
  from pg_attribute as a
  join pg_class as c on c.oid = a.attrelid
  join pg_namespace as n on n.oid = c.relnamespace
  where a.attacl is not null and not a.attisdropped
  union all
  select
    'pg_proc'::regclass, p.oid, 0, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)),
    n.nspname,
    case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
    format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)), null
  from pg_proc as p
  join pg_namespace as n on n.oid = p.pronamespace
  union all
  select
    'pg_type'::regclass, t.oid, 0, t.typowner, coalesce(t.typacl, acldefault('T', t.typowner)),
    n.nspname,
    case t.typtype
      when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'composite type'
    end,
    format('%I.%I', n.nspname, t.typname), null
  from pg_type as t
  join pg_namespace as n on n.oid = t.typnamespace
  left join pg_class as c on c.oid = t.typrelid
  where t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c'
  union all
  select
    'pg_namespace'::regclass, n.oid, 0, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner)),
    n.nspname, 'schema', quote_ident(n.nspname), null
  from pg_namespace as n
  union all
  select
    'pg_foreign_server'::regclass, s.oid, 0, s.srvowner, s.srvacl, null, 'foreign server',
    quote_ident(s.srvname), null
  from pg_foreign_server as s
  union all
  select
    'pg_database'::regclass, d.oid, 0, d.datdba, coalesce(d.datacl, acldefault('d', d.datdba)),
    null, 'database', 'itself', null
  from pg_database as d
  where d.datname = current_database()
)
select
  'grant' as kind,
  g.schema,
  format('%s on %s %s', role.name, g.kind, g.name) as name,
  concat_ws(' ', g.kind, g.name) as part_of,
  jsonb_build_object('privileges', string_agg(
    acl.privilege_type || case when acl.is_grantable then ' with grant option' else '' end,
    ', ' order by acl.privilege_type
  )) as facts,
  jsonb_build_object(
    'role', role.name, 'of', g.kind, 'on', g.name, 'column', g.column
  ) as parts
from granted as g
cross join lateral aclexplode(g.acl) as acl
cross join lateral (
  select case acl.grantee when 0 then 'public' else acl.grantee::regrole::text end as name
) as role
where acl.grantee <> g.owner
  and coalesce(g.schema, '') not like 'pg\_%'
  and coalesce(g.schema, '') <> 'information_schema'
  and not exists (
    select from pg_depend as d
    where d.classid = g.class and d.objid = g.oid
      -- what a range makes by itself has its own grants
      and (d.deptype = 'e' or d.deptype = 'i' and g.class = 'pg_proc'::regclass)
  )
group by g.schema, g.kind, g.name, g.column, role.name
