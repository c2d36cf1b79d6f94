import type pg from 'pg';
import { columnNames } from './column-names.ts';
import {
  appRoles,
  type CheckFacts,
  type ColumnFacts,
  type DomainFacts,
  type Facts,
  type FunctionFacts,
  type PolicyFacts,
  type ReferenceFacts,
  type Relation,
  type UniqueFacts,
} from './facts.ts';

/** The facts from a database's catalogue; the rest of `Facts` comes from files. */
export type DatabaseFacts = Pick<
  Facts,
  | 'relations'
  | 'functions'
  | 'enums'
  | 'domains'
  | 'composites'
  | 'bodies'
  | 'publications'
  | 'errorCodes'
>;

interface RelationRow {
  name: string;
  kind: Relation['kind'];
  is_secured: boolean;
  columns: Record<string, ColumnFacts> | null;
  checks: Record<string, CheckFacts> | null;
  uniques: Record<string, UniqueFacts> | null;
  refs: Record<string, ReferenceFacts> | null;
  policies: Record<string, PolicyFacts> | null;
  privileges: Record<string, string[]>;
  triggers: Record<string, string> | null;
  routines: Record<string, string> | null;
  lent_by: string[] | null;
  writable: string[] | null;
  as_invoker: boolean | null;
}

/** An object from roles to their privileges, among some. */
const privilegesOf = (privileges: readonly string[], has: (role: string, one: string) => string) =>
  `(select json_object_agg(role, found) from (
    select role, array_remove(array[${privileges
      .map((one) => `case when ${has('role', one)} then '${one}' end`)
      .join(', ')}], null) as found
    from unnest($2::text[]) as role) as each_role)`;

const relationsQuery = `
  select format('%I.%I', n.nspname, c.relname) as name,
    case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind,
    c.relrowsecurity as is_secured,
    (select json_object_agg(a.attname, json_strip_nulls(json_build_object(
        'type', format_type(a.atttypid, a.atttypmod),
        'nullable', not a.attnotnull,
        'default', case when a.attidentity = 'd' then 'identity'
          when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
        'isComputed', a.attgenerated <> '' or a.attidentity = 'a',
        'privileges', ${privilegesOf(
          ['SELECT', 'INSERT', 'UPDATE'],
          (role, one) =>
            `has_schema_privilege(${role}, n.oid, 'USAGE')
              and has_column_privilege(${role}, c.oid, a.attnum, '${one}')
              and not has_table_privilege(${role}, c.oid, '${one}')`,
        )})) order by a.attnum)
      from pg_attribute as a left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select json_object_agg(k.conname, json_build_object(
        'expression', pg_get_expr(k.conbin, k.conrelid),
        'columns', ${columnNames('k.conkey', 'c.oid')}))
      from pg_constraint as k where k.conrelid = c.oid and k.contype = 'c') as checks,
    (select json_object_agg(i.relname, json_strip_nulls(json_build_object(
        'isPrimary', x.indisprimary,
        'keys', (select json_agg(pg_get_indexdef(x.indexrelid, place, true) order by place)
          from generate_series(1, x.indnkeyatts) as place),
        'where', pg_get_expr(x.indpred, x.indrelid))))
      from pg_index as x join pg_class as i on i.oid = x.indexrelid
      where x.indrelid = c.oid and x.indisunique) as uniques,
    (select json_object_agg(k.conname, json_build_object(
        'columns', ${columnNames('k.conkey', 'c.oid')},
        'target', k.confrelid::regclass::text,
        'targetColumns', ${columnNames('k.confkey', 'k.confrelid')},
        'onDelete', case k.confdeltype when 'a' then 'no action' when 'r' then 'restrict'
          when 'c' then 'cascade' when 'n' then 'set null' else 'set default' end))
      from pg_constraint as k where k.conrelid = c.oid and k.contype = 'f') as refs,
    (select json_object_agg(p.polname, json_strip_nulls(json_build_object(
        'command', case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT'
          when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,
        'isPermissive', p.polpermissive,
        'roles', (select json_agg(coalesce(r.rolname, 'public') order by r.rolname)
          from unnest(p.polroles) as id left join pg_roles as r on r.oid = id),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid))))
      from pg_policy as p where p.polrelid = c.oid) as policies,
    ${privilegesOf(
      ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      (role, one) =>
        `has_schema_privilege(${role}, n.oid, 'USAGE') and has_table_privilege(${role}, c.oid, '${one}')`,
    )} as privileges,
    (select json_object_agg(t.tgname, pg_get_triggerdef(t.oid) || E'\\n' || f.prosrc)
      from pg_trigger as t join pg_proc as f on f.oid = t.tgfoid
      where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
    (select json_object_agg(t.tgname, pg_get_functiondef(t.tgfoid))
      from pg_trigger as t where t.tgrelid = c.oid and not t.tgisinternal) as routines,
    (select json_agg(lender order by lender) from (
      select distinct format('%I.%I', vn.nspname, v.relname) as lender
      from pg_depend as d join pg_rewrite as r on r.oid = d.objid
        join pg_class as v on v.oid = r.ev_class join pg_namespace as vn on vn.oid = v.relnamespace
      where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid = c.oid and v.oid <> c.oid and vn.nspname = any ($1::text[])
        and not coalesce(v.reloptions::text ~ 'security_invoker=(true|on|1)', false)
      union
      select format('%I.%I', fn.nspname, f.proname)
      from pg_proc as f join pg_namespace as fn on fn.oid = f.pronamespace
      where f.prosecdef and f.prokind = 'f' and fn.nspname = any ($1::text[])
        and pg_get_functiondef(f.oid) ~ ('\\m' || c.relname || '\\M')
        and exists (select from unnest($2::text[]) as role
          where has_function_privilege(role, f.oid, 'EXECUTE'))) as lenders) as lent_by,
    case when c.relkind = 'v' then array_remove(array[
      case when pg_relation_is_updatable(c.oid, true) & 8 = 8 then 'INSERT' end,
      case when pg_relation_is_updatable(c.oid, true) & 4 = 4 then 'UPDATE' end,
      case when pg_relation_is_updatable(c.oid, true) & 16 = 16 then 'DELETE' end], null)
    end as writable,
    case when c.relkind = 'v' then coalesce(c.reloptions::text ~ 'security_invoker=(true|on|1)', false)
    end as as_invoker
  from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
  where n.nspname = any ($1::text[]) and c.relkind in ('r', 'p', 'v', 'm')
    and not exists (select from pg_depend as d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by 1`;

