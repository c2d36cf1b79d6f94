import { checkCases } from '../integrity/cases.ts';
import { insertJson, prepareRow } from '../fixtures/row-fixtures.ts';
import type { Session } from '../harness/session.ts';
import { readColumns, readRows } from './contents.ts';

/**
 * Inserts rows that are as awkward as they may be and valid today, so that no migration may
 * refuse or change them: what apps wrote years ago, and each end of each range. A table gets them
 * once: at the first step, or at the one after that it came with.
 */
export async function insertAwkwardRows(db: Session): Promise<void> {
  const rows = await readRows(db, await readColumns(db));
  const [isFirst] = await db.query(
    `select where not exists (select from auth.users where id = '${lifter}')`,
  );
  await db.query('begin');
  for (const { table, taken } of checkCases) {
    const there = rows.get(table);
    // of a later step, or of one that is done
    if (there === undefined || (!isFirst && there.size > 0)) continue;
    for (const change of taken) {
      // whatever is unique comes with a lifter of its own
      const row = await prepareRow(db, table, await db.createLifter());
      await insertJson(db, table, { ...row, ...change });
    }
  }
  if (isFirst) await db.query(oldRows);
  await db.query('commit');
}

/** One of the old lifters, by whom it is known that they are there. */
const lifter = '00000000-0000-4000-8000-0000000000c1';

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
  -- long past, and never done; no day at all; done and without a log; a plan of nothing; a deload that is not marked
  ('00000000-0000-4000-8004-0000000000c1', 104, 7, '2020-01-01', 'heavy', 1, false, 'planned', null),
  ('00000000-0000-4000-8004-0000000000c2', 1, 1, null, 'rep', null, false, 'in_progress', '[]'),
  ('00000000-0000-4000-8004-0000000000c3', 1, 2, '2020-03-02', 'explosive', 3, false, 'completed', '[{"reps": 5, "set_number": 1.0, "weight_grams": 1e5, "reps_range": [3, 3]}]'),
  ('00000000-0000-4000-8004-0000000000c4', 1, 3, '2020-03-03', 'deload', null, false, 'skipped', null),
  ('00000000-0000-4000-8004-0000000000c5', 1, 4, '2020-03-04', 'heavy', null, true, 'completed', null)
) as old (id, week, day, planned, intensity, block, deload, status, sets);

-- a log of a session that is still planned, by a phone that was offline; corrected, and the correction corrected
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
