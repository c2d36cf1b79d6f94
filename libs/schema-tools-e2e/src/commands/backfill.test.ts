import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import type { Checkout } from '@parakeet/db-harness/checkout';
import { wholeNumberOf } from '@parakeet/db-harness/environment';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { readMigrationFiles, replay } from '@parakeet/schema-tools';

// Rows of a database that others work on are changed in batches. `changed` counts how often each
// row was changed.

const rows = 5000;
/** Rows while clients work: many of them in `npx nx run schema-tools-e2e:backfill`. */
const rowsAtWork = wholeNumberOf('PARAKEET_BACKFILL_ROWS', 10_000, 9_000_000) ?? 20_000;
const version = '20300101000000';

let checkout: Checkout;
let database: RunDatabase;
let client: pg.Client;
beforeAll(async () => {
  checkout = await createSmallCheckout({
    [`migrations/${version}_logs.sql`]: `
      create table public.logs (
        id int primary key, effort int, changed int not null default 0,
        constraint logs_effort_check check (effort < 99000000)
      );
      create table public.pairs (one int, other int, primary key (one, other));\n`,
  });
  database = await createRunDatabase(baseTemplate);
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await replay(client, await readMigrationFiles(join(checkout.directory, 'supabase/migrations')));
});
afterAll(async () => {
  await client.end();
  await dropRunDatabase(database);
  await checkout.remove();
});

const folder = () => join(checkout.directory, 'supabase/backfills');
beforeEach(async () => {
  await client.query(`truncate public.logs`);
  await client.query('insert into public.logs (id) select generate_series(1, $1::int)', [rows]);
  await rm(folder(), { recursive: true, force: true });
  await mkdir(folder());
});

const usual = `-- Effort of logs from before it was asked for.
-- table: public.logs
-- rows: effort is null
update public.logs set effort = id * 10, changed = changed + 1 where id = any($1);
`;

async function write(text = usual, name = `${version}_effort`): Promise<void> {
  await writeFile(join(folder(), `${name}.sql`), text);
}

const start = (...parameters: string[]) =>
  checkout.start('backfill', parameters, { environment: { PROD_DB_URL: database.ownerUrl } });
const run = (...parameters: string[]) => start(...parameters).outcome;

/** How many rows were changed how often. */
async function changes(): Promise<Record<string, number>> {
  const counted = await client.query<{ changed: number; rows: number }>(
    'select changed, count(*)::int as rows from public.logs group by 1',
  );
  return Object.fromEntries(counted.rows.map((one) => [one.changed, one.rows]));
}

