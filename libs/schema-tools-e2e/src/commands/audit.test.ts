import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { project } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { contractColumns } from '@parakeet/db-harness/contract-columns';

// The target is a migrated database with the seed in it, whose CHECKs are dropped: as production
// was before it had them.
let checkout: Checkout;
let template: RunDatabase;
let target: RunDatabase;

beforeAll(async () => {
  checkout = await createCheckout();
  template = await createRunDatabase();
  await withClient(template.ownerUrl, async (client) => {
    await client.query(await readFile(join(project().supabase, 'seed.sql'), 'utf8'));
    await client.query(`do $$
      declare found record;
      begin
        for found in
          select conrelid::regclass as relation, conname from pg_constraint
          where conname like '%\\_contract' and contype = 'c' and conrelid <> 0
        loop
          execute format('alter table %s drop constraint %I', found.relation, found.conname);
        end loop;
      end $$`);
  });
});
afterAll(async () => {
  await dropRunDatabase(template);
  await checkout.remove();
});
beforeEach(async () => {
  target = await createRunDatabase(template.name);
});
afterEach(() => dropRunDatabase(target));

const inTarget = <Result>(use: (client: pg.Client) => Promise<Result>) =>
  withClient(target.ownerUrl, use);

const audit = (...parameters: string[]) =>
  checkout.run('audit', parameters, { environment: { PROD_DB_URL: target.ownerUrl } });

