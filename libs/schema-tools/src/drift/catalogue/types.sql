-- Enums, domains, composite types and ranges that migrations make.
select
  case t.typtype
    when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range' else 'composite type'
  end as kind,
  n.nspname as schema,
  format('%I.%I', n.nspname, t.typname) as name,
  format('schema %I', n.nspname) as part_of,
  jsonb_build_object(
    'values', (
      select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
      from pg_enum where enumtypid = t.oid
    ),
    'type', case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
    'not null', case when t.typtype = 'd' then case when t.typnotnull then 'yes' else 'no' end end,
    'default', case when t.typtype = 'd' then pg_get_expr(t.typdefaultbin, 0) end,
    'attributes', (
      select string_agg(
        format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum
      )
      from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped
    ),
    'subtype', (select rngsubtype::regtype::text from pg_range where rngtypid = t.oid),
    'owner', t.typowner::regrole,
    'comment', obj_description(t.oid, 'pg_type')
  ) as facts,
  '{}'::jsonb as parts
from pg_type as t
join pg_namespace as n on n.oid = t.typnamespace
left join pg_class as c on c.oid = t.typrelid
where (t.typtype in ('e', 'd', 'r') or t.typtype = 'c' and c.relkind = 'c')
  and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e'
  )
