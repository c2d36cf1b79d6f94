import { describe, expect, it } from 'vitest';
import { testServer, useDatabase } from '@parakeet/db-harness';
import { baseTemplate } from '@parakeet/local-supabase';

const db = useDatabase(() => baseTemplate);

// other engines have the extensions that their image has
describe.runIf(testServer().engine === 'embedded')('extensions of the embedded engine', () => {
  const create = (name: string, schema?: string) =>
    db.query(`create extension "${name}"${schema === undefined ? '' : ` with schema ${schema}`}`);

  it.each(
    (
      'autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn fuzzystrmatch ' +
      'hstore insert_username intarray isn ltree moddatetime pg_prewarm pg_trgm pg_walinspect ' +
      'pgrowlocks pgstattuple postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows ' +
      'tsm_system_time unaccent'
    ).split(' '),
  )('the role that migrates may create %s', async (name) => {
    expect(await db.attempt(() => create(name, 'extensions'))).toBeUndefined();
  });

  it('lists those that a hosted project begins with', async () => {
    const names = ['pg_stat_statements', 'pgcrypto', 'supabase_vault', 'uuid-ossp'];
    for (const name of names) await db.query(`create extension if not exists "${name}"`);
    expect(
      await db.query(
        `select extname as name from pg_extension where extname = any($1) order by 1`,
        [names],
      ),
    ).toEqual(names.map((name) => ({ name })));
  });

  it('a server of postgres_fdw can be made', async () => {
    await create('postgres_fdw', 'extensions');
    await db.query('create server elsewhere foreign data wrapper postgres_fdw');
    expect(await db.query('select srvname as name from pg_foreign_server')).toEqual([
      { name: 'elsewhere' },
    ]);
  });

  it.each(['vector', 'pg_jsonschema', 'postgis', 'wrappers', 'nonsense'])(
    '%s is not there: no stand-in says yes to everything (0A000)',
    async (name) => {
      const refusal = await db.refused(`create extension ${name}`);
      expect(refusal.code).toBe('0A000');
      expect(refusal.message).toContain(`extension "${name}" is not available`);
    },
  );

  describe('pg_net', () => {
    it('stores requests and sends none', async () => {
      await create('pg_net', 'extensions');
      await db.query(
        `select net.http_post(url => 'https://a.test/x?y=1', body => '{"a":1}',
           params => '{"q":"ä &"}')`,
      );
      await db.query('set local role authenticated');
      await db.query(`select net.http_get('https://a.test/')`);
      await db.query('reset role');
      expect(
        await db.query(
          `select method, url, convert_from(body, 'UTF8') as body, headers, timeout_milliseconds
           from net.http_request_queue order by id`,
        ),
      ).toEqual([
        {
          method: 'POST',
          url: 'https://a.test/x?y=1&q=%C3%A4%20%26',
          body: '{"a": 1}',
          headers: { 'Content-Type': 'application/json' },
          timeout_milliseconds: 5000,
        },
        {
          method: 'GET',
          url: 'https://a.test/',
          body: null,
          headers: {},
          timeout_milliseconds: 5000,
        },
      ]);
      expect(await db.query('select id from net._http_response')).toEqual([]);
    });

    it('waits for no answer that cannot come (0A000)', async () => {
      await create('pg_net');
      expect((await db.refused('select net._http_collect_response(1, false)')).code).toBe('0A000');
      expect((await db.refused('select net.check_worker_is_up()')).code).toBe('0A000');
    });
  });

  describe('pg_cron', () => {
    it('stores jobs, replaces them by name and forgets them', async () => {
      // hosted lets it be created with any schema
      await create('pg_cron', 'extensions');
      await db.query(`select cron.schedule('nightly', '0 3 * * *', 'select 1')`);
      await db.query(`select cron.schedule('nightly', '30 4 * * 1-5', 'select 2')`);
      await db.query(`select cron.schedule('10 seconds', 'select 3')`);
      expect(
        await db.query(
          `select jobname, schedule, command, database, active, username
           from cron.job order by jobid`,
        ),
      ).toEqual([
        {
          jobname: 'nightly',
          schedule: '30 4 * * 1-5',
          command: 'select 2',
          // whatever the database is called while it is built
          database: 'postgres',
          active: true,
          username: testServer().owner,
        },
        expect.objectContaining({ jobname: null, schedule: '10 seconds' }),
      ]);
      await db.query(`select cron.alter_job(jobid, active => false) from cron.job`);
      await db.query(`select cron.unschedule('nightly')`);
      expect(await db.query('select active from cron.job')).toEqual([{ active: false }]);
      expect((await db.refused(`select cron.unschedule('nightly')`)).message).toContain('nightly');
    });

    it.each(['not a time', '* * * *', '61 * * * *', '* 24 * * *', '60 seconds', '* * * * 8'])(
      'refuses the schedule %s (22023)',
      async (schedule) => {
        await create('pg_cron');
        expect((await db.refused('select cron.schedule($1, $2)', [schedule, 'x'])).code).toBe(
          '22023',
        );
      },
    );

    it.each(['* * * * *', '*/5 0-6,22 1,15 jan-mar *', '0 0 $ * *', '@daily', '59 23 31 12 7'])(
      'takes the schedule %s',
      async (schedule) => {
        await create('pg_cron');
        await db.query('select cron.schedule($1, $2)', [schedule, 'x']);
        expect(await db.query('select schedule from cron.job')).toEqual([{ schedule }]);
      },
    );

    it('jobs are written by its functions alone (42501)', async () => {
      await create('pg_cron');
      expect(
        (await db.refused(`insert into cron.job (schedule, command) values ('* * * * *', 'x')`))
          .code,
      ).toBe('42501');
    });
  });

  describe('pgmq', () => {
    it('is a queue: sends, hides, reads, archives, pops, measures', async () => {
      await create('pgmq');
      await db.query(`select pgmq.create('jobs')`);
      await db.query(`select pgmq.send('jobs', '{"n":1}')`);
      await db.query(`select pgmq.send_batch('jobs', array['{"n":2}', '{"n":3}']::jsonb[])`);
      await db.query(`select pgmq.send('jobs', '{"n":4}', 60)`);
      const read = `select msg_id::int as id, message ->> 'n' as n, read_ct from`;
      expect(await db.query(`${read} pgmq.read('jobs', 30, 2)`)).toEqual([
        { id: 1, n: '1', read_ct: 1 },
        { id: 2, n: '2', read_ct: 1 },
      ]);
      expect(await db.query(`${read} pgmq.read('jobs', 30, 9)`)).toEqual([
        { id: 3, n: '3', read_ct: 1 },
      ]);
      expect(await db.query(`${read} pgmq.pop('jobs')`)).toEqual([]);
      expect(await db.query(`select pgmq.archive('jobs', 1) as done`)).toEqual([{ done: true }]);
      expect(await db.query(`select pgmq.archive('jobs', 1) as done`)).toEqual([{ done: false }]);
      expect(await db.query(`select pgmq.delete('jobs', 2) as done`)).toEqual([{ done: true }]);
      expect(await db.query(`select message from pgmq.a_jobs`)).toEqual([{ message: { n: 1 } }]);
      await db.query(`select pgmq.set_vt('jobs', 4, 0)`);
      expect(await db.query(`${read} pgmq.pop('jobs')`)).toEqual([{ id: 4, n: '4', read_ct: 0 }]);
      expect(
        await db.query(`select queue_length::int, total_messages::int from pgmq.metrics('jobs')`),
      ).toEqual([{ queue_length: 1, total_messages: 4 }]);
      expect(await db.query(`select pgmq.purge_queue('jobs')::int as gone`)).toEqual([{ gone: 1 }]);
      expect(await db.query(`select queue_name from pgmq.list_queues()`)).toEqual([
        { queue_name: 'jobs' },
      ]);
      expect(await db.query(`select pgmq.drop_queue('jobs') as done`)).toEqual([{ done: true }]);
    });

    it('has queues with a hyphen in their name, not with two, a quote, ; or $', async () => {
      await create('pgmq');
      await db.query(`select pgmq.create('e-mails')`);
      await db.query(`select pgmq.send('e-mails', '{}')`);
      await db.query(`select pgmq.archive('e-mails', 1)`);
      expect(await db.query(`select count(*)::int from pgmq."a_e-mails"`)).toEqual([{ count: 1 }]);
      expect(await db.query(`select total_messages::int from pgmq.metrics('e-mails')`)).toEqual([
        { total_messages: 1 },
      ]);
      expect(await db.query(`select pgmq.drop_queue('e-mails') as done`)).toEqual([{ done: true }]);
      for (const name of ['e--mails', "e'mails", 'e;mails', 'e$mails']) {
        const { message } = await db.refused(`select pgmq.create($1)`, [name]);
        expect(message).toContain('queue name contains invalid characters');
      }
    });

    it('refuses a partitioned queue (0A000)', async () => {
      await create('pgmq');
      expect((await db.refused(`select pgmq.create_partitioned('jobs')`)).code).toBe('0A000');
    });
  });

  it('pgjwt signs and verifies', async () => {
    await create('pgjwt', 'extensions');
    // the example of RFC 7515's readers, jwt.io
    const payload = '{"sub":"1234567890","name":"John Doe","admin":true}';
    const [{ token } = { token: '' }] = await db.query<{ token: string }>(
      `select extensions.sign($1, 'secret') as token`,
      [payload],
    );
    expect(token).toBe(
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9.TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ',
    );
    const verified = (secret: string) =>
      db.query(`select payload, valid from extensions.verify($1, $2)`, [token, secret]);
    expect(await verified('secret')).toEqual([{ payload: JSON.parse(payload), valid: true }]);
    expect(await verified('other')).toMatchObject([{ valid: false }]);
    const [{ old } = { old: '' }] = await db.query<{ old: string }>(
      `select extensions.sign('{"exp":1000000000}', 'secret') as old`,
    );
    expect(await db.query(`select valid from extensions.verify($1, 'secret')`, [old])).toEqual([
      { valid: false },
    ]);
  });

  it.each([
    ['http', `select extensions.http_get('https://a.test/')`],
    ['http', `select extensions.http_post('https://a.test/', '{}', 'application/json')`],
    ['pg_graphql', `select graphql.resolve('{ a }')`],
    ['hypopg', `select extensions.hypopg_create_index('create index on pg_class (relname)')`],
    ['plpgsql_check', `select extensions.plpgsql_check_function('realtime.topic()')`],
    ['pg_tle', `select pgtle.install_extension('x', '1', '', '')`],
    ['pgsodium', `select pgsodium.crypto_aead_det_encrypt('', '', gen_random_uuid())`],
  ])('%s says that it stands in: %s (0A000)', async (name, statement) => {
    const own: Readonly<Record<string, string | undefined>> = {
      pg_graphql: 'graphql',
      pg_tle: undefined,
      pgsodium: undefined,
    };
    await create(name, name in own ? own[name] : 'extensions');
    const refusal = await db.refused(statement);
    expect(refusal.code).toBe('0A000');
    expect(refusal.message).toContain(`${name} is a stand-in here`);
    expect(refusal.hint).toContain('--engine=container');
  });

  it('index_advisor comes with hypopg, and gives no advice (0A000)', async () => {
    await create('hypopg', 'extensions');
    await create('index_advisor', 'extensions');
    expect((await db.refused(`select * from extensions.index_advisor('select 1')`)).code).toBe(
      '0A000',
    );
  });
});
