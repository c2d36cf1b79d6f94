-- Sequences; one that belongs to a column is a part of it.
select
  'sequence' as kind,
  n.nspname as schema,
  format('%I.%I', n.nspname, c.relname) as name,
  coalesce(
    'column ' || owner.name,
    format('schema %I', n.nspname)
  ) as part_of,
  jsonb_build_object(
    'type', s.seqtypid::regtype,
    'start', s.seqstart::text,
    'increment', s.seqincrement::text,
    'minimum', s.seqmin::text,
    'maximum', s.seqmax::text,
    'cache', s.seqcache::text,
    'cycle', case when s.seqcycle then 'yes' else 'no' end,
    'persistence', case c.relpersistence when 'u' then 'unlogged' end,
    'owned by', owner.name,
    'owner', c.relowner::regrole,
    'comment', obj_description(c.oid, 'pg_class')
  ) as facts,
  jsonb_build_object('identity', coalesce(owner.is_identity, false)) as parts
from pg_sequence as s
join pg_class as c on c.oid = s.seqrelid
join pg_namespace as n on n.oid = c.relnamespace
left join lateral (
  select
    format('%I.%I.%I', tn.nspname, tc.relname, a.attname) as name,
    d.deptype = 'i' as is_identity
  from pg_depend as d
  join pg_class as tc on tc.oid = d.refobjid
  join pg_namespace as tn on tn.oid = tc.relnamespace
  join pg_attribute as a on a.attrelid = tc.oid and a.attnum = d.refobjsubid
  where d.classid = 'pg_class'::regclass and d.objid = c.oid
    and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
) as owner on true
where n.nspname not like 'pg\_%'
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
  )
