-- The contracts' objects in a database: the schema $1 with its functions, the CHECKs and the
-- domains whose constraints end in $2, and the comments on JSONB columns of tables. CHECKs and
-- domains are looked for in the schemas $3, and wherever one calls a function of the schema $1.
with calling as (
  select d.objid as oid
  from pg_catalog.pg_depend d
  join pg_catalog.pg_proc p on p.oid = d.refobjid
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where d.classid = 'pg_catalog.pg_constraint'::regclass
    and d.refclassid = 'pg_catalog.pg_proc'::regclass
    and n.nspname = $1
)
select
  'schema' as kind,
  null as schema,
  null as table,
  n.nspname as name,
  concat_ws(
    ' ',
    obj_description(n.oid, 'pg_namespace'),
    has_schema_privilege('public', n.oid, 'usage')
  ) as definition
from pg_catalog.pg_namespace n
where n.nspname = $1
union all
select
  'function',
  null,
  null,
  p.proname,
  concat_ws(' ', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = $1
union all
select 'check', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)
from pg_catalog.pg_constraint k
join pg_catalog.pg_class c on c.oid = k.conrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where k.contype = 'c'
  -- a partition has those of its table
  and k.conislocal
  and k.conname like '%' || replace($2, '_', '\_')
  and (n.nspname = any ($3::text[]) or k.oid in (select oid from calling))
union all
select
  'domain',
  n.nspname,
  null,
  t.typname,
  concat_ws(
    ' ',
    format_type(t.typbasetype, t.typtypmod),
    k.conname,
    pg_get_constraintdef(k.oid),
    obj_description(t.oid, 'pg_type')
  )
from pg_catalog.pg_type t
join pg_catalog.pg_namespace n on n.oid = t.typnamespace
join pg_catalog.pg_constraint k on k.contypid = t.oid
where t.typtype = 'd'
  and k.conname like '%' || replace($2, '_', '\_')
  and (n.nspname = any ($3::text[]) or k.oid in (select oid from calling))
union all
select 'comment', n.nspname, c.relname, a.attname, col_description(c.oid, a.attnum)
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = any ($3::text[])
  and c.relkind in ('r', 'p')
  and not c.relispartition
  and a.atttypid = 'jsonb'::regtype
order by kind, schema, "table", name;
