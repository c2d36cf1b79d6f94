-- Indexes, but for those that belong to a constraint.
select
  'index' as kind,
  n.nspname as schema,
  format('%I.%I', n.nspname, i.relname) as name,
  format(
    '%s %I.%I',
    case c.relkind when 'm' then 'materialized view' else 'table' end,
    n.nspname,
    c.relname
  ) as part_of,
  jsonb_build_object(
    'definition', pg_get_indexdef(i.oid),
    'state', case when x.indisvalid and x.indisready then 'valid' else 'invalid' end,
    'clustered on', case when x.indisclustered then 'yes' end,
    'comment', obj_description(i.oid, 'pg_class')
  ) as facts,
  jsonb_build_object('relation', format('%I.%I', n.nspname, c.relname)) as parts
from pg_index as x
join pg_class as i on i.oid = x.indexrelid
join pg_class as c on c.oid = x.indrelid
join pg_namespace as n on n.oid = c.relnamespace
where not i.relispartition
  and n.nspname not like 'pg\_%'
  and not exists (
    select from pg_constraint as k where k.conindid = i.oid and k.contype in ('p', 'u', 'x')
  )
  and not exists (
    select from pg_depend as e
    where e.classid = 'pg_class'::regclass and e.objid in (i.oid, c.oid) and e.deptype = 'e'
  )
