-- The contracts' objects in a database: the schema $1 with its functions, the CHECKs and the
-- domains whose constraints end in $2, and the comments on JSONB columns.
select
  'schema' as kind,
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
  p.proname,
  concat_ws(' ', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = $1
union all
select 'check', c.relname, k.conname, pg_get_constraintdef(k.oid)
from pg_catalog.pg_constraint k
join pg_catalog.pg_class c on c.oid = k.conrelid
where c.relnamespace = 'public'::regnamespace
  and k.contype = 'c'
  and k.conname like '%' || replace($2, '_', '\_')
union all
select
  'domain',
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
join pg_catalog.pg_constraint k on k.contypid = t.oid
where t.typnamespace = 'public'::regnamespace
  and t.typtype = 'd'
  and k.conname like '%' || replace($2, '_', '\_')
union all
select 'comment', c.relname, a.attname, col_description(c.oid, a.attnum)
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'public'::regnamespace
  and a.atttypid = 'jsonb'::regtype
order by kind, "table", name;
