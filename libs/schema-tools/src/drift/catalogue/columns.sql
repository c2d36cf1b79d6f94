-- Columns of tables, and those of views that have a comment. Their order is not read.
select
  'column' as kind,
  n.nspname as schema,
  format('%I.%I.%I', n.nspname, c.relname, a.attname) as name,
  format(
    '%s %I.%I',
    case c.relkind
      when 'v' then 'view'
      when 'm' then 'materialized view'
      when 'f' then 'foreign table'
      else 'table'
    end,
    n.nspname,
    c.relname
  ) as part_of,
  case
    when c.relkind in ('v', 'm') then
      jsonb_build_object('comment', col_description(c.oid, a.attnum))
    else jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod),
      'not null', case when a.attnotnull then 'yes' else 'no' end,
      'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
      'generated', case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end,
      'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
      'collation',
        case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end,
      'storage', case when a.attstorage <> t.typstorage then case a.attstorage
        when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended'
      end end,
      'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end,
      'statistics', nullif(a.attstattarget, -1)::text,
      'options', array_to_string(a.attoptions, ', '),
      'comment', col_description(c.oid, a.attnum)
    )
  end as facts,
  jsonb_build_object(
    'relation', format('%I.%I', n.nspname, c.relname), 'column', quote_ident(a.attname)
  ) as parts
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid
join pg_namespace as n on n.oid = c.relnamespace
join pg_type as t on t.oid = a.atttypid
left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
where a.attnum > 0
  and not a.attisdropped
  and (
    c.relkind in ('r', 'p', 'f')
    or c.relkind in ('v', 'm') and col_description(c.oid, a.attnum) is not null
  )
  and not c.relispartition
  and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as e
    where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e'
  )
