import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withRunDatabase } from '../harness/index.ts';
import { createCheckout, type Checkout } from './checkout.ts';

let checkout: Checkout;
/** The first migration of contracts, and what is in it. */
let name: string;
let text: string;
/** The newest one. */
let newest: string;

const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);

beforeAll(async () => {
  checkout = await createCheckout();
  const ofContracts = checkout.migrations.filter((file) =>
    /_enforce_\w+_contracts\.sql$/.test(file),
  );
  [name = ''] = ofContracts;
  newest = ofContracts.at(-1) ?? '';
  text = await readFile(inMigrations(name), 'utf8');
});
afterAll(() => checkout.remove());

describe('db-schema:contracts', () => {
  /** What the newest one and those behind it say; without them the database is out of step. */
  const later = new Map<string, string>();
  const takeBack = () => Promise.all([...later.keys()].map((file) => rm(inMigrations(file))));

  beforeAll(async () => {
    for (const file of checkout.migrations.filter((one) => one >= newest)) {
      later.set(file, await readFile(inMigrations(file), 'utf8'));
    }
  });
  afterEach(async () => {
    const known = new Set(checkout.migrations);
    for (const file of await migrations()) if (!known.has(file)) await rm(inMigrations(file));
    for (const [file, sql] of later) await writeFile(inMigrations(file), sql);
  });

  it('says so when all is in step, and writes nothing', async () => {
    const { code, output, said } = await checkout.run('contracts');
    expect(code, said).toBe(0);
    expect(output).toMatch(/✔ \d+ contracts and \d+ CHECKs in step/);
    expect(await migrations()).toEqual(checkout.migrations);
  });

  it('with --check names what is out of step, writes nothing and ends with 1', async () => {
    await takeBack();
    const { code, said } = await checkout.run('contracts', ['--check']);
    expect(code).toBe(1);
    expect(said).toContain('out of step with the contracts');
    expect(said).toMatch(
      /CHECK +auxiliary_pool_changes_exercises_contract on auxiliary_pool_changes/,
    );
    expect(said).toMatch(/domain +program_sessions/);
    expect(said).toContain('npx nx run db-schema:contracts');
    expect(await migrations()).toEqual(checkout.migrations.filter((file) => !later.has(file)));
  });

  it('writes the migration that is there, under the name it is told, and is then in step', async () => {
    await takeBack();
    const { code, output, said } = await checkout.run('contracts', ['--name=hold_to_contracts']);
    expect(code, said).toBe(0);
    const made = (await migrations()).find((file) => /^\d{14}_hold_to_contracts\.sql$/.test(file));
    expect(output).toContain(`supabase/migrations/${made}`);
    expect(output).toMatch(/function +contracts\.auxiliary_pool/);
    expect(await readFile(inMigrations(made ?? ''), 'utf8')).toBe(later.get(newest));

    const again = await checkout.run('contracts');
    expect(again.output).toContain('in step');
    expect(again.code).toBe(0);
  });

  it('refuses a name that is none, before it starts anything', async () => {
    await takeBack();
    const { code, said } = await checkout.run('contracts', ['--name=Hold To']);
    expect(code).toBe(1);
    expect(said).toContain('"Hold To" is no name for a migration');
    expect(said).not.toContain('applying');
  });

  it('has a --help of its own, and refuses an option that it has not', async () => {
    const help = await checkout.run('contracts', ['--help']);
    expect(help.code).toBe(0);
    expect(help.output).toContain('--check');
    expect(await checkout.run('contracts', ['--fix'])).toMatchObject({ code: 2 });
  });
});

describe('a database with rows in it takes the migration', () => {
  // what comes after it has proofs of its own
  beforeAll(async () => {
    for (const file of checkout.migrations) if (file > name) await rm(inMigrations(file));
  });

  const lifter = '11111111-1111-4111-8111-111111111111';
  const good = [{ pct: 0.5, reps: 5 }];

  /** A warm-up of before there were contracts, with its protocol. */
  const warmup = (lift: string, steps: unknown, protocol: string) =>
    `insert into public.warmup_configs (user_id, lift, custom_steps, protocol)
     values ('${lifter}', '${lift}', ${steps === undefined ? 'null' : `'${JSON.stringify(steps)}'`}, '${protocol}');`;

  // the database as it was before: without this migration and those that came later
  beforeEach(async () => {
    for (const file of await migrations()) if (file >= name) await rm(inMigrations(file));
  });

  it('keeps the rows that hold to it, and says which CHECK a bad one breaks', async () => {
    await withRunDatabase(async (target) => {
      const push = () =>
        checkout.run('push', ['--yes'], { environment: { PROD_DB_URL: target.ownerUrl } });
      const query = (sql: string) =>
        withClient(target.ownerUrl, async (client) => (await client.query(sql)).rows as unknown[]);
      const checks = () =>
        query(
          `select conname as name, convalidated as valid from pg_constraint
           where conname like 'warmup\\_configs\\_custom%' order by 1`,
        );

      expect(await push()).toMatchObject({ code: 0 });
      await query(
        `insert into auth.users (id) values ('${lifter}');` +
          warmup('squat', good, 'custom') +
          warmup('bench', [{ pct: 50, reps: 5 }], 'custom') +
          warmup('deadlift', undefined, 'minimal'),
      );

      await writeFile(inMigrations(name), text);
      const refused = await push();
      expect(refused.code).toBe(1);
      expect(refused.said).toContain('"warmup_configs_custom_steps_contract"');
      expect(refused.said).toContain('is violated by some row');
      expect(refused.said).toContain('but these objects are not as they were before it');
      // new rows are held to it from now on, and the old ones are all there
      expect(await checks()).toContainEqual({
        name: 'warmup_configs_custom_steps_contract',
        valid: false,
      });
      await expect(
        query(`update public.warmup_configs set custom_steps = '[]' where lift = 'squat'`),
      ).rejects.toThrow('warmup_configs_custom_steps_contract');
      expect(await query('select lift from public.warmup_configs order by 1')).toHaveLength(3);

      await query(
        `update public.warmup_configs set custom_steps = '[{"pct": 0.5, "reps": 5}]' where lift = 'bench'`,
      );
      const mended = await push();
      expect(mended.code, mended.said).toBe(0);
      expect(await checks()).toEqual([
        { name: 'warmup_configs_custom_steps_contract', valid: true },
        { name: 'warmup_configs_custom_steps_protocol_contract', valid: true },
      ]);
      expect((await push()).output).toContain('every migration is applied there');
    }, baseTemplate);
  });

  it('gives up, with nothing changed, where a long transaction holds a table', async () => {
    await withRunDatabase(async (target) => {
      const push = (...more: string[]) =>
        checkout.run('push', ['--yes', ...more], { environment: { PROD_DB_URL: target.ownerUrl } });
      expect(await push()).toMatchObject({ code: 0 });
      await writeFile(inMigrations(name), text);
      await withClient(target.ownerUrl, async (client) => {
        await client.query('begin; select count(*) from public.sessions');
        const { code, said } = await push('--lock-timeout=100ms');
        expect(code).toBe(1);
        expect(said).toContain('lock timeout');
        await client.query('rollback');
        const { rows } = await client.query(
          `select nspname from pg_namespace where nspname = 'contracts'`,
        );
        expect(rows).toEqual([]);
      });
      expect(await push()).toMatchObject({ code: 0 });
    }, baseTemplate);
  });
});

async function migrations(): Promise<string[]> {
  return (await readdir(join(checkout.directory, 'supabase/migrations'))).toSorted();
}
