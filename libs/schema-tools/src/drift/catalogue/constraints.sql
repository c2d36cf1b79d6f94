-- Constraints of tables and domains: CHECK, keys, references and exclusions.
select
  'constraint' as kind,
  n.nspname as schema,
  format('%I.%I.%I', n.nspname, coalesce(c.relname, t.typname), k.conname) as name,
  case
    when c.oid is null then format('domain %I.%I', n.nspname, t.typname)
    when c.relkind = 'f' then format('foreign table %I.%I', n.nspname, c.relname)
    else format('table %I.%I', n.nspname, c.relname)
  end as part_of,
  jsonb_build_object(
    'definition', regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
    'checks existing rows', case when k.convalidated then 'yes' else 'no (not valid)' end,
    'index', (select 'invalid' from pg_index where indexrelid = k.conindid and not indisvalid),
    'enforced', case when exists (
      select from pg_trigger where tgconstraint = k.oid and tgenabled <> 'O'
    ) then 'no (its triggers are disabled)' end,
    'comment', obj_description(k.oid, 'pg_constraint')
  ) as facts,
  jsonb_build_object(
    'on', case when c.oid is null then 'domain' else 'table' end,
    'relation', format('%I.%I', n.nspname, coalesce(c.relname, t.typname)),
    'constraint', quote_ident(k.conname)
  ) as parts
from pg_constraint as k
left join pg_class as c on c.oid = k.conrelid
left join pg_type as t on t.oid = k.contypid
join pg_namespace as n on n.oid = k.connamespace
where k.contype in ('c', 'f', 'p', 'u', 'x')
  and coalesce(c.oid, t.oid) is not null
  and k.conislocal
  and k.conparentid = 0
  and n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as e
    where e.deptype = 'e' and (
      e.classid = 'pg_class'::regclass and e.objid = c.oid
      or e.classid = 'pg_type'::regclass and e.objid = t.oid
    )
  )
