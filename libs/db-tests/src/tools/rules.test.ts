import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedInto } from '../fixtures/seed.ts';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCases } from '../integrity/cases.ts';
import { insertJson, prepareRow, type TableName } from '../fixtures/row-fixtures.ts';
import { Session, withRunDatabase, type RunDatabase } from '../harness/index.ts';
import { createCheckout, type Checkout } from './checkout.ts';

// That each takes a database with rows in it, and leaves them as they are: src/upgrade.
let checkout: Checkout;
const texts = new Map<string, string>();

beforeAll(async () => {
  checkout = await createCheckout();
  for (const file of checkout.migrations) {
    texts.set(file, await readFile(inMigrations(file), 'utf8'));
  }
});
afterAll(() => checkout.remove());

function inMigrations(file: string): string {
  return join(checkout.directory, 'supabase/migrations', file);
}

const push = (target: RunDatabase) =>
  checkout.run('push', ['--yes'], { environment: { PROD_DB_URL: target.ownerUrl } });

/** Hands out a database of the step before a migration; `step` then applies the migration. */
async function before(
  name: string,
  use: (scene: {
    readonly db: Session;
    readonly step: () => ReturnType<Checkout['run']>;
    readonly target: RunDatabase;
  }) => Promise<void>,
): Promise<void> {
  const place = checkout.migrations.findIndex((file) => file.endsWith(`_${name}.sql`));
  if (place < 1) throw new Error(`there is no migration ${name}`);
  await withRunDatabase(async (target) => {
    for (const file of checkout.migrations.slice(place)) await rm(inMigrations(file));
    try {
      const earlier = await push(target);
      expect(earlier.code, earlier.said).toBe(0);
      const file = checkout.migrations[place] ?? '';
      await writeFile(inMigrations(file), texts.get(file) ?? '');
      await withClient(target.ownerUrl, (client) =>
        use({ db: new Session(() => client), step: () => push(target), target }),
      );
    } finally {
      for (const [file, text] of texts) await writeFile(inMigrations(file), text);
    }
  }, baseTemplate);
}

/** What `public` consists of, and every row of it, as text. */
async function everything(db: Session): Promise<unknown> {
  const [row] = await db.query<{ all: unknown }>(
    `select jsonb_build_object(
       'constraints', (select jsonb_agg(pg_get_constraintdef(oid) order by conname, conrelid)
         from pg_constraint where connamespace = 'public'::regnamespace),
       'indexes', (select jsonb_agg(indexdef order by indexdef) from pg_indexes
         where schemaname = 'public'),
       'triggers', (select jsonb_agg(tgname order by tgname) from pg_trigger where not tgisinternal),
       'rows', (select md5(string_agg(t::text, '' order by id)) from public.sessions as t)
         || (select md5(string_agg(t::text, '' order by id)) from public.session_logs as t)
         || (select md5(string_agg(t::text, '' order by id)) from public.programs as t)
     ) as all`,
  );
  return row?.all;
}