describe('backfill', () => {
  it('counts first, and changes nothing in a dry run', async () => {
    await write();
    const { code, output } = await run('--dry-run');
    expect(output).toContain(`${version}_effort  ${rows} rows to change`);
    expect(output).toContain('a dry run: nothing was sent');
    expect(code).toBe(0);
    expect(await changes()).toEqual({ 0: rows });
  });

  it('changes each row once, says what it did, and finds nothing the second time', async () => {
    await write();
    const { code, output } = await run('--yes', '--pause=0');
    expect(output).toMatch(new RegExp(`effort: ${rows} rows changed in \\d+ batches, .*; 0 left`));
    expect(code).toBe(0);
    expect(await changes()).toEqual({ 1: rows });
    const again = await run('--yes');
    expect(again.output).toContain('no row is left to change');
    expect(again.code).toBe(0);
    expect(await changes()).toEqual({ 1: rows });
  });

  it('does nothing where nobody can be asked', async () => {
    await write();
    const { code, stderr } = await run();
    expect(stderr).toContain('there is no terminal to ask in');
    expect(code).toBe(1);
    expect(await changes()).toEqual({ 0: rows });
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'ended by %s half-way, it goes on when it is begun again',
    async (signal) => {
      await write();
      const running = start('--yes', '--pause=20', '--batch-time=1');
      await expect.poll(async () => (await changes())['1'] ?? 0).toBeGreaterThan(100);
      running.process.kill(signal);
      const { stderr } = await running.outcome;
      if (signal === 'SIGINT') expect(stderr).toMatch(/before it stopped; they stay/);
      // what the server had in hand has ended with its session
      await expect.poll(sessions).toBe(0);
      const half = (await changes())['1'] ?? 0;
      expect(half).toBeLessThan(rows);
      const { code, output } = await run('--yes', '--pause=0');
      expect(output).toContain(`${rows - half} rows changed`);
      expect(code).toBe(0);
      expect(await changes()).toEqual({ 1: rows });
    },
  );

  it('changes each row once while clients change rows, killed and begun again', async () => {
    await client.query('insert into public.logs (id) select generate_series($1::int, $2::int)', [
      rows + 1,
      rowsAtWork,
    ]);
    await write();
    const work = new AbortController();
    const clients = Promise.all(Array.from({ length: 6 }, () => changeRows(work.signal)));
    try {
      const running = start('--yes');
      // counting is work for the server too
      const often = { interval: rowsAtWork / 100, timeout: 300_000 };
      await expect
        .poll(async () => (await changes())['1'] ?? 0, often)
        .toBeGreaterThan(rowsAtWork / 4);
      running.process.kill('SIGKILL');
      await running.outcome;
      await expect.poll(sessions).toBe(0);
      const { code, stderr, output } = await run('--yes');
      expect(code, stderr).toBe(0);
      console.log(output.trim().split('\n').at(-1));
    } finally {
      work.abort();
    }
    expect(await changes()).toEqual({ 1: rowsAtWork });
    const waits = (await clients).flat();
    expect(waits.length).toBeGreaterThan(100);
    const longest = waits.reduce((one, other) => Math.max(one, other));
    console.log(`six clients: ${waits.length} statements, the longest ${Math.round(longest)} ms`);
  });

  it('waits for rows that somebody has, and hinders nobody else meanwhile', async () => {
    await write();
    const other = new pg.Client({ connectionString: database.adminUrl });
    await other.connect();
    try {
      await other.query('begin; update public.logs set id = id where id = 2500');
      const running = start('--yes', '--pause=0', '--lock-timeout=50');
      await expect.poll(async () => (await changes())['1'] ?? 0).toBeGreaterThan(2000);
      // a row behind the locked one is free
      await client.query(`set lock_timeout = '2s'; update public.logs set id = id where id = 4000`);
      await sleep(200);
      await other.query('commit');
      const { code, output } = await running.outcome;
      expect(output).toMatch(/tried again after waiting for a lock/);
      expect(code).toBe(0);
      expect(await changes()).toEqual({ 1: rows });
    } finally {
      await other.end();
    }
  });

  it('names the row that Postgres refuses; earlier batches stay', async () => {
    await write(usual.replace('id * 10', 'case when id = 777 then 99000000 else 1 end'));
    const { code, stderr } = await run('--yes', '--pause=0');
    expect(stderr).toMatch(/the row 777 of public\.logs is refused: .*logs_effort_check.*23514/);
    expect(code).toBe(1);
    expect(await changes()).toEqual({ 0: rows - 776, 1: 776 });
  });

  it('refuses a statement after which its rows are left as they were', async () => {
    await write(usual.replace('effort = id * 10,', ''));
    const { code, stderr } = await run('--yes');
    expect(stderr).toContain('still matches after its change');
    expect(code).toBe(1);
    expect(await changes()).toEqual({ 0: rows });
  });

  it('does not run beside another one', async () => {
    await write();
    const running = start('--yes', '--pause=50', '--batch-time=1');
    await expect.poll(async () => (await changes())['1'] ?? 0).toBeGreaterThan(0);
    const { code, stderr } = await run('--yes');
    expect(stderr).toContain('Another backfill works on this database');
    expect(code).toBe(1);
    running.process.kill('SIGINT');
    await running.outcome;
  });

  it('writes JSON', async () => {
    await write();
    const { output } = await run('--yes', '--pause=0', '--output-format=json');
    expect(JSON.parse(output)).toMatchObject({ table: 'public.logs', rows, left: 0 });
  });

  it('waits for its migration', async () => {
    await write(usual, '20400101000000_effort');
    const { code, stderr } = await run('--yes');
    expect(stderr).toContain('the migration 20400101000000 is not applied there');
    expect(code).toBe(1);
  });

  it.each([
    ['without a version', usual, 'effort', 'the name has no version'],
    ['no table', usual.replace('-- table: public.logs\n', ''), undefined, 'no line "-- table: …"'],
    [
      'no such table',
      usual.replace('-- table: public.logs', '-- table: public.log'),
      undefined,
      'has no table public.log',
    ],
    ['a key of two', usual.replaceAll('public.logs', 'public.pairs'), undefined, 'has 2 columns'],
    [
      'no such column',
      usual.replace('rows: effort', 'rows: effect'),
      undefined,
      'column "effect" does not exist',
    ],
    ['two statements', `${usual}select 1;`, undefined, 'it has 2 statements'],
    [
      'a question',
      usual.replace(/update[^]*/, 'select $1'),
      undefined,
      'neither UPDATE nor DELETE',
    ],
    ['no keys', usual.replace('any($1)', 'any(array[1])'), undefined, 'lacks $1'],
    ['no SQL', usual.replace('update', 'updat'), undefined, 'syntax error'],
  ])('refuses %s', async (_, text, name, says) => {
    await write(text, name);
    const { code, stderr } = await run('--yes');
    expect(stderr).toContain(says);
    expect(code).toBe(1);
    expect(await changes()).toEqual({ 0: rows });
  });
});

async function sessions(): Promise<number> {
  const found = await client.query(
    `select from pg_stat_activity where application_name = 'parakeet backfill' and datname = $1`,
    [database.name],
  );
  return found.rows.length;
}

/** Changes rows at random, one after the other, and returns the milliseconds that each took. */
async function changeRows(signal: AbortSignal): Promise<number[]> {
  const waits: number[] = [];
  await withClient(database.ownerUrl, async (one) => {
    while (!signal.aborted) {
      const began = performance.now();
      // a refusal or a deadlock would fail the test
      await one.query('update public.logs set id = id where id = $1', [
        1 + Math.floor(Math.random() * rowsAtWork),
      ]);
      waits.push(performance.now() - began);
      await sleep(5);
    }
  });
  return waits;
}
