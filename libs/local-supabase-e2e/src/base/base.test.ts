import { describe, expect, it } from 'vitest';
import { testServer, useDatabase } from '@parakeet/db-harness';

const db = useDatabase();

interface Role {
  name: string;
  superuser: boolean;
  inherit: boolean;
  createrole: boolean;
  createdb: boolean;
  login: boolean;
  replication: boolean;
  bypassrls: boolean;
  settings: string[] | null;
}

async function role(name: string): Promise<Role | undefined> {
  const [found] = await db.query<Role>(
    `select rolname as name, rolsuper as superuser, rolinherit as inherit,
            rolcreaterole as createrole, rolcreatedb as createdb, rolcanlogin as login,
            rolreplication as replication, rolbypassrls as bypassrls, rolconfig as settings
     from pg_roles where rolname = $1`,
    [name],
  );
  return found;
}

describe('the roles are those of hosted Supabase', () => {
  it('supabase_admin is the superuser', async () => {
    expect(await role('supabase_admin')).toMatchObject({ superuser: true, login: true });
  });

  it('the migrating role is no superuser, but may create databases and roles and bypass policies', async () => {
    expect(await role(testServer().owner)).toMatchObject({
      superuser: false,
      createdb: true,
      createrole: true,
      replication: true,
      bypassrls: true,
      login: true,
      settings: expect.arrayContaining([
        expect.stringMatching(/^search_path="?\\?\$user"?, public, extensions$/),
      ]),
    });
  });

  it.each([
    ['anon', '3s'],
    ['authenticated', '8s'],
  ])('%s cannot log in, inherits nothing and is cut off after %s', async (name, timeout) => {
    expect(await role(name)).toMatchObject({
      superuser: false,
      login: false,
      inherit: false,
      bypassrls: false,
      settings: expect.arrayContaining([`statement_timeout=${timeout}`]),
    });
  });

  it('service_role bypasses row level security', async () => {
    expect(await role('service_role')).toMatchObject({
      superuser: false,
      login: false,
      bypassrls: true,
    });
  });

  it('authenticator logs in, inherits nothing and is cut off', async () => {
    expect(await role('authenticator')).toMatchObject({
      superuser: false,
      login: true,
      inherit: false,
      settings: expect.arrayContaining(['statement_timeout=8s', 'lock_timeout=8s']),
    });
  });

  it.each(['authenticator', 'the role that migrates'])(
    '%s can become each API role',
    async (who) => {
      const member = who === 'authenticator' ? who : testServer().owner;
      const members = await db.query(
        `select granted.rolname as name from pg_auth_members as m
       join pg_roles as granted on granted.oid = m.roleid
       join pg_roles as member on member.oid = m.member
       where member.rolname = $1 and granted.rolname in ('anon', 'authenticated', 'service_role')
       group by 1 order by 1`,
        [member],
      );
      expect(members).toEqual([
        { name: 'anon' },
        { name: 'authenticated' },
        { name: 'service_role' },
      ]);
    },
  );
});

describe('auth is as hosted Supabase has it', () => {
  it('auth.users belongs to supabase_auth_admin and has row level security', async () => {
    const [users] = await db.query(
      `select relowner::regrole::text as owner, relrowsecurity as secured
       from pg_class where oid = 'auth.users'::regclass`,
    );
    expect(users).toEqual({ owner: 'supabase_auth_admin', secured: true });
  });

  it('the role that migrates may not change it (42501)', async () => {
    expect((await db.refused('alter table auth.users add column x int')).code).toBe('42501');
    expect((await db.refused('create table auth.mine (id int)')).code).toBe('42501');
  });

  it.each(['anon', 'authenticated', 'service_role'])('%s may not read it (42501)', async (name) => {
    await db.query(`set local role ${name}`);
    expect((await db.refused('select from auth.users')).code).toBe('42501');
  });

  const sub = '11111111-1111-4111-8111-111111111111';
  const read =
    'select auth.uid() as uid, auth.role() as role, auth.email() as email, auth.jwt() as jwt';

  it('the functions read the claims as one JSON object', async () => {
    const claims = { sub, role: 'authenticated', email: 'a@b.test', app_metadata: { plan: 'x' } };
    await db.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)]);
    await db.query('set local role authenticated');
    expect(await db.query(read)).toEqual([
      { uid: sub, role: 'authenticated', email: 'a@b.test', jwt: claims },
    ]);
  });

  it('the functions read the older settings, one a claim', async () => {
    await db.query(
      `select set_config('request.jwt.claim.sub', $1, true),
              set_config('request.jwt.claim.role', 'authenticated', true),
              set_config('request.jwt.claim.email', 'a@b.test', true),
              set_config('request.jwt.claim', '{"sub":"x"}', true)`,
      [sub],
    );
    expect(await db.query(read)).toEqual([
      { uid: sub, role: 'authenticated', email: 'a@b.test', jwt: { sub: 'x' } },
    ]);
  });

  it('without claims they give NULL', async () => {
    expect(await db.query(read)).toEqual([{ uid: null, role: null, email: null, jwt: null }]);
    await db.query(`select set_config('request.jwt.claims', '', true)`);
    expect(await db.query(read)).toEqual([{ uid: null, role: null, email: null, jwt: null }]);
  });
});

describe('a database starts as a hosted one does', () => {
  it('pgcrypto and uuid-ossp are in the schema extensions, which the API roles may use', async () => {
    const found = await db.query(
      `select extname as name from pg_extension
       where extnamespace = 'extensions'::regnamespace and extname in ('pgcrypto', 'uuid-ossp')
       order by 1`,
    );
    expect(found).toEqual([{ name: 'pgcrypto' }, { name: 'uuid-ossp' }]);
    for (const name of ['anon', 'authenticated', 'service_role']) {
      const [allowed] = await db.query(
        `select has_schema_privilege($1, 'extensions', 'usage') as extensions,
                has_schema_privilege($1, 'public', 'usage') as public,
                has_schema_privilege($1, 'public', 'create') as creates`,
        [name],
      );
      expect(allowed, name).toEqual({ extensions: true, public: true, creates: false });
    }
  });

  it('has the publication supabase_realtime', async () => {
    expect(
      await db.query(
        `select pubname as name from pg_publication where pubname = 'supabase_realtime'`,
      ),
    ).toEqual([{ name: 'supabase_realtime' }]);
  });

  it('exposes no new table, sequence or view to the API roles', async () => {
    await db.query('create table public.unexposed (id int generated always as identity)');
    await db.query('create view public.unexposed_view as select 1 as one');
    for (const name of ['anon', 'authenticated', 'service_role']) {
      await db.query(`set local role ${name}`);
      expect((await db.refused('select from public.unexposed')).code, name).toBe('42501');
      expect((await db.refused('insert into public.unexposed default values')).code).toBe('42501');
      expect((await db.refused('select from public.unexposed_view')).code).toBe('42501');
      expect((await db.refused(`select nextval('public.unexposed_id_seq')`)).code).toBe('42501');
      await db.query('reset role');
    }
  });
});