const functionsQuery = `
  select format('%I.%I', n.nspname, p.proname) as name,
    coalesce((select json_agg(json_strip_nulls(json_build_object(
        'name', coalesce(p.proargnames[place], ''),
        'type', format_type(type, null),
        'isOptional', place > p.pronargs - p.pronargdefaults,
        'default', pg_get_function_arg_default(p.oid, place::integer))) order by place)
      from unnest(p.proargtypes::oid[]) with ordinality as a (type, place)), '[]') as args,
    pg_get_function_result(p.oid) as result,
    coalesce((select json_object_agg(p.proargnames[place], format_type(type, null) order by place)
      from unnest(p.proallargtypes) with ordinality as a (type, place)
      where p.proargmodes[place] in ('o', 'b', 't')), '{}') as columns,
    case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end
      as volatility,
    p.prosecdef as is_definer, pg_get_functiondef(p.oid) as routine,
    coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) as body,
    array(select role from unnest($2::text[]) as role
      where has_schema_privilege(role, n.oid, 'USAGE')
        and has_function_privilege(role, p.oid, 'EXECUTE')) as roles
  from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
  where n.nspname = any ($1::text[]) and p.prokind = 'f'
    and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and not exists (select from pg_depend as d
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  order by 1, pg_get_function_identity_arguments(p.oid)`;

const domainsQuery = `
  select t.oid::regtype::text as name, json_strip_nulls(json_build_object(
      'type', format_type(t.typbasetype, t.typtypmod),
      'nullable', not t.typnotnull,
      'default', t.typdefault,
      'checks', coalesce((select json_object_agg(k.conname, pg_get_expr(k.conbin, 0))
        from pg_constraint as k where k.contypid = t.oid and k.contype = 'c'), '{}'))) as facts
  from pg_type as t join pg_namespace as n on n.oid = t.typnamespace
  where t.typtype = 'd' and n.nspname not in ('pg_catalog', 'information_schema')
    and not exists (select from pg_depend as d
      where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
  order by 1`;

/**
 * Reads the facts of a database that clients see.
 *
 * @param schemas the Data API's exposed ones
 */