/** Makes the documents of some logs ones that the contract refuses, and returns their ids. */
async function spoil(document: string, logs: number): Promise<string[]> {
  return inTarget(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update session_logs set actual_sets = $1
       where id in (select id from session_logs order by id limit $2) returning id`,
      [document, logs],
    );
    return rows.map(({ id }) => id);
  });
}

/** Copies of one log, many, as its corrections. */
async function addLogs(number: number): Promise<void> {
  await inTarget((client) =>
    client.query(
      `insert into session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
       select log.session_id, log.user_id, log.actual_sets, true, log.id
       from (select * from session_logs limit 1) as log, generate_series(1, $1)`,
      [number],
    ),
  );
}

it('finds nothing in the seed, counts each column, and never shows the password', async () => {
  const { code, output, stderr } = await audit();
  expect(code, stderr).toBe(0);
  expect(output).toMatch(/session_logs\.actual_sets +\d+ rows, none refused/);
  expect(output).toMatch(/warmup_configs\.custom_steps +5 rows, none refused/);
  // NULL is no document
  const { all, documents } = await inTarget(async (client) => {
    const { rows } = await client.query<{ all: number; documents: number }>(
      `select count(*)::int as all, count(planned_sets)::int as documents from sessions`,
    );
    return rows[0] ?? { all: 0, documents: 0 };
  });
  expect(documents).toBeLessThan(all);
  expect(output).toMatch(new RegExp(`sessions\\.planned_sets +${documents} rows, none refused`));
  expect(output.match(/none refused/g)).toHaveLength(contractColumns.length);
  expect(output).toContain('none that the contracts refuse');
  expect(output + stderr).not.toContain('postgres:postgres@');
});

it('names the rows that are refused, with path and message, and ends with 1', async () => {
  const [log] = await spoil(
    '[{"set_number": 1, "weight_grams": 140, "reps_completed": 5, "x": 1}]',
    1,
  );
  const [recovery] = await inTarget(async (client) => {
    await client.query(`update sessions set planned_sets = 'null' where planned_sets is not null`);
    await client.query(`update warmup_configs set protocol = 'custom' where custom_steps is null`);
    const { rows } = await client.query<{ id: string }>(
      `update recovery_snapshots set raw_payload = '[]'
       where id = (select min(id::text)::uuid from recovery_snapshots) returning id`,
    );
    return rows;
  });
  const { code, output, stderr } = await audit('--limit=500');
  expect(code).toBe(1);
  expect(output).toContain(`✘ session_logs.actual_sets  ${log}\n    [0] has an unknown key "x"\n`);
  expect(output).toContain(
    `✘ recovery_snapshots.raw_payload  ${recovery?.id}\n    the value must be an object, not a list\n`,
  );
  expect(output).toContain('the value must be a list of 0 to 200 elements, not null');
  expect(output).toContain('the value is missing, though protocol is custom');
  expect(output).toMatch(/session_logs\.actual_sets +\d+ rows, 1 refused/);
  expect(stderr).toMatch(/\d+ of \d+ rows in [\d.]+ s: today's contracts refuse them/);
});

it('reads more rows than a page, each of them once', async () => {
  await addLogs(2500);
  const ids = await spoil('{}', 1700);
  const { code, output } = await audit(
    '--column=session_logs.actual_sets',
    '--limit=9999',
    '--output-format=json',
  );
  expect(code).toBe(1);
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const last = lines.pop();
  expect(new Set(lines.map(({ key }) => key))).toEqual(new Set(ids));
  expect(lines).toHaveLength(ids.length);
  expect(lines[0]).toEqual({
    table: 'session_logs',
    column: 'actual_sets',
    key: lines[0]?.['key'],
    errors: ['the value must be a list of 0 to 200 elements, not an object'],
  });
  const rows = await inTarget(async (client) => {
    const found = await client.query<{ count: number }>('select count(*)::int from session_logs');
    return found.rows[0]?.count;
  });
  expect(last).toEqual({
    counts: [{ column: 'session_logs.actual_sets', rows, refused: ids.length }],
    missing: [],
    unknown: [],
  });
});

it('reads documents larger than a page', async () => {
  await inTarget((client) =>
    client.query(
      `update recovery_snapshots set raw_payload = jsonb_build_object('a', repeat('x', 3000000))`,
    ),
  );
  const { code, output } = await audit('--column=recovery_snapshots.raw_payload');
  expect(code).toBe(1);
  expect(output).toMatch(/raw_payload +(\d+) rows, \1 refused/);
  expect(output).toContain('must be at most 262144 bytes of JSON');
});

it('names as many rows as it is told, and counts the rest', async () => {
  await spoil('{}', 5);
  const { output } = await audit('--column=session_logs.actual_sets', '--limit=2');
  expect(output.match(/✘/g)).toHaveLength(2);
  expect(output).toContain('and 3 rows more, not named (--limit)');
});

describe('an audit that is interrupted', () => {
  it('says what it has seen and how to go on, and the rest is found by going on', async () => {
    await addLogs(3000);
    const ids = await spoil('{}', 3050);
    const running = checkout.start('audit', ['--limit=9999', '--output-format=json'], {
      environment: { PROD_DB_URL: target.ownerUrl },
    });
    // the audit waits for this lock at the column that comes after the logs
    await inTarget(async (client) => {
      await client.query('begin; lock table sessions in access exclusive mode');
      await auditWaits(client);
      running.process.kill('SIGINT');
      // at once: it does not wait for what it has asked
      await running.outcome;
      await client.query('rollback');
    });
    const { code, output, stderr } = await running.outcome;
    expect(code, stderr).toBe(130);
    expect(stderr).toContain(
      '  npx nx run db-schema:audit --from=sessions.planned_sets --limit=9999 --output-format=json\n',
    );
    expect(output.split('\n').filter((line) => line.includes('"errors"'))).toHaveLength(ids.length);

    // from the middle of the logs
    const [before, after] = [ids.toSorted().slice(0, 1000), ids.toSorted().slice(1000)];
    const rest = await audit(
      `--from=session_logs.actual_sets:${before.at(-1)}`,
      '--limit=9999',
      '--output-format=json',
    );
    expect(rest.code).toBe(1);
    const found = rest.output
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const { key } = JSON.parse(line) as { key?: string };
        return key === undefined ? [] : [key];
      });
    expect(found.toSorted()).toEqual(after);
    expect(rest.output).toContain('"column":"warmup_configs.custom_steps"');
    expect(rest.output).not.toContain('"column":"edge_cases.adjustment_applied"');
  });

  it('by a server that goes away says so, and how to go on', async () => {
    const running = checkout.start('audit', [], {
      environment: { PROD_DB_URL: target.ownerUrl },
    });
    await inTarget(async (client) => {
      await client.query('begin; lock table sessions in access exclusive mode');
      await auditWaits(client);
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parakeet audit' and datname = current_database()`,
      );
      await client.query('rollback');
    });
    const { code, stderr } = await running.outcome;
    expect(code).toBe(1);
    expect(stderr).toContain('the audit did not finish');
    expect(stderr).toContain('--from=sessions.planned_sets');
  });

  it('in the middle of a table goes on there, as it was told to look', async () => {
    await addLogs(400);
    await spoil('{}', 300);
    // reading the key of the 150th log waits for a lock: on the second page
    await inTarget((client) =>
      client.query(`
        create type held as (id uuid);
        alter table session_logs
          drop constraint session_logs_pkey cascade,
          add column held held;
        update session_logs set held = row(id);
        alter table session_logs add primary key (held);
        create table last as select id from session_logs order by id offset 149 limit 1;
        create function hold(held) returns text language plpgsql as $$
          begin
            if exists (select from public.last where id = $1.id) then
              perform pg_advisory_xact_lock(1);
            end if;
            return '(' || $1.id || ')';
          end $$;
        create cast (held as text) with function hold(held)`),
    );
    const parameters = [
      `--db-url=${target.ownerUrl}?connect_timeout=20&sslmode=disable`,
      '--column=session_logs.actual_sets',
      '--limit=999',
    ];
    const running = checkout.start('audit', parameters);
    await inTarget(async (client) => {
      await client.query('select pg_advisory_lock(1)');
      await auditWaits(client);
      running.process.kill('SIGINT');
      await running.outcome;
    });
    const first = await running.outcome;
    expect(first.code, first.stderr).toBe(130);
    expect(first.output).toContain('session_logs.actual_sets  100 rows, 100 refused');
    expect(first.stderr).not.toContain('postgres:postgres@');
    const resume =
      /^ {2}npx nx run db-schema:audit '--db-url=\S+:\*\*\*@\S+&sslmode=disable' --column=session_logs.actual_sets '--from=(\S+)' --limit=999$/m.exec(
        first.stderr,
      );
    const rest = await checkout.run('audit', [...parameters, `--from=${resume?.[1]}`]);
    expect(rest.output).toMatch(/session_logs\.actual_sets +\d+ rows, 200 refused/);
    const keys = [...(first.output + rest.output).matchAll(/✘ \S+ +(\S+)/g)].map(([, key]) => key);
    expect(keys).toHaveLength(300);
    expect(new Set(keys).size).toBe(300);
  });
});

