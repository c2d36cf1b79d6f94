import { setTimeout as sleep } from 'node:timers/promises';
import { readMigrationFiles, replay } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { type RunDatabase, Session, withRunDatabase } from '@parakeet/db-harness';
import { MadeRows } from '@parakeet/db-harness/made-rows';
import { insertBreakingRows } from './refusals.ts';
import { dropSteps, makeSteps } from './steps.ts';

// upgrades.test.ts shows that each accepts a database with rows, and keeps them.

interface Scene {
  /** A database at the step before a migration. */
  readonly db: Session;
  readonly target: RunDatabase;
  /** Applies the migration; returns Postgres's error, if any. */
  readonly step: () => Promise<pg.DatabaseError | undefined>;
}

const files = await readMigrationFiles();

function place(name: string): number {
  const found = files.findIndex((file) => file.name === name);
  if (found < 1) throw new Error(`there is no migration ${name}`);
  return found;
}

async function before(name: string, use: (scene: Scene) => Promise<void>): Promise<void> {
  const at = place(name);
  await withRunDatabase(
    (target) =>
      withClient(target.ownerUrl, async (client) => {
        await replay(client, files.slice(0, at));
        await client.query('reset all');
        // the timeout is for migrations without their own: a build of an index then gives up too,
        // and leaves an invalid index
        const url = `${target.ownerUrl}?options=${encodeURIComponent('-c lock_timeout=800ms')}`;
        const step = () =>
          withClient(url, async (other) => {
            try {
              await replay(other, files.slice(at, at + 1));
              return undefined;
            } catch (error) {
              if (error instanceof pg.DatabaseError) return error;
              throw error;
            }
          });
        await use({ db: new Session(() => client), step, target });
      }),
    baseTemplate,
  );
}

/** Postgres's message, with its detail and its hint. */
const said = (refusal: pg.DatabaseError | undefined) =>
  [refusal?.code, refusal?.message, refusal?.detail, refusal?.hint].join('\n');

/** The objects of `public`, and all its rows, as text. */
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

describe.each(['carry_owner_in_references', 'hold_states_and_counts', 'keep_times'])(
  '%s',
  (name) => {
    it('gives up if a long transaction locks a table, and continues when applied again', async () => {
      await before(name, async ({ db, step, target }) => {
        await withClient(target.ownerUrl, async (client) => {
          await client.query('begin; lock table public.sessions in row exclusive mode');
          expect(await step()).toMatchObject({ code: '55P03' });
          await client.query('rollback');
        });
        expect(await step()).toBeUndefined();
        expect(await db.query('select from pg_index where not indisvalid')).toEqual([]);
      });
    });
  },
);

describe('carry_owner_in_references', () => {
  it('stops before changing anything, counts and names the rows that point at another lifter’s', async () => {
    await before('carry_owner_in_references', async ({ db, step }) => {
      const [maya, other] = [await db.createLifter(), await db.createLifter()];
      const made = await MadeRows.for(db);
      const mine = await made.insert('sessions', maya);
      const { program_id } = await made.insert('sessions', other);
      const session_id = mine['id'];
      await made.insert('session_logs', maya, { session_id });
      // another session of the same program, whose log corrects that of the first
      await made.insert('sessions', maya, { program_id: mine['program_id'], day_number: 2 });
      await made.insert('soreness_checkins', maya, { session_id });
      await made.insert('soreness_checkins', maya, { session_id });
      const moved = await db.query<{ id: string }>(
        'update public.soreness_checkins set user_id = $1 returning id',
        [other],
      );
      const edge = await made.insert('edge_cases', maya, { program_id });
      const [astray] = await db.query<{ id: string }>(
        `insert into public.session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
         select other.id, other.user_id, '[]', true, log.id
         from public.session_logs as log
         join public.sessions as other on other.user_id = log.user_id and other.id <> log.session_id
         limit 1 returning id`,
      );
      const all = await everything(db);
      const words = said(await step());
      expect(words).toContain('nothing was changed');
      expect(words).toContain('1 rows of session_logs break session_logs_corrects_log_id_fkey');
      expect(words).toContain(astray?.id);
      expect(words).toContain(
        `${moved.length} rows of soreness_checkins break soreness_checkins_session_id_fkey`,
      );
      expect(words).toContain(moved.map(({ id }) => id).toSorted()[0]);
      expect(words).toContain(edge['id']);
      expect(await everything(db)).toEqual(all);

      // the select in the message finds them
      const select = /select source\.\* from public\.edge_cases as source.*?user_id;/m.exec(words);
      expect(await db.query(select?.[0] ?? 'no select')).toHaveLength(1);
      await db.query(
        `update public.soreness_checkins as c set user_id = s.user_id
         from public.sessions as s where s.id = c.session_id;
         update public.edge_cases set program_id = null;
         delete from public.session_logs as log using public.session_logs as corrected
         where corrected.id = log.corrects_log_id and corrected.session_id <> log.session_id`,
      );
      expect(await step()).toBeUndefined();
    });
  });
});

describe('carry_owner_in_references, where a reader keeps a table', () => {
  it('releases its locks for the writers, and continues when the reader is gone', async () => {
    await before('carry_owner_in_references', async ({ db, step, target }) => {
      const made = await MadeRows.for(db);
      await made.insert('programs', await db.createLifter());
      await made.insert('programs', await db.createLifter());
      // whether the migration waits for the table
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
          // a writer queues behind it, and gets its turn while the reader is still there
          expect(await db.change('update public.programs set total_weeks = 12')).toBeGreaterThan(1);
          await becomes(false);
        }
        await reader.query('commit');
        expect(await pushed).toBeUndefined();
      });
    });
  });
});