/** The tables that there are at this step. */
async function tablesOf(db: Session): Promise<(table: TableName) => boolean> {
  const rows = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace`,
  );
  const names = new Set(rows.map(({ name }) => name));
  return (table) => names.has(table);
}

describe.each(['carry_owner_in_references', 'hold_states_and_counts', 'keep_times'])(
  '%s',
  (name) => {
    it('gives up where a long transaction holds a table, and goes on when pushed again', async () => {
      await before(name, async ({ db, step, target }) => {
        await withClient(target.ownerUrl, async (client) => {
          await client.query('begin; lock table public.sessions in row exclusive mode');
          // an index that is built waits for transactions, for as long as they take and beside the
          // writers; PGOPTIONS has it give up too, and leaves an index behind that is not valid
          const started = checkout.start('push', ['--yes'], {
            environment: { PROD_DB_URL: target.ownerUrl, PGOPTIONS: '-c lock_timeout=800ms' },
          });
          const { code, said } = await started.outcome;
          expect(code).toBe(1);
          expect(said).toContain('lock timeout');
          expect(said).toContain('Nothing is wrong with the file');
          await client.query('rollback');
        });
        const { code, said } = await step();
        expect(code, said).toBe(0);
        expect(await db.query('select from pg_index where not indisvalid')).toEqual([]);
      });
    });
  },
);

describe('carry_owner_in_references', () => {
  it('stops before changing anything, counts and names the rows that point at another lifter’s', async () => {
    await before('carry_owner_in_references', async ({ db, step }) => {
      await seedInto(db);
      const moved = await db.query<{ id: string }>(
        `update public.soreness_checkins set user_id = '00000000-0000-4000-8000-00000000000b'
         where user_id = '00000000-0000-4000-8000-00000000000a' returning id`,
      );
      await db.query(
        `update public.edge_cases set program_id = '00000000-0000-4000-8003-0000000000b1'
         where id = '00000000-0000-4000-8007-0000000000a1'`,
      );
      const [astray] = await db.query<{ id: string }>(
        `insert into public.session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
         select other.id, other.user_id, '[]', true, log.id
         from public.session_logs as log
         join public.sessions as other on other.user_id = log.user_id and other.id <> log.session_id
         limit 1 returning id`,
      );
      const all = await everything(db);
      const { code, said } = await step();
      expect(code).toBe(1);
      expect(said).toContain('nothing was changed');
      expect(said).toContain('1 rows of session_logs break session_logs_corrects_log_id_fkey');
      expect(said).toContain(astray?.id);
      expect(said).toContain(
        `${moved.length} rows of soreness_checkins break soreness_checkins_session_id_fkey`,
      );
      expect(said).toContain(moved.map(({ id }) => id).toSorted()[0]);
      expect(said).toContain('00000000-0000-4000-8007-0000000000a1');
      expect(await everything(db)).toEqual(all);

      // the select of the message finds them
      const select = /select source\.\* from public\.edge_cases as source.*?user_id;/m.exec(said);
      expect(await db.query(select?.[0] ?? 'no select')).toHaveLength(1);
      await db.query(
        `update public.soreness_checkins as c set user_id = s.user_id
         from public.sessions as s where s.id = c.session_id;
         update public.edge_cases set program_id = null
         where id = '00000000-0000-4000-8007-0000000000a1';
         delete from public.session_logs as log using public.session_logs as corrected
         where corrected.id = log.corrects_log_id and corrected.session_id <> log.session_id`,
      );
      const mended = await step();
      expect(mended.code, mended.said).toBe(0);
    });
  });
});

describe('carry_owner_in_references, where a reader keeps a table', () => {
  it('lets go of what it has, so that writers go on, and goes on itself when the reader is gone', async () => {
    await before('carry_owner_in_references', async ({ db, step, target }) => {
      await seedInto(db);
      // whether the migration stands in line for the table
      const inLine = async () => {
        const rows = await db.query(
          `select from pg_locks where relation = 'public.programs'::regclass and not granted`,
        );
        return rows.length > 0;
      };
      const becomes = async (expected: boolean) => {
        while ((await inLine()) !== expected) await sleep(5);
      };
      await withClient(target.ownerUrl, async (reader) => {
        await reader.query('begin; lock table public.programs in access share mode');
        const pushed = step();
        for (let time = 0; time < 3; time += 1) {
          await becomes(true);
          // a writer stands in line behind it, and has its turn though the reader is still there
          expect(await db.change('update public.programs set total_weeks = 12')).toBeGreaterThan(1);
          await becomes(false);
        }
        await reader.query('commit');
        const { code, said } = await pushed;
        expect(code, said).toBe(0);
      });
    });
  });
});

describe('hold_states_and_counts', () => {
  it('stops before changing anything, and names every rule that a row breaks', async () => {
    await before('hold_states_and_counts', async ({ db, step }) => {
      // one row for each violation: whatever is unique comes with a lifter of its own
      const isThere = await tablesOf(db);
      const cases = checkCases.filter(({ table }) => isThere(table));
      await db.query('begin');
      for (const { table, refused } of cases) {
        for (const change of refused.slice(0, 1)) {
          // these two have no row to point at
          if ('corrects_log_id' in change) continue;
          const row = await prepareRow(db, table, await db.createLifter());
          await insertJson(db, table, { ...row, ...change });
        }
      }
      await db.query(`
        insert into public.programs (user_id, version, total_weeks, start_date, lifter_maxes_id, formula_config_id)
        select user_id, 7, 1, '2026-01-01', lifter_maxes_id, formula_config_id from public.programs limit 1;
        insert into public.formula_configs (user_id, version, source)
        select user_id, 7, 'user' from public.formula_configs limit 1;
        insert into public.sessions (program_id, user_id, week_number, day_number, primary_lift, intensity_type)
        select program_id, user_id, week_number, day_number, 'squat', 'rep' from public.sessions
        where id in (select session_id from public.session_logs) limit 1;
        update public.session_logs set is_correction = true, corrects_log_id = id
        where id = (select id from public.session_logs where not is_correction limit 1);
        insert into public.session_logs (session_id, user_id, actual_sets)
        select session_id, user_id, '[]' from public.session_logs where not is_correction limit 1;
        commit`);
      const all = await everything(db);
      const { code, said } = await step();
      expect(code).toBe(1);
      expect(said).toContain('nothing was changed');
      const silent = cases.filter(({ name }) => !said.includes(` break ${name}: `));
      expect(silent.map(({ name }) => name)).toEqual([]);
      for (const name of [
        'programs_user_id_active_idx',
        'formula_configs_user_id_active_idx',
        'sessions_program_id_week_number_day_number_idx',
        'session_logs_session_id_original_idx',
        'session_logs_corrects_another_check',
      ]) {
        expect(said).toContain(`break ${name}: `);
      }
      expect(await everything(db)).toEqual(all);

      // each select of the message finds rows; without them the migration is taken
      const selects = [...said.matchAll(/^ *(select \* from public\.\w+ where .*);/gm)];
      expect(selects.length).toBeGreaterThan(60);
      for (const [, select = ''] of selects) {
        expect(await db.query(select), select).not.toEqual([]);
      }
      await db.query('delete from auth.users');
      const mended = await step();
      expect(mended.code, mended.said).toBe(0);
    });
  });
});

describe('keep_times', () => {
  it('makes the profiles of the accounts that have none, and leaves the others', async () => {
    await before('keep_times', async ({ db, step }) => {
      const [first, second] = [await db.createLifter(), await db.createLifter()];
      await db.query(
        `update auth.users set raw_user_meta_data = '{"display_name": "Maya"}', created_at = '2025-03-01'`,
      );
      await db.query(`insert into public.profiles (id, display_name) values ($1, 'M')`, [first]);
      expect(await step()).toMatchObject({ code: 0 });
      expect(
        await db.query(
          `select id, display_name, created_at = '2025-03-01' as "isOld" from public.profiles
           order by display_name`,
        ),
      ).toEqual([
        { id: first, display_name: 'M', isOld: false },
        { id: second, display_name: 'Maya', isOld: true },
      ]);
    });
  });
});