describe('writes nothing', () => {
  it('even where reading a row would: Postgres refuses it (25006)', async () => {
    await inTarget((client) =>
      client.query(`
        create table written (what text);
        create type noted as (what text);
        create function write_down(noted) returns text language plpgsql as $$
          begin
            insert into public.written values ($1.what);
            return $1.what;
          end $$;
        create cast (noted as text) with function write_down(noted);
        alter table warmup_configs add column noted noted;
        update warmup_configs set noted = row(protocol);
        alter table warmup_configs drop column protocol cascade;
        alter table warmup_configs rename column noted to protocol`),
    );
    const { code, stderr } = await audit('--column=warmup_configs.custom_steps');
    expect(stderr).toContain('did not finish: cannot execute INSERT in a read-only transaction');
    expect(code).toBe(1);
    // the same read by someone who may write
    await inTarget(async (client) => {
      await client.query('select protocol::text from warmup_configs');
      expect((await client.query('select from written')).rowCount).toBeGreaterThan(0);
    });
  });

  it('and has no transaction that could have', async () => {
    await inTarget(async (client) => {
      await client.query('begin; lock table sessions in access exclusive mode');
      const running = checkout.start('audit', [], {
        environment: { PROD_DB_URL: target.ownerUrl },
      });
      await auditWaits(client);
      const { rows } = await client.query<{ xid: string | null; query: string }>(
        `select backend_xid::text as xid, query from pg_stat_activity
         where application_name = 'parakeet audit' and datname = current_database()`,
      );
      // a transaction that has written has an id
      expect(rows).toEqual([{ xid: null, query: expect.stringContaining('planned_sets') }]);
      await client.query('rollback');
      expect((await running.outcome).code).toBe(0);
    });
  });
});

it('refuses a role from which policies hide rows', async () => {
  await inTarget(async (client) => {
    await client.query(`create role parakeet_reader login password 'reader' nobypassrls`);
    await client.query('grant usage on schema public to parakeet_reader');
    await client.query('grant select on all tables in schema public to parakeet_reader');
  });
  try {
    const address = new URL(target.ownerUrl);
    [address.username, address.password] = ['parakeet_reader', 'reader'];
    const { code, stderr } = await checkout.run('audit', [`--db-url=${address.toString()}`]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'row level security hides rows of auxiliary_pool_changes from this role',
    );
    expect(stderr).not.toContain('reader:reader');
  } finally {
    await withClient(target.adminUrl, (client) =>
      client.query('drop owned by parakeet_reader; drop role parakeet_reader'),
    );
  }
});