export async function readDatabaseFacts(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<DatabaseFacts> {
  const parameters = [schemas, [...appRoles]];
  // names of types and tables have their schema, whatever the search path
  await client.query(`set search_path to ''`);
  const relations = await client.query<RelationRow>(relationsQuery, parameters);
  const functions = await client.query<
    Omit<FunctionFacts, 'isDefiner'> & { name: string; is_definer: boolean }
  >(functionsQuery, parameters);
  const enums = await client.query<{ name: string; words: string[] }>(
    `select e.enumtypid::regtype::text as name, array_agg(e.enumlabel::text order by e.enumsortorder) as words
     from pg_enum as e join pg_type as t on t.oid = e.enumtypid
     join pg_namespace as n on n.oid = t.typnamespace where n.nspname = any ($1::text[]) group by 1`,
    [schemas],
  );
  const domains = await client.query<{ name: string; facts: DomainFacts }>(domainsQuery);
  const composites = await client.query<{ name: string; attributes: Record<string, string> }>(
    `select c.oid::regclass::text as name,
       json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod) order by a.attnum) as attributes
     from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'c' and n.nspname = any ($1::text[]) group by 1`,
    [schemas],
  );
  const bodies = await client.query<{ name: string; body: string }>(
    `select format('%I.%I', n.nspname, p.proname) as name,
       md5(string_agg(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), '' order by p.oid)) as body
     from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
     where p.prokind = 'f' and n.nspname !~ '^(pg_|information_schema$|extensions$|graphql|contracts$)'
       and p.prolang <> (select oid from pg_language where lanname = 'c') and not exists (select from pg_depend as d
         where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
     group by 1`,
  );
  const publications = await client.query<{ name: string; tables: string[] }>(
    `select p.pubname::text as name,
       array(select format('%I.%I', schemaname, tablename) from pg_publication_tables as t
         where t.pubname = p.pubname order by 1) as tables
     from pg_publication as p order by 1`,
  );
  const codes = await client.query<{ code: string }>(
    // only classes that Postgres and PostgREST leave to users
    `select distinct found[1] as code
     from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace,
       regexp_matches(p.prosrc, 'errcode\\s*=\\s*''((?:P[1-9A-Z]|[I-OQ-Z][0-9A-Z]|PT)[0-9A-Z]{3})''', 'gi') as found
     where n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  await client.query('reset search_path');
  const bySignature: Record<string, FunctionFacts[]> = {};
  for (const { name, is_definer: isDefiner, ...facts } of functions.rows) {
    (bySignature[name] ??= []).push({ ...facts, isDefiner });
  }
  const views = new Map(relations.rows.map((row) => [row.name, row]));
  // a view that no app can reach gives no access
  const isReached = (lender: string): boolean => {
    const view = views.get(lender);
    return !view || hasPrivilege(view) || (view.lent_by ?? []).some(isReached);
  };
  return {
    relations: Object.fromEntries(
      relations.rows.map((row) => [row.name, relationOf(row, row.lent_by?.filter(isReached))]),
    ),
    functions: bySignature,
    enums: Object.fromEntries(enums.rows.map(({ name, words }) => [name, words])),
    domains: Object.fromEntries(domains.rows.map(({ name, facts }) => [name, facts])),
    composites: Object.fromEntries(composites.rows.map((one) => [one.name, one.attributes])),
    bodies: Object.fromEntries(bodies.rows.map(({ name, body }) => [name, body])),
    publications: Object.fromEntries(publications.rows.map(({ name, tables }) => [name, tables])),
    errorCodes: codes.rows.map(({ code }) => code),
  };
}

function hasPrivilege({ privileges, columns }: RelationRow): boolean {
  const all = [privileges, ...Object.values(columns ?? {}).map((column) => column.privileges)];
  return all.some((one) => Object.values(one).some((found) => found.length > 0));
}

function relationOf(row: RelationRow, lentBy: readonly string[] = []): Relation {
  return {
    kind: row.kind,
    columns: row.columns ?? {},
    checks: row.checks ?? {},
    uniques: row.uniques ?? {},
    references: row.refs ?? {},
    policies: row.policies ?? {},
    isSecured: row.is_secured,
    privileges: row.privileges,
    triggers: row.triggers ?? {},
    routines: row.routines ?? {},
    ...(lentBy.length === 0 ? {} : { lentBy }),
    ...(row.writable === null ? {} : { writable: row.writable }),
    ...(row.as_invoker === null ? {} : { asInvoker: row.as_invoker }),
  };
}