describe('hold_states_and_counts', () => {
  it('stops before changing anything, and names every rule that a row breaks', async () => {
    await before('hold_states_and_counts', async ({ db, step }) => {
      const steps = await makeSteps(files.slice(0, place('hold_states_and_counts') + 1));
      const [first, second] = steps.slice(-2);
      if (!first || !second) throw new Error('there are no two steps');
      const { rows } = await insertBreakingRows(db, first, second);
      await dropSteps(steps);
      await db.query('begin');
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
      const words = said(await step());
      expect(words).toContain('nothing was changed');
      expect(rows.length).toBeGreaterThan(60);
      const silent = rows.filter(({ rule }) => !words.includes(` break ${rule}: `));
      expect(silent).toEqual([]);
      for (const name of [
        'programs_user_id_active_idx',
        'formula_configs_user_id_active_idx',
        'sessions_program_id_week_number_day_number_idx',
        'session_logs_session_id_original_idx',
        'session_logs_corrects_another_check',
      ]) {
        expect(words).toContain(`break ${name}: `);
      }
      expect(await everything(db)).toEqual(all);

      // each select in the message finds rows; without those rows the migration succeeds
      const selects = [...words.matchAll(/^ *(select \* from public\.\w+ where .*);/gm)];
      expect(selects.length).toBeGreaterThan(60);
      for (const [, select = ''] of selects) {
        expect(await db.query(select), select).not.toEqual([]);
      }
      await db.query('delete from auth.users');
      expect(await step()).toBeUndefined();
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
      expect(await step()).toBeUndefined();
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

describe('index_hot_reads', () => {
  it('builds again an index that an interrupted run left unfinished', async () => {
    await before('index_hot_reads', async ({ db, step, target }) => {
      const indexes = () =>
        db.query<{ name: string; valid: boolean }>(
          `select indexrelid::regclass::text as name, indisvalid as valid from pg_index
           where indexrelid::regclass::text ~ '_idx$' and indrelid::regclass::text = 'session_logs'
           order by 1`,
        );
      // a build waits for running transactions that write, and here it soon gives up
      await withClient(target.ownerUrl, async (client) => {
        await client.query('begin; lock table public.session_logs in row exclusive mode');
        expect(await step()).toMatchObject({ code: '55P03' });
        await client.query('rollback');
      });
      expect((await indexes()).filter(({ valid }) => !valid)).not.toEqual([]);
      expect(await step()).toBeUndefined();
      expect(await indexes()).toEqual([
        { name: 'session_logs_corrects_log_id_user_id_idx', valid: true },
        { name: 'session_logs_session_id_user_id_idx', valid: true },
        { name: 'session_logs_user_id_completed_at_idx', valid: true },
      ]);
    });
  });
});

describe('enforce_json_contracts', () => {
  it('keeps valid rows, and names the CHECK that a bad row breaks', async () => {
    await before('enforce_json_contracts', async ({ db, step }) => {
      const lifter = await db.createLifter();
      await db.query(
        `insert into public.warmup_configs (user_id, lift, custom_steps, protocol) values
           ($1, 'squat', '[{"pct": 0.5, "reps": 5}]', 'custom'),
           ($1, 'bench', '[{"pct": 50, "reps": 5}]', 'custom'),
           ($1, 'deadlift', null, 'minimal')`,
        [lifter],
      );
      const checks = () =>
        db.query(
          `select conname as name, convalidated as valid from pg_constraint
           where conname like 'warmup\\_configs\\_custom%' order by 1`,
        );

      const words = said(await step());
      expect(words).toContain('"warmup_configs_custom_steps_contract"');
      expect(words).toContain('is violated by some row');
      // new rows must obey it from now on, and all old rows still exist
      expect(await checks()).toContainEqual({
        name: 'warmup_configs_custom_steps_contract',
        valid: false,
      });
      await expect(
        db.query(`update public.warmup_configs set custom_steps = '[]' where lift = 'squat'`),
      ).rejects.toThrow('warmup_configs_custom_steps_contract');
      expect(await db.query('select lift from public.warmup_configs')).toHaveLength(3);

      await db.query(
        `update public.warmup_configs set custom_steps = '[{"pct": 0.5, "reps": 5}]'
         where lift = 'bench'`,
      );
      expect(await step()).toBeUndefined();
      expect(await checks()).toEqual([
        { name: 'warmup_configs_custom_steps_contract', valid: true },
        { name: 'warmup_configs_custom_steps_protocol_contract', valid: true },
      ]);
    });
  });

  it('changes nothing if a long transaction locks a table (55P03)', async () => {
    await before('enforce_json_contracts', async ({ db, step, target }) => {
      await withClient(target.ownerUrl, async (client) => {
        await client.query('begin; select count(*) from public.sessions');
        expect(await step()).toMatchObject({ code: '55P03' });
        await client.query('rollback');
      });
      expect(await db.query(`select from pg_namespace where nspname = 'contracts'`)).toEqual([]);
      expect(await step()).toBeUndefined();
    });
  });
});
