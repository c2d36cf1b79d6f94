-- Schemas, extensions, and what publications publish.
select
  'schema' as kind,
  n.nspname as schema,
  quote_ident(n.nspname) as name,
  null as part_of,
  case when n.nspname = 'public' then '{}'::jsonb else jsonb_build_object(
    'owner', n.nspowner::regrole,
    'comment', obj_description(n.oid, 'pg_namespace')
  ) end as facts,
  '{}'::jsonb as parts
from pg_namespace as n
where n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e'
  )
union all
select
  'extension', null, quote_ident(e.extname), null,
  jsonb_build_object('schema', n.nspname), '{}'
from pg_extension as e
join pg_namespace as n on n.oid = e.extnamespace
union all
select
  'publication', null, quote_ident(p.pubname), null,
  jsonb_build_object(
    'tables', case when p.puballtables then 'all' end,
    'publishes', concat_ws(', ', case when p.pubinsert then 'insert' end,
      case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end,
      case when p.pubtruncate then 'truncate' end),
    'by the root of partitions', case when p.pubviaroot then 'yes' end,
    'owner', p.pubowner::regrole,
    'comment', obj_description(p.oid, 'pg_publication')
  ), '{}'
from pg_publication as p
union all
select
  'published table', null,
  format('%I.%I in %I', n.nspname, c.relname, p.pubname),
  format('publication %I', p.pubname),
  jsonb_build_object(
    'columns', (
      select string_agg(quote_ident(a.attname), ', ' order by a.attname)
      from pg_attribute as a where a.attrelid = c.oid and a.attnum = any (r.prattrs::int2[])
    ),
    'where', pg_get_expr(r.prqual, r.prrelid)
  ),
  jsonb_build_object(
    'publication', quote_ident(p.pubname), 'table', format('%I.%I', n.nspname, c.relname)
  )
from pg_publication_rel as r
join pg_publication as p on p.oid = r.prpubid
join pg_class as c on c.oid = r.prrelid
join pg_namespace as n on n.oid = c.relnamespace
union all
select
  'published schema', null, format('%I in %I', n.nspname, p.pubname),
  format('publication %I', p.pubname), '{}',
  jsonb_build_object('publication', quote_ident(p.pubname), 'schema', quote_ident(n.nspname))
from pg_publication_namespace as r
join pg_publication as p on p.oid = r.pnpubid
join pg_namespace as n on n.oid = r.pnnspid
