import pg from 'pg';

/**
 * Creates temporary tables for rules about the schema: the objects that the Data API's roles see in
 * the exposed schemas. Objects of extensions and Supabase are left out, except policies on
 * Supabase's tables that clients use.
 *
 * @param ofSupabase the oids of relations and functions from before the first migration
 */
export async function makeViews(
  client: pg.ClientBase,
  schemas: readonly string[],
  ofSupabase: readonly number[],
): Promise<void> {
  const own = `(${ofSupabase.join(', ') || 0})`;
  const list = schemas.map(pg.escapeLiteral).join(', ') || `''`;
  await client.query(`
    set search_path = '';
    drop table if exists pg_temp.reached, pg_temp.relations, pg_temp.policies, pg_temp.functions,
      pg_temp.grants;

    -- tables, views, materialized views and foreign tables that clients may reach; no partitions
    create temporary table reached as
    select c.oid, n.nspname::text as schema, c.relname::text as relation,
      format('%I.%I', n.nspname, c.relname) as name,
      case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
        when 'f' then 'foreign table' else 'table' end as kind,
      c.relrowsecurity as secured,
      lower(coalesce((select option_value from pg_options_to_table(c.reloptions)
        where option_name = 'security_invoker'), 'off')) in ('true', 'on', '1', 'yes') as invoker,
      c.oid in ${own} as is_own
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname in (${list}) or (n.nspname, c.relname) in
        (('storage', 'objects'), ('storage', 'buckets'), ('realtime', 'messages')))
      and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e');

    -- those that migrations made
    create temporary table relations as select * from pg_temp.reached where not is_own;

    -- a row for each policy and command, with those of the two roles that it is for
    create temporary table policies as
    select p.oid, p.polrelid as relation, r.name as relation_name, p.polname::text as policy,
      r.name || '.' || p.polname as name, p.polpermissive as permissive,
      command, p.polcmd = '*' as is_all,
      array(select role from unnest(array['anon', 'authenticated']) as role
        where p.polroles @> array[0::oid] or exists (select from pg_roles m
          where m.oid = any (p.polroles) and pg_has_role(role, m.oid, 'usage'))) as roles,
      pg_get_expr(p.polqual, p.polrelid) as using_text,
      pg_get_expr(p.polwithcheck, p.polrelid) as check_text
    from pg_policy p
    join pg_temp.reached r on r.oid = p.polrelid
    cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as command
    where p.polcmd in ('*', case command when 'SELECT' then 'r' when 'INSERT' then 'a'
      when 'UPDATE' then 'w' else 'd' end);

    -- what anon and authenticated may do with a relation or some of its columns, and whether a
    -- permissive policy is for it
    create temporary table grants as
    select r.oid as relation, role, command, exists (select from pg_temp.policies p
      where p.relation = r.oid and p.permissive and p.command = each_command.command
        and role = any (p.roles)) as by_policy
    from pg_temp.reached r,
      unnest(array['anon', 'authenticated']) as role,
      unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as each_command (command)
    where has_schema_privilege(role, r.schema, 'usage') and
      case command when 'DELETE' then has_table_privilege(role, r.oid, 'DELETE')
        else has_any_column_privilege(role, r.oid, command) end;

    -- functions and procedures that can be called
    create temporary table functions as
    select p.oid, n.nspname::text as schema, p.proname::text as function,
      format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as name,
      p.prosecdef as definer, p.prosrc as body, p.prosqlbody is not null as is_parsed,
      exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as one
        where one.grantee = 0) as has_public,
      exists (select from pg_default_acl d, aclexplode(d.defaclacl) as one
        where d.defaclobjtype = 'f' and d.defaclnamespace in (0, n.oid)
          and one.grantee = 'anon'::regrole) as by_default,
      array(select role from unnest(array['anon', 'authenticated']) as role
        where has_schema_privilege(role, n.oid, 'usage')
          and has_function_privilege(role, p.oid, 'execute')) as roles
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in (${list}) and p.prokind in ('f', 'p') and p.oid not in ${own}
      and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
      and not exists (select from pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e');

    set search_path = pg_temp, pg_catalog`);
}
