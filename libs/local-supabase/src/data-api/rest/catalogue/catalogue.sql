-- Reads a catalogue. It wants an empty search_path, so that every name that is not Postgres's own
-- comes with its schema. Its parameter is the list of served schemas.
with relations as (
  select c.oid, n.nspname as schema, c.relname as name, c.relkind, n.nspname = any ($1) as served
  from pg_class as c
  join pg_namespace as n on n.oid = c.relnamespace
  where c.relkind in ('r', 'v', 'm', 'f', 'p') and not c.relispartition
    and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
)
select json_build_object(
  'relations', (
    select coalesce(json_agg(json_build_object(
      'oid', r.oid::bigint,
      'schema', r.schema,
      'name', r.name,
      'isView', r.relkind in ('v', 'm'),
      'changes', case
        when not r.served or r.relkind = 'm' then 0
        when r.relkind in ('r', 'p') then 28
        else pg_relation_is_updatable(r.oid, true)
      end,
      'rule', case when r.relkind in ('v', 'm') then (
        select ev_action::text from pg_rewrite where ev_class = r.oid and rulename = '_RETURN'
      ) end,
      'columns', (
        select coalesce(json_agg(json_build_object(
          'number', a.attnum,
          'name', a.attname,
          'type', case when r.served then format_type(a.atttypid, a.atttypmod) end,
          'default', case
            when not r.served or a.attgenerated <> '' then null
            when a.attidentity = 'd' then format(
              'nextval(%L)', pg_get_serial_sequence(format('%I.%I', r.schema, r.name), a.attname)
            )
            when d.adbin is not null then pg_get_expr(d.adbin, d.adrelid)
            else pg_get_expr(t.typdefaultbin, 0)
          end
        ) order by a.attnum), '[]')
        from pg_attribute as a
        join pg_type as t on t.oid = a.atttypid
        left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      )
    )), '[]')
    from relations as r
  ),
  'constraints', (
    select coalesce(json_agg(json_build_object(
      'name', conname,
      'type', contype,
      'relation', conrelid::bigint,
      'columns', conkey,
      'foreign', confrelid::bigint,
      'foreignColumns', confkey
    ) order by conrelid, conname), '[]')
    from pg_constraint
    where contype in ('p', 'u', 'f') and conparentid = 0 and conrelid in (select oid from relations)
  ),
  'computed', (
    select coalesce(json_agg(json_build_object(
      'function', json_build_object('schema', n.nspname, 'name', p.proname),
      'table', json_build_object('schema', argument.schema, 'name', argument.name),
      'foreign', json_build_object('schema', result.schema, 'name', result.name),
      'isToOne', not p.proretset or p.prorows = 1
    )), '[]')
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    join pg_class as argument_class on argument_class.reltype = p.proargtypes[0]
    join pg_class as result_class on result_class.reltype = p.prorettype
    join relations as argument on argument.oid = argument_class.oid
    join relations as result on result.oid = result_class.oid
    where p.pronargs = 1 and p.proargtypes[0] <> 0 and p.prorettype <> 0
  ),
  'routines', (
    select coalesce(json_agg(json_build_object(
      'schema', n.nspname,
      'name', p.proname,
      'parameters', (
        select coalesce(json_agg(json_build_object(
          'name', coalesce(input.name, ''),
          'type', case input.type
            when 'bit'::regtype then 'bit varying'
            when 'bit[]'::regtype then 'bit varying[]'
            when 'character'::regtype then 'character varying'
            when 'character[]'::regtype then 'character varying[]'
            else format_type(input.type, null)
          end,
          'isRequired', input.position <= p.pronargs - p.pronargdefaults,
          'isVariadic', coalesce(input.mode = 'v', false)
        ) order by input.position), '[]')
        from unnest(p.proargtypes::oid[], p.proargnames, p.proargmodes)
          with ordinality as input (type, name, mode, position)
        where input.type is not null
      ),
      'volatility', case p.provolatile
        when 'i' then 'immutable' when 's' then 'stable' else 'volatile'
      end,
      'returns', json_build_object(
        'isSet', p.proretset,
        'isComposite', t.typtype = 'c' or coalesce(p.proargmodes::text[] && '{t,b,o}', false),
        'type', json_build_object(
          'schema', tn.nspname,
          'name', coalesce(c.relname, t.typname)
        )
      ),
      'settings', (
        select coalesce(json_agg(json_build_array(
          split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
        )), '[]')
        from unnest(p.proconfig) as setting
        where setting ~ '^(statement_timeout|plan_filter.statement_cost_limit)='
      )
    )), '[]')
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    join pg_type as result on result.oid = p.prorettype
    join pg_type as t on t.oid = coalesce(nullif(result.typbasetype, 0), result.oid)
    join pg_namespace as tn on tn.oid = t.typnamespace
    left join pg_class as c on c.oid = t.typrelid
    where n.nspname = any ($1) and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
  ),
  'roles', (
    select coalesce(json_agg(json_build_array(rolname, (
      -- what is set in a database comes later, and holds there
      select json_agg(json_build_array(
        split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)
      ) order by setdatabase, position)
      from pg_db_role_setting, unnest(setconfig) with ordinality as one (setting, position)
      where setrole = r.oid and setdatabase in (0, (
        select oid from pg_database where datname = current_database()
      ))
    ))), '[]')
    from pg_roles as r where r.oid in (select setrole from pg_db_role_setting)
  )
)::text as catalogue
