-- Functions, procedures and aggregates, by the types of their arguments.
select
  case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind,
  n.nspname as schema,
  format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as name,
  format('schema %I', n.nspname) as part_of,
  jsonb_build_object(
    'arguments', pg_get_function_arguments(p.oid),
    'returns', pg_get_function_result(p.oid),
    'language', l.lanname,
    'body', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
    'runs as', case when p.prosecdef then 'its owner (security definer)' else 'the caller' end,
    'settings', array_to_string(p.proconfig, ', '),
    'volatility', case p.provolatile
      when 'i' then 'immutable' when 's' then 'stable' else 'volatile'
    end,
    'strict', case when p.proisstrict then 'yes' end,
    'leakproof', case when p.proleakproof then 'yes' end,
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' end,
    'cost', case when p.procost <> case when l.lanname in ('c', 'internal') then 1 else 100 end
      then p.procost::text end,
    'rows', case when p.proretset and p.prorows <> 1000 then p.prorows::text end,
    'aggregate', (
      select concat_ws(', ', 'sfunc ' || aggtransfn, 'stype ' || aggtranstype::regtype,
        'finalfunc ' || nullif(aggfinalfn::oid, 0)::regproc, 'initcond ' || agginitval)
      from pg_aggregate where aggfnoid = p.oid
    ),
    'owner', p.proowner::regrole,
    'comment', obj_description(p.oid, 'pg_proc')
  ) as facts,
  jsonb_build_object(
    'definition', case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end
  ) as parts
from pg_proc as p
join pg_namespace as n on n.oid = p.pronamespace
join pg_language as l on l.oid = p.prolang
where n.nspname not like 'pg\_%'
  and n.nspname <> 'information_schema'
  and not exists (
    select from pg_depend as d
    where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i')
  )
