-- Policies, triggers and rules of tables and views.
with relation as (
  select
    c.oid,
    n.nspname as schema,
    format('%I.%I', n.nspname, c.relname) as name,
    case c.relkind
      when 'v' then 'view'
      when 'm' then 'materialized view'
      when 'f' then 'foreign table'
      else 'table'
    end as kind
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname not like 'pg\_%'
    and n.nspname <> 'information_schema'
    and not exists (
      select from pg_depend as e
      where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e'
    )
), part as (
  select
    'policy' as kind,
    p.polrelid as relation,
    p.polname as name,
    jsonb_build_object(
      'for', case p.polcmd
        when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
        else 'all'
      end,
      'permissive', case when p.polpermissive then 'yes' else 'no (restrictive)' end,
      'to', (
        select string_agg(coalesce(quote_ident(r.rolname), 'public'), ', ' order by r.rolname)
        from unnest(p.polroles) as role left join pg_roles as r on r.oid = role
      ),
      'using', pg_get_expr(p.polqual, p.polrelid),
      'with check', pg_get_expr(p.polwithcheck, p.polrelid),
      'comment', obj_description(p.oid, 'pg_policy')
    ) as facts
  from pg_policy as p
  union all
  select
    'trigger',
    t.tgrelid,
    t.tgname,
    jsonb_build_object(
      'definition', pg_get_triggerdef(t.oid),
      'fires', case t.tgenabled
        when 'O' then 'yes' when 'D' then 'no (disabled)' when 'A' then 'always' else 'on replicas'
      end,
      'comment', obj_description(t.oid, 'pg_trigger')
    )
  from pg_trigger as t
  where not t.tgisinternal and t.tgparentid = 0
  union all
  select
    'rule',
    r.ev_class,
    r.rulename,
    jsonb_build_object(
      'definition', pg_get_ruledef(r.oid),
      'fires', case r.ev_enabled
        when 'O' then 'yes' when 'D' then 'no (disabled)' when 'A' then 'always' else 'on replicas'
      end,
      'comment', obj_description(r.oid, 'pg_rewrite')
    )
  from pg_rewrite as r
  where r.rulename <> '_RETURN'
)
select
  part.kind,
  relation.schema,
  format('%s.%I', relation.name, part.name) as name,
  concat_ws(' ', relation.kind, relation.name) as part_of,
  part.facts,
  jsonb_build_object('relation', relation.name, 'name', quote_ident(part.name)) as parts
from part
join relation on relation.oid = part.relation
