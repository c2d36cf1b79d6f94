import { describe, expect, it } from 'vitest';
import { testServer, useDatabase } from '@parakeet/db-harness';

const db = useDatabase();

/** The tables of a schema with their owners and row level security. */
const tablesOf = (schema: string) =>
  db.query<{ name: string; owner: string; secured: boolean }>(
    `select relname as name, relowner::regrole::text as owner, relrowsecurity as secured
     from pg_class
     where relnamespace = $1::regnamespace and relkind in ('r', 'p') and not relispartition
     order by relname`,
    [schema],
  );

describe('the schemas of the services are there', () => {
  it.each([
    ['storage', 'supabase_storage_admin', ['buckets', 'migrations', 'objects']],
    ['realtime', 'supabase_realtime_admin', ['messages']],
    ['auth', 'supabase_auth_admin', ['mfa_factors', 'one_time_tokens', 'users']],
  ])('%s belongs to %s, with row level security', async (schema, owner, some) => {
    const tables = await tablesOf(schema);
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(some));
    for (const table of tables) {
      expect(table, table.name).toEqual({ name: table.name, owner, secured: true });
    }
  });

  it.each(['auth', 'storage', 'realtime', 'vault', 'graphql', 'graphql_public', 'extensions'])(
    'the role that migrates may use %s, and create nothing there except in extensions',
    async (schema) => {
      const [rights] = await db.query(
        `select has_schema_privilege($1, 'usage') as usage,
           has_schema_privilege($1, 'create') as creates`,
        [schema],
      );
      expect(rights).toEqual({ usage: true, creates: schema === 'extensions' });
    },
  );

  it.each(['anon', 'authenticated', 'service_role'])(
    '%s may use those of requests',
    async (name) => {
      for (const schema of ['storage', 'realtime', 'graphql_public']) {
        const [rights] = await db.query(
          `select has_schema_privilege($1, $2, 'usage') as usage,
           has_schema_privilege($1, $2, 'create') as creates`,
          [name, schema],
        );
        expect(rights, schema).toEqual({ usage: true, creates: false });
      }
    },
  );
});

describe('storage', () => {
  // migrations look for a function by its bare name before they make theirs
  it('has no function of a name that hosted has not', async () => {
    const hosted =
      'allow_any_operation allow_only_operation can_insert_object enforce_bucket_name_length ' +
      'extension filename foldername get_size_by_bucket operation protect_delete search ' +
      'update_updated_at_column';
    const found = await db.query<{ name: string }>(
      `select distinct proname as name from pg_proc
       where pronamespace = 'storage'::regnamespace order by 1`,
    );
    expect(found.map(({ name }) => name).join(' ')).toBe(hosted);
  });

  it('tells the parts of a name', async () => {
    expect(
      await db.query(
        `select name, storage.foldername(name) as folder, storage.filename(name) as file,
           storage.extension(name) as extension
         from unnest(array['a/b/c.tar.gz', 'plain', null]) as name`,
      ),
    ).toEqual([
      { name: 'a/b/c.tar.gz', folder: ['a', 'b'], file: 'c.tar.gz', extension: 'gz' },
      { name: 'plain', folder: [], file: 'plain', extension: 'plain' },
      { name: null, folder: null, file: null, extension: null },
    ]);
  });

  it('finds folders and objects at a level', async () => {
    await db.query(`insert into storage.buckets (id, name) values ('b', 'b')`);
    await db.query(
      `insert into storage.objects (bucket_id, name)
       values ('b', 'me/1.png'), ('b', 'me/2.png'), ('b', 'top.png')`,
    );
    expect(
      await db.query(`select name, id is null as folder from storage.search('', 'b')`),
    ).toEqual([
      { name: 'me', folder: true },
      { name: 'top.png', folder: false },
    ]);
    expect(
      await db.query(
        `select name from storage.search('me/', 'b', levels => 2, sortorder => 'desc')`,
      ),
    ).toEqual([{ name: '2.png' }, { name: '1.png' }]);
  });

  it('hides rows from API roles until a policy shows them', async () => {
    await db.query(`insert into storage.buckets (id, name, public) values ('b', 'b', true)`);
    await db.query('set local role authenticated');
    expect(await db.query('select id from storage.buckets')).toEqual([]);
    expect(
      (await db.refused(`insert into storage.objects (bucket_id, name) values ('b', 'x')`)).code,
    ).toBe('42501');
    await db.query('reset role');
    await db.query(
      `create policy shown on storage.buckets for select to authenticated using (public)`,
    );
    await db.query('set local role authenticated');
    expect(await db.query('select id from storage.buckets')).toEqual([{ id: 'b' }]);
  });

  it('refuses to delete rows in SQL, as hosted does (42501)', async () => {
    expect((await db.refused('delete from storage.objects')).code).toBe('42501');
    await db.query(`set local storage.allow_delete_query to 'true'`);
    expect(await db.change('delete from storage.objects')).toBe(0);
  });
});

describe('realtime', () => {
  it('stores messages, with the topic for policies', async () => {
    await db.query(`select realtime.send('{"a":1}', 'change', 'room:1', true)`);
    const [sent] = await db.query(
      `select topic, event, private, extension, payload - 'id' as payload from realtime.messages`,
    );
    expect(sent).toEqual({
      topic: 'room:1',
      event: 'change',
      private: true,
      extension: 'broadcast',
      payload: { a: 1 },
    });
    expect(await db.query('select realtime.topic() as topic')).toEqual([{ topic: 'room:1' }]);
  });

  it('takes policies on its messages', async () => {
    await db.query(
      `create policy listen on realtime.messages for select to authenticated
       using (realtime.topic() = 'room:1')`,
    );
    await db.query(`select realtime.send('{}', 'change', 'room:1')`);
    await db.query('set local role authenticated');
    expect(await db.query('select topic from realtime.messages')).toEqual([{ topic: 'room:1' }]);
  });
});

describe('vault', () => {
  it('keeps secrets, and lists them to the role that migrates alone', async () => {
    await db.query(`select vault.create_secret('s3cret', 'key', 'of a service')`);
    const read = 'select name, decrypted_secret, description from vault.decrypted_secrets';
    expect(await db.query(read)).toEqual([
      { name: 'key', decrypted_secret: 's3cret', description: 'of a service' },
    ]);
    await db.query(`select vault.update_secret(id, 'other') from vault.secrets where name = 'key'`);
    expect(await db.query(read)).toMatchObject([{ decrypted_secret: 'other' }]);
    for (const name of ['anon', 'authenticated']) {
      await db.query(`set local role ${name}`);
      expect((await db.refused(read)).code).toBe('42501');
      expect((await db.refused(`select vault.create_secret('x')`)).code).toBe('42501');
      await db.query('reset role');
    }
  });
});

it('graphql_public.graphql() says that pg_graphql is not enabled', async () => {
  await db.query('set local role anon');
  expect(await db.query(`select graphql_public.graphql(query => '{ a }') as answer`)).toEqual([
    { answer: { errors: [{ message: 'pg_graphql extension is not enabled.' }] } },
  ]);
});

it('knows the roles of the services that are not here', async () => {
  const names = [
    'dashboard_user',
    'pgbouncer',
    'supabase_functions_admin',
    'supabase_read_only_user',
    'supabase_realtime_admin',
    'supabase_replication_admin',
    'supabase_storage_admin',
  ];
  const found = await db.query(
    `select rolname as name, rolsuper as superuser from pg_roles where rolname = any($1) order by 1`,
    [names],
  );
  expect(found).toEqual(names.map((name) => ({ name, superuser: false })));
  expect(testServer().owner).not.toBe('supabase_admin');
});
