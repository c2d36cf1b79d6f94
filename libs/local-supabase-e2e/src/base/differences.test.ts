// What differs from a hosted project, each as docs/hosted-differences.md lists it. Where a
// difference ends, its test and its line go.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { testServer, useDatabase } from '@parakeet/db-harness';
import { baseTemplate } from '@parakeet/local-supabase';
import { describe, expect, it } from 'vitest';

const db = useDatabase(() => baseTemplate);
// other engines have extensions, rights and a version of their own
const isEmbedded = testServer().engine === 'embedded';

const isThere = async (...names: string[]) =>
  (
    await db.query<{ found: boolean }>(
      `select coalesce(to_regclass(name)::text, to_regproc(name)::text) is not null as found
       from unnest($1::text[]) as name`,
      [names],
    )
  ).map(({ found }) => found);

// an image of Supabase's has those services' schemas
describe.skipIf(testServer().engine === 'container')('Schemas of services', () => {
  it('Storage', async () => {
    expect(await isThere('storage.objects', 'storage.search', 'storage.search_v2')).toEqual([
      true,
      true,
      false,
    ]);
    expect(await isThere('storage.list_objects_with_delimiter')).toEqual([false]);
  });

  it('Realtime', async () => {
    await db.query(`select realtime.send('{}', 'event', 'topic')`);
    const stored = await db.query('select tableoid::regclass::text as name from realtime.messages');
    expect(stored).toEqual([{ name: 'realtime.messages_local' }]);
    expect(await isThere('realtime.subscription')).toEqual([false]);
  });

  it('Vault', async () => {
    await db.query(`select vault.create_secret('readable')`);
    expect(await db.query('select secret from vault.secrets')).toEqual([{ secret: 'readable' }]);
  });

  it('GraphQL', async () => {
    if (isEmbedded) await db.query('create extension pg_graphql with schema graphql');
    const [answer] = await db.query(`select graphql_public.graphql(query => '{ a }') as answer`);
    expect(JSON.stringify(answer)).toContain('pg_graphql extension is not enabled');
  });

  it('Auth', async () => {
    const missing = ['webauthn_credentials', 'custom_oauth_providers', 'schema_migrations'];
    expect(await isThere(...missing.map((name) => `auth.${name}`))).toEqual([false, false, false]);
  });
});

describe.runIf(isEmbedded)('Extensions', () => {
  it('pg_net', async () => {
    await db.query('create extension pg_net');
    await db.query(`select net.http_get('http://127.0.0.1:9/')`);
    expect(await db.query('select url from net.http_request_queue')).toEqual([
      { url: 'http://127.0.0.1:9/' },
    ]);
  });

  it('pg_cron', async () => {
    await db.query('create extension pg_cron');
    await db.query(`select cron.schedule('1 second', 'select 1')`);
    expect(await db.query('select command from cron.job')).toEqual([{ command: 'select 1' }]);
    const running = await db.query(
      `select pid from pg_stat_activity where backend_type like 'pg_cron%'`,
    );
    expect(running).toEqual([]);
  });

  it('pgmq', async () => {
    await db.query('create extension pgmq');
    expect((await db.refused(`select pgmq.create_partitioned('q')`)).code).toBe('0A000');
    await db.query(`select pgmq.create('q')`);
    const belonging = await db.query(
      `select from pg_depend where objid = 'pgmq.q_q'::regclass and deptype = 'e'`,
    );
    expect(belonging).toEqual([]);
  });

  it('pgjwt', async () => {
    await db.query('create extension pgjwt with schema extensions');
    expect(
      await db.query(`select valid from extensions.verify(extensions.sign('{}', 'k'), 'k')`),
    ).toEqual([{ valid: true }]);
  });

  it('http, hypopg, index_advisor, plpgsql_check, pg_tle and pgsodium', async () => {
    const calls = {
      http: `extensions.http_get('http://127.0.0.1:9/')`,
      hypopg: `extensions.hypopg_create_index('')`,
      index_advisor: `extensions.index_advisor('select 1')`,
      plpgsql_check: `extensions.plpgsql_check_function('now()')`,
      pg_tle: `pgtle.install_extension('x', '1', '', '')`,
      pgsodium: 'pgsodium.crypto_aead_det_keygen()',
    };
    for (const [name, call] of Object.entries(calls)) {
      const schema = name === 'pgsodium' ? name : 'extensions';
      await db.query(
        `create extension ${name}${name === 'pg_tle' ? '' : ` with schema ${schema}`}`,
      );
      expect((await db.refused(`select * from ${call}`)).code, name).toBe('0A000');
    }
  });

  it('pg_stat_statements', async () => {
    const refusal = await db.refused('select * from extensions.pg_stat_statements');
    expect(refusal.code).toBe('55000');
  });

  it('Other compiled extensions', async () => {
    for (const name of ['vector', 'pg_jsonschema', 'postgis', 'wrappers']) {
      expect((await db.refused(`create extension ${name}`)).code, name).toBe('0A000');
    }
  });
});

describe.runIf(isEmbedded)('Rights', () => {
  it('Event triggers', async () => {
    await db.query(
      'create function public.watch() returns event_trigger language plpgsql as $$ begin end $$',
    );
    expect(
      (await db.refused('create event trigger watch on ddl_command_end execute function watch()'))
        .code,
    ).toBe('42501');
  });

  it('Publications for all tables', async () => {
    expect((await db.refused('create publication everything for all tables')).code).toBe('42501');
  });

  it('The API roles', async () => {
    expect(await db.attempt(() => db.query('alter role anon login'))).toBeUndefined();
  });
});

describe('config.toml', () => {
  // that reset says so is proved in schema-tools-e2e, foreign-folder.test.ts
  it.runIf(isEmbedded)('major_version', () => {
    expect(testServer().version).toMatch(/^17\./);
  });
});

it('the page lists these differences, and no other', async ({ task }) => {
  const page = await readFile(join(workspaceRoot, 'docs/hosted-differences.md'), 'utf8');
  const listed = [...page.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, line]) => line);
  const held = task.file.tasks.flatMap((one) =>
    one.type === 'suite' ? one.tasks.map(({ name }) => name) : [],
  );
  expect(held.length).toBeGreaterThan(0);
  expect(listed).toEqual(held);
});