it('looks at a database of another schema, and says what is not there', async () => {
  await inTarget((client) =>
    client.query(
      `alter table sessions drop column jit_input_snapshot;
       drop table warmup_configs;
       alter table profiles add column preferences jsonb`,
    ),
  );
  const { code, output, stderr } = await audit();
  expect(code, stderr).toBe(0);
  expect(output).toContain('none that the contracts refuse; some columns are missing');
  expect(stderr).toContain('sessions.jit_input_snapshot is not there');
  expect(stderr).toContain('warmup_configs.custom_steps is not there');
  expect(stderr).toContain('profiles.preferences is JSONB, but has no contract');
  expect(output.match(/none refused/g)).toHaveLength(contractColumns.length - 2);
});

it('does not count a column as read if it has another type or lost its discriminator', async () => {
  await inTarget((client) =>
    client.query(
      `alter table session_logs alter column actual_sets type json using actual_sets::json;
       alter table warmup_configs drop column protocol cascade`,
    ),
  );
  const { code, output, stderr } = await audit('--output-format=json');
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(
    'session_logs.actual_sets is json there, not jsonb: the schema is another',
  );
  expect(stderr).toContain('warmup_configs.protocol is not there');
  const { counts, missing } = JSON.parse(output) as { counts: unknown[]; missing: string[] };
  expect(counts).toHaveLength(contractColumns.length - 1);
  expect(missing).toHaveLength(2);
});

it('refuses a table without a primary key, and looks at the others without it', async () => {
  await inTarget((client) =>
    client.query('alter table soreness_checkins drop constraint soreness_checkins_pkey cascade'),
  );
  const { code, output, stderr } = await audit();
  expect(code).toBe(1);
  expect(stderr).toContain('soreness_checkins has no primary key');
  expect(output).toBe('');
  expect((await audit('--column=session_logs.actual_sets')).code).toBe(0);
});

it('reads a table by a key of several columns, from any row of it on', async () => {
  await addLogs(300);
  const ids = await spoil('{}', 150);
  await inTarget((client) =>
    client.query(
      `alter table session_logs drop constraint session_logs_pkey cascade;
       alter table session_logs add primary key (user_id, id)`,
    ),
  );
  const keysFrom = async (from: string) => {
    const { output } = await audit(`--from=${from}`, '--output-format=json', '--limit=999');
    return [...output.matchAll(/"key":"(\S+?)"/g)].map(([, key = '']) => key);
  };
  const keys = await keysFrom('session_logs.actual_sets');
  expect(keys.map((key) => key.replace(/^.*,/, '')).toSorted()).toEqual(ids.toSorted());
  expect(await keysFrom(`session_logs.actual_sets:${keys[69]}`)).toEqual(keys.slice(70));
});

it('says so of a database where there is nothing to look at, and ends with 1', async () => {
  const empty = await createRunDatabase(baseTemplate);
  try {
    const { code, stderr } = await checkout.run('audit', [`--db-url=${empty.ownerUrl}`]);
    expect(stderr.match(/is not there/g)).toHaveLength(contractColumns.length);
    expect(stderr).toContain('the database has none of the columns with a contract');
    expect(code).toBe(1);
  } finally {
    await dropRunDatabase(empty);
  }
});

it.each([
  [['--limit=many'], '--limit takes a whole number from 0 to 999999999, not "many"', 2],
  [['--output-format=xml'], '--output-format=xml is not known', 2],
  [['--column=sessions.notes'], 'There are auxiliary_pool_changes.exercises, ', 2],
  [['--from=session_logs.actual_sets:x'], 'invalid input syntax for type uuid: "x"', 2],
  [['--fix'], "Unknown option '--fix'", 2],
])('refuses %j', async (parameters, message, expected) => {
  const { code, stderr } = await audit(...parameters);
  expect(stderr).toContain(message);
  expect(code).toBe(expected);
});

it('that cannot connect says so, and does not repeat the password', async () => {
  const address = new URL(target.ownerUrl);
  address.password = 'correct-horse-battery';
  const { code, output, stderr } = await checkout.run('audit', [`--db-url=${address.toString()}`]);
  expect(code).toBe(1);
  expect(stderr).toContain('does not answer');
  expect(output + stderr).not.toContain('correct-horse');
});

it('without an address says where to give one', async () => {
  const { code, stderr } = await checkout.run('audit');
  expect(code).toBe(1);
  expect(stderr).toContain('There is no address to audit');
});

/** Waits until the audit waits for a lock. */
async function auditWaits(client: pg.Client): Promise<void> {
  for (;;) {
    // nobody else is in this database; other clones of it have the same tables
    const { rowCount } = await client.query(
      `select from pg_locks
       where not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    if (rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
