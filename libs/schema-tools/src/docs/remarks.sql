-- What facts and catalogue of the tools leave out: definitions and comments, for people.
-- $1: the schemas.
with relation as (
  select c.oid, format('%I.%I', n.nspname, c.relname) as owner
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[])
)
select * from (
select 'constraint' as kind, owner, conname::text as name, contype::text as detail,
  pg_get_constraintdef(k.oid, true) as definition,
  obj_description(k.oid, 'pg_constraint') as comment
from pg_constraint as k
join relation as r on r.oid = k.conrelid
where contype in ('p', 'u', 'c', 'f', 'x')
union all
select 'index', owner, i.relname::text,
  json_build_object('isUnique', indisunique, 'keys', array(
    select json_build_object(
      'text', coalesce(a.attname, pg_get_indexdef(x.indexrelid, place, true)),
      'isDescending', indoption[place - 1] & 1 = 1
    )
    from generate_series(1, indnkeyatts) as place
    left join pg_attribute as a on a.attrelid = x.indrelid and a.attnum = indkey[place - 1]
    order by place
  ))::text,
  pg_get_indexdef(x.indexrelid),
  obj_description(x.indexrelid, 'pg_class')
from pg_index as x
join relation as r on r.oid = x.indrelid
join pg_class as i on i.oid = x.indexrelid
where not exists (
  select from pg_constraint where conindid = x.indexrelid and contype in ('p', 'u', 'x')
)
union all
select 'trigger', owner, tgname::text, '', pg_get_triggerdef(t.oid, true),
  obj_description(t.oid, 'pg_trigger')
from pg_trigger as t
join relation as r on r.oid = t.tgrelid
where not tgisinternal
union all
select 'partition', owner, format('%I.%I', n.nspname, c.relname), '',
  pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class')
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
join relation as r on r.oid = pg_partition_root(c.oid)
where c.relispartition and c.relkind in ('r', 'p', 'f')
union all
select 'policy', owner, polname::text, '', '', obj_description(p.oid, 'pg_policy')
from pg_policy as p
join relation as r on r.oid = p.polrelid
union all
select 'generated', owner, attname::text, '', pg_get_expr(adbin, adrelid), null
from pg_attrdef as d
join relation as r on r.oid = d.adrelid
join pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
where attgenerated <> ''
union all
select 'function', format('%I.%I', n.nspname, proname),
  array_to_string(array(select format_type(type, null)
    from unnest(proargtypes::oid[]) with ordinality as a (type, place) order by place), ', '),
  lanname::text,
  '',
  obj_description(p.oid, 'pg_proc')
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
join pg_language as l on l.oid = p.prolang
where n.nspname = any ($1::text[])
) as remarks
order by kind, owner collate "C", name collate "C"
