import { randomUUID } from 'node:crypto';
import { withClient } from '@parakeet/local-supabase';
import { expect, it } from 'vitest';
import { tables } from '@parakeet/db-harness/made-rows';
import { call, tableOf, useApi } from './api-under-test.ts';

const api = useApi();

/** All privileges of a database, and the objects that they apply to. */
async function privileges(url: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(`
      with mine as (
        select oid, nspname from pg_namespace
        where nspname !~ '^pg_' and nspname <> 'information_schema'
      )
      select
        (select jsonb_agg(jsonb_build_array(nspname, nspowner::regrole, nspacl::text) order by nspname)
         from pg_namespace where oid in (select oid from mine)) as schemas,
        (select jsonb_agg(jsonb_build_array(c.oid::regclass, relkind, relowner::regrole, relacl::text, relrowsecurity, relforcerowsecurity) order by c.oid)
         from pg_class as c where relnamespace in (select oid from mine)) as relations,
        (select jsonb_agg(jsonb_build_array(attrelid::regclass, attname, attacl::text) order by attrelid, attnum)
         from pg_attribute where attacl is not null) as columns,
        (select jsonb_agg(jsonb_build_array(p.oid::regprocedure, proowner::regrole, proacl::text, md5(prosrc), proconfig::text) order by p.oid)
         from pg_proc as p where pronamespace in (select oid from mine)) as functions,
        (select jsonb_agg(jsonb_build_array(t.oid::regtype, typowner::regrole, typacl::text) order by t.oid)
         from pg_type as t where typnamespace in (select oid from mine)) as types,
        (select jsonb_agg(jsonb_build_array(defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, defaclacl::text) order by oid)
         from pg_default_acl) as defaults,
        (select jsonb_agg(to_jsonb(p) order by schemaname, tablename, policyname) from pg_policies as p) as policies,
        (select jsonb_agg(jsonb_build_array(tgrelid::regclass, tgname, tgenabled) order by tgrelid, tgname) from pg_trigger) as triggers,
        (select jsonb_agg(to_jsonb(r) - 'rolpassword' order by rolname)
         from pg_roles as r where rolname !~ '^pg_') as roles,
        (select jsonb_agg(jsonb_build_array(roleid::regrole, member::regrole, admin_option) order by roleid, member)
         from pg_auth_members) as memberships,
        (select datacl::text from pg_database where datname = current_database()) as database
    `);
    return rows[0];
  });
}

/** One of each kind of request that the API knows, by each role. */
async function useAll(): Promise<void> {
  const client = api.anon();
  const email = `${randomUUID()}@parakeet.test`;
  await client.auth.signUp({ email, password: 'a-long-enough-one' });
  await client.auth.refreshSession();
  await client.auth.getUser();
  for (const some of [client, api.anon(), api.service()]) {
    for (const name of tables) {
      await tableOf(some, name).select('*').limit(1);
      await tableOf(some, name).insert({ id: randomUUID() });
      await tableOf(some, name).delete().eq('id', randomUUID());
    }
    await call(some, 'no_such_function');
  }
  await api.request('/rest/v1/');
  await client.auth.signOut();
}

it('serving leaves every privilege, role, default and policy as it was', async () => {
  const { adminUrl } = api.database;
  const before = await privileges(adminUrl);
  await useAll();
  expect(await privileges(adminUrl)).toEqual(before);
});

it('requests are served by authenticator, which may nothing by itself, and auth by its own role', async () => {
  await useAll();
  const found = await withClient(api.database.adminUrl, async (client) => {
    const { rows } = await client.query<{ role: string; readOnly: boolean }>(
      `select distinct usename as role from pg_stat_activity
       where datname = current_database() and application_name = 'local-supabase' order by 1`,
    );
    return rows.map(({ role }) => role);
  });
  const [owner] = await api.sql.query<{ role: string }>('select current_user as role');
  expect(new Set(found)).toEqual(new Set(['authenticator', owner?.role, 'supabase_auth_admin']));
  const rights = await api.sql.query(
    `select relname from pg_class
     where relnamespace in ('public'::regnamespace, 'auth'::regnamespace) and relkind in ('r', 'p')
       and has_table_privilege('authenticator', oid, 'select, insert, update, delete, truncate')`,
  );
  expect(rights).toEqual([]);
});
