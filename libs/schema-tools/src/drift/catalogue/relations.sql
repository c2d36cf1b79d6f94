-- Tables, views, materialized views and foreign tables.
select
  case c.relkind
    when 'v' then 'view'
    when 'm' then 'materialized view'
    when 'f' then 'foreign table'
    else 'table'
  end as kind,
  n.nspname as schema,
  format('%I.%I', n.nspname, c.relname) as name,
  format('schema %I', n.nspname) as part_of,
  jsonb_build_object(
    'owner', c.relowner::regrole,
    'comment', obj_description(c.oid, 'pg_class'),
    'row level security',
      case
        when c.relkind not in ('r', 'p') then null when c.relrowsecurity then 'on' else 'off'
      end,
    'forced on the owner',
      case
        when c.relkind not in ('r', 'p') then null when c.relforcerowsecurity then 'yes' else 'no'
      end,
    'persistence', case c.relpersistence when 'u' then 'unlogged' end,
    'options', (
      select string_agg(option, ', ' order by option)
      from (
        select unnest(c.reloptions) as option
        union all
        select 'toast.' || unnest(t.reloptions) from pg_class as t where t.oid = c.reltoastrelid
      ) as options
    ),
    'replica identity', case c.relreplident
      when 'n' then 'nothing'
      when 'f' then 'full'
      when 'i' then (
        select 'index ' || indexrelid::regclass
        from pg_index where indrelid = c.oid and indisreplident
      )
    end,
    'partitioned by', case c.relkind when 'p' then pg_get_partkeydef(c.oid) end,
    'bounds', pg_get_expr(c.relpartbound, c.oid),
    'inherits', (
      select string_agg(inhparent::regclass::text, ', ' order by inhseqno)
      from pg_inherits where inhrelid = c.oid
    ),
    'definition', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
    'filled',
      case when c.relkind <> 'm' then null when c.relispopulated then 'yes' else 'no' end,
    'server', (
      select s.srvname || coalesce(' ' || array_to_string(f.ftoptions, ', '), '')
      from pg_foreign_table as f join pg_foreign_server as s on s.oid = f.ftserver
      where f.ftrelid = c.oid
    )
  ) as facts,
  '{}'::jsonb as parts
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
  )
