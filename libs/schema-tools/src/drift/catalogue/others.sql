-- Event triggers and statistics; of rarer kinds only that they are there.
select
  'event trigger' as kind,
  p.pronamespace::regnamespace::text as schema,
  quote_ident(t.evtname) as name,
  null as part_of,
  jsonb_build_object(
    'definition', concat_ws(' ', 'on', t.evtevent,
      'when tag in (' || array_to_string(t.evttags, ', ') || ')',
      'execute function', t.evtfoid::regprocedure),
    'fires', case t.evtenabled
      when 'O' then 'yes' when 'D' then 'no (disabled)' when 'A' then 'always' else 'on replicas'
    end,
    'owner', t.evtowner::regrole,
    'comment', obj_description(t.oid, 'pg_event_trigger')
  ) as facts,
  '{}'::jsonb as parts
from pg_event_trigger as t
join pg_proc as p on p.oid = t.evtfoid
where not exists (
  select from pg_depend as d
  where d.classid = 'pg_event_trigger'::regclass and d.objid = t.oid and d.deptype = 'e'
)
union all
select
  'statistics', n.nspname, format('%I.%I', n.nspname, s.stxname),
  format('table %s', s.stxrelid::regclass),
  jsonb_build_object(
    'definition', pg_get_statisticsobjdef(s.oid),
    'comment', obj_description(s.oid, 'pg_statistic_ext')
  ),
  '{}'
from pg_statistic_ext as s
join pg_namespace as n on n.oid = s.stxnamespace
union all
select
  found.type, found.schema, found.identity, format('schema %I', found.schema),
  jsonb_build_object('comment', obj_description(one.oid, one.class::regclass::name)), '{}'
from (
  select 'pg_operator'::regclass as class, oid from pg_operator where oid >= 16384
  union all select 'pg_opclass'::regclass, oid from pg_opclass where oid >= 16384
  union all select 'pg_opfamily'::regclass, oid from pg_opfamily where oid >= 16384
  union all select 'pg_cast'::regclass, oid from pg_cast where oid >= 16384
  union all select 'pg_collation'::regclass, oid from pg_collation where oid >= 16384
  union all select 'pg_conversion'::regclass, oid from pg_conversion where oid >= 16384
  union all select 'pg_ts_config'::regclass, oid from pg_ts_config where oid >= 16384
  union all select 'pg_ts_dict'::regclass, oid from pg_ts_dict where oid >= 16384
  union all select 'pg_language'::regclass, oid from pg_language where oid >= 16384
  union all select 'pg_foreign_server'::regclass, oid from pg_foreign_server
  union all select 'pg_foreign_data_wrapper'::regclass, oid from pg_foreign_data_wrapper
) as one
cross join lateral pg_identify_object(one.class, one.oid, 0) as found
where not exists (
  select from pg_depend as d
  where d.classid = one.class and d.objid = one.oid and d.deptype in ('e', 'i')
)
