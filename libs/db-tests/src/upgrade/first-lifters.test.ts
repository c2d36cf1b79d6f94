import { readMigrationFiles, replay } from '@parakeet/schema-tools';
import { baseTemplate } from '@parakeet/local-supabase';
import type { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { type Session, withRunDatabase } from '@parakeet/db-harness';
import { changedRows, differenceOf, readContents, readStructure } from './contents.ts';
import { inDatabase } from './steps.ts';

// Rows that apps may have written at the first migration, but that no catalogue suggests. They go
// through all migrations that existed when this test was written. Later migrations have generated
// rows.

const files = (await readMigrationFiles()).filter(({ version }) => version <= '20261123161355');

/** A database before a migration, with the old rows in it. */
async function beforeMigration(
  name: string,
  use: (db: Session, step: (names: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const place = files.findIndex((file) => file.name === name);
  await withRunDatabase(
    (target) =>
      inDatabase(target, async (db, client) => {
        await replay(client, files.slice(0, 1));
        await client.query('reset all');
        await db.query(oldRows);
        const step = async (until: string) => {
          const at = files.findIndex((file) => file.name === until);
          await replay(client, files.slice(place, at + 1));
          await client.query('reset all');
        };
        await replay(client, files.slice(1, place));
        await client.query('reset all');
        await use(db, step);
      }),
    baseTemplate,
  );
}

it('every migration keeps the rows of the first lifters; accounts get their profiles', async () => {
  await beforeMigration('enforce_json_contracts', async (db, step) => {
    const before = await readContents(db);
    await step('refuse_null_arguments');
    expect(changedRows(before, await readContents(db))).toEqual([
      {
        table: 'profiles',
        lines: [
          '+ (00000000-0000-4000-8000-0000000000c1)',
          '+ (00000000-0000-4000-8000-0000000000c3)',
        ],
      },
    ]);
  });
});

it('end_corrections_at_a_log stops at two corrections that correct each other', async () => {
  await beforeMigration('end_corrections_at_a_log', async (db, step) => {
    const point = (to: string) =>
      db.query('update public.session_logs set corrects_log_id = $1 where id = $2', [
        to,
        '00000000-0000-4000-8005-0000000000c2',
      ]);
    await point('00000000-0000-4000-8005-0000000000c3');
    const [rows, structure] = [await readContents(db), await readStructure(db)];
    const refusal = await step('end_corrections_at_a_log').then(
      () => expect.unreachable('it was taken'),
      (error: unknown) => error as DatabaseError,
    );
    await db.query('rollback');
    const said = [refusal.message, refusal.detail, refusal.hint].join('\n');
    expect(said).toMatch(/nothing was changed/);
    expect(said).toMatch(
      /2 rows of session_logs break session_logs_corrections_end, .*: 00000000-0000-4000-8005-0000000000c2, 0/,
    );
    expect(said).toMatch(/with recursive chain/);
    expect(changedRows(rows, await readContents(db))).toEqual([]);
    expect(differenceOf(structure, await readStructure(db))).toEqual([]);
    await point('00000000-0000-4000-8005-0000000000c1');
    await step('end_corrections_at_a_log');
  });
});

const oldRows = `
-- accounts: with a name that is no text, without any data, and without a profile
insert into auth.users (id, raw_user_meta_data) values
  ('00000000-0000-4000-8000-0000000000c1', '{"display_name": 5}'),
  ('00000000-0000-4000-8000-0000000000c2', null),
  ('00000000-0000-4000-8000-0000000000c3', '{"display_name": "O''Brien \\u00e9\\ud83d\\udc4d"}');
insert into public.profiles (id, display_name)
values ('00000000-0000-4000-8000-0000000000c2', '') on conflict (id) do update set display_name = '';

-- maxes of the same moment; a first one that is not known to be lifted
insert into public.lifter_maxes (id, user_id, recorded_at, source, squat_1rm_grams, bench_1rm_grams, deadlift_1rm_grams)
select ('00000000-0000-4000-8001-0000000000c' || n)::uuid, '00000000-0000-4000-8000-0000000000c1', '2024-02-29T23:59:59.999999Z', 'input_1rm', 1, 1, 1000000
from generate_series(1, 2) as n;

-- versions with a gap, and none that is active
insert into public.formula_configs (id, user_id, version, is_active, source, overrides)
select ('00000000-0000-4000-8002-0000000000c' || n)::uuid, '00000000-0000-4000-8000-0000000000c1', 4 * n, false, 'ai_suggestion',
  '{"block1": {"heavy": {"pct": 1.05, "rpe_target": 5.0}}, "deload": {"rpe_target": 5.0}}'
from generate_series(1, 2) as n;

-- programs: one of before, without sessions; one that is active, with sessions of every kind
insert into public.programs (id, user_id, version, status, total_weeks, start_date, lifter_maxes_id, formula_config_id)
select ('00000000-0000-4000-8003-0000000000c' || n)::uuid, '00000000-0000-4000-8000-0000000000c1', 3 * n,
  case n when 2 then 'active' else 'archived' end, 104, '2020-02-29', '00000000-0000-4000-8001-0000000000c1', '00000000-0000-4000-8002-0000000000c2'
from generate_series(1, 3) as n;
insert into public.sessions (
  id, program_id, user_id, week_number, day_number, planned_date, primary_lift, intensity_type, block_number, is_deload, status, planned_sets, created_at, updated_at
)
select id::uuid, '00000000-0000-4000-8003-0000000000c2', '00000000-0000-4000-8000-0000000000c1', week, day, planned::date, 'squat', intensity, block, deload, status, sets::jsonb, '2030-01-01', '2020-01-01'
from (values
  -- long past, and never done; no day at all; done and without a log; a plan of nothing; a deload
  -- that is not marked
  ('00000000-0000-4000-8004-0000000000c1', 104, 7, '2020-01-01', 'heavy', 1, false, 'planned', null),
  ('00000000-0000-4000-8004-0000000000c2', 1, 1, null, 'rep', null, false, 'in_progress', '[]'),
  ('00000000-0000-4000-8004-0000000000c3', 1, 2, '2020-03-02', 'explosive', 3, false, 'completed', '[{"reps": 5, "set_number": 1.0, "weight_grams": 1e5, "reps_range": [3, 3]}]'),
  ('00000000-0000-4000-8004-0000000000c4', 1, 3, '2020-03-03', 'deload', null, false, 'skipped', null),
  ('00000000-0000-4000-8004-0000000000c5', 1, 4, '2020-03-04', 'heavy', null, true, 'completed', null)
) as old (id, week, day, planned, intensity, block, deload, status, sets);

-- a log of a session that is still planned, by a phone that was offline; corrected, and the
-- correction corrected
insert into public.session_logs (id, session_id, user_id, actual_sets, is_correction, corrects_log_id, session_notes) values
  ('00000000-0000-4000-8005-0000000000c1', '00000000-0000-4000-8004-0000000000c1', '00000000-0000-4000-8000-0000000000c1', '[]', false, null, ''),
  ('00000000-0000-4000-8005-0000000000c2', '00000000-0000-4000-8004-0000000000c1', '00000000-0000-4000-8000-0000000000c1',
   '[{"notes": "", "set_number": 200, "weight_grams": 0, "reps_completed": 0, "rpe_actual": 5.0}]', true, '00000000-0000-4000-8005-0000000000c1', null),
  ('00000000-0000-4000-8005-0000000000c3', '00000000-0000-4000-8004-0000000000c1', '00000000-0000-4000-8000-0000000000c1',
   '[]', true, '00000000-0000-4000-8005-0000000000c2', null);
insert into public.performance_metrics (user_id, session_log_id, recorded_at, lift, intensity_type, block_number, sets_per_muscle)
select '00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8005-0000000000c1', '2020-03-03', 'squat', 'deload', null, sets::jsonb
from unnest(array[null, '{}', '{"quads": 0.5}']) as sets;
insert into public.soreness_checkins (session_id, user_id, ratings)
select '00000000-0000-4000-8004-0000000000c4', '00000000-0000-4000-8000-0000000000c1', '{"quads": 5, "lower_back": 1.0}' from generate_series(1, 2);

-- disruptions that name a program and no session, a session and no program, and neither
insert into public.edge_cases (user_id, program_id, session_id, case_type, severity, affected_date_start, affected_lifts, adjustment_applied, status) values
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8003-0000000000c1', null, 'other', 'major', '2020-01-01', '{}', '[]', 'monitoring'),
  ('00000000-0000-4000-8000-0000000000c1', null, '00000000-0000-4000-8004-0000000000c2', 'injury', 'minor', '2020-01-01', null, null, 'resolved'),
  ('00000000-0000-4000-8000-0000000000c1', null, null, 'illness', 'moderate', '2020-01-01', '{squat,squat}', '[]', 'active');

-- a pool with gaps, names that are the same but for case; a watch that knows nothing
insert into public.auxiliary_exercises (user_id, lift, exercise_name, pool_position, is_active, primary_muscles) values
  ('00000000-0000-4000-8000-0000000000c1', 'bench', 'Dips', 7, false, '{}'),
  ('00000000-0000-4000-8000-0000000000c1', 'bench', 'dips', 32767, true, '{chest,chest}');
insert into public.recovery_snapshots (user_id, recorded_at, source, raw_payload) values
  ('00000000-0000-4000-8000-0000000000c1', '2020-01-01', '', null),
  ('00000000-0000-4000-8000-0000000000c1', '2020-01-01', '', '{}');
`;
