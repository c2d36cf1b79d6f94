import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { call, logOf, poolOf, programOf, signIn } from '@parakeet/db-harness/actions';
import { brokenInvariants, invariants } from './invariants.ts';

const db = useDatabase();

/** Two lifters who have used every feature once, and a session that sees all rows. */
async function scene(): Promise<void> {
  for (const _ of ['one', 'another']) {
    const lifter = await signIn(db);
    const program = programOf(lifter);
    await call(db, 'start_program', program);
    for (const { id } of program.sessions.slice(0, 2)) {
      await call(db, 'complete_session', logOf(id));
    }
    await db.query(
      `insert into public.session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
       select session_id, user_id, '[]', true, id from public.session_logs limit 1`,
    );
    await db.query(
      `insert into public.soreness_checkins (session_id, user_id, ratings)
       select id, user_id, '{"quads": 2}' from public.sessions`,
    );
    await call(db, 'replace_auxiliary_pool', {
      id: program.id,
      lift: 'squat',
      exercises: poolOf('front squat', 'leg press'),
    });
    await call(db, 'start_program', programOf(lifter));
  }
  await db.asOwner();
}

/** Drops everything that would refuse the row: constraints, indexes and triggers. */
const without = {
  constraint: (table: string, name: string) =>
    `alter table public.${table} drop constraint ${name}`,
  index: (name: string) => `drop index public.${name}`,
};
const noOwner = (table: string, column: string) =>
  without.constraint(table, `${table}_${column}_fkey`);
const toTheOther = (table: string) =>
  `update public.${table} set user_id = (select id from auth.users where id <> user_id limit 1)
   where id = (select id from public.${table} limit 1)`;

const breaks: Readonly<Record<string, readonly string[]>> = {
  'a lifter has at most one active program': [
    without.index('programs_user_id_active_idx'),
    `update public.programs set status = 'active'`,
  ],
  'a lifter has at most one active config, and one if any': [
    'update public.formula_configs set is_active = false',
  ],
  'the newest program that was started is the only one that can be active': [
    `update public.programs set status = 'archived' where version = 2`,
    `update public.programs set status = 'active' where version = 1`,
  ],
  'the versions of programs count from 1 without a gap': [
    'update public.programs set version = 3 where version = 2',
  ],
  'the versions of configs count from 1 without a gap': [
    'update public.formula_configs set version = 2',
  ],
  'a program has its sessions': [
    'delete from public.sessions where program_id = (select id from public.programs where version = 2 limit 1)',
  ],
  'a program has one session a week and day': [
    without.index('sessions_program_id_week_number_day_number_idx'),
    'update public.sessions set day_number = 1',
  ],
  'a session has at most one log that is not a correction': [
    without.index('session_logs_session_id_original_idx'),
    'update public.session_logs set is_correction = false, corrects_log_id = null where is_correction',
  ],
  'a log is of a session that is completed, and a completed session has its log': [
    'alter table public.sessions disable trigger sessions_status_forward',
    `update public.sessions set status = 'planned' where status = 'completed'`,
  ],
  'a correction corrects a log of the same session and lifter': [
    noOwner('session_logs', 'corrects_log_id'),
    'alter table public.session_logs disable trigger session_logs_corrections_end',
    `update public.session_logs set corrects_log_id = gen_random_uuid() where is_correction`,
  ],
  'corrections lead to a log that is none': [
    'alter table public.session_logs disable trigger session_logs_corrections_end',
    `with pair as (
       select session_id, user_id, gen_random_uuid() as one, gen_random_uuid() as other
       from public.session_logs where is_correction
     )
     insert into public.session_logs (id, session_id, user_id, actual_sets, is_correction, corrects_log_id)
     select one, session_id, user_id, '[]'::jsonb, true, other from pair
     union all select other, session_id, user_id, '[]', true, one from pair`,
  ],
  'a log has its metrics at most once': [
    `insert into public.performance_metrics (user_id, session_log_id, recorded_at, lift, intensity_type, week_number)
     select user_id, session_log_id, recorded_at, lift, intensity_type, week_number
     from public.performance_metrics`,
  ],
  'metrics say what their session says': [
    `update public.performance_metrics set lift = 'deadlift'`,
  ],
  'no deload session is in a block': [
    without.constraint('sessions', 'sessions_deload_block_check'),
    `update public.sessions set block_number = 1 where is_deload`,
  ],
  'the places of a pool count from 1 without a gap': [
    'delete from public.auxiliary_exercises where pool_position = 1',
  ],
  'a pool is one that was asked for, whole and in its order': [
    `update public.auxiliary_exercises set exercise_name = 'rows' where pool_position = 2`,
  ],
  'a pool that was asked for is not empty': ['delete from public.auxiliary_exercises'],
  'every reference stays with its lifter': [
    noOwner('soreness_checkins', 'session_id'),
    toTheOther('soreness_checkins'),
  ],
  'no row was changed before it was made': [
    `update public.sessions set created_at = now() + interval '1 day'`,
  ],
};

it('all hold if lifters do what the app allows', async () => {
  await scene();
  expect(await brokenInvariants(db)).toEqual([]);
});

it('each has a test that breaks it', () => {
  expect(Object.keys(breaks)).toEqual(Object.keys(invariants));
});

describe.each(Object.entries(breaks))('%s', (name, statements) => {
  it('is reported if it does not hold', async () => {
    await scene();
    for (const sql of statements) await db.query(sql);
    expect((await brokenInvariants(db)).join('\n')).toContain(name);
  });
});

it.each([
  ['session_logs', 'session_id'],
  ['programs', 'formula_config_id'],
  ['programs', 'lifter_maxes_id'],
  ['auxiliary_assignments', 'program_id'],
  ['performance_metrics', 'session_log_id'],
])('reports a row of %s that belongs to another lifter by %s', async (table, column) => {
  await scene();
  const { rows } = {
    rows: await db.query<{ name: string }>(
      `select conname as name from pg_constraint where contype in ('f', 'u')
       and conrelid = $1::regclass and conname not like '%user_id_fkey'`,
      [`public.${table}`],
    ),
  };
  // drops everything that would refuse it, so only the invariant is tested
  for (const { name: constraint } of rows)
    await db.query(`alter table public.${table} drop constraint ${constraint} cascade`);
  if (table === 'programs') {
    for (const child of ['sessions', 'auxiliary_assignments', 'edge_cases']) {
      await db.query(`alter table public.${child} drop constraint ${child}_program_id_fkey`);
    }
    await db.query(without.index('programs_user_id_active_idx'));
    await db.query(
      `update public.programs set ${column} = (
         select id from public.${column === 'lifter_maxes_id' ? 'lifter_maxes' : 'formula_configs'} as other
         where other.user_id <> programs.user_id limit 1) where version = 1`,
    );
  } else {
    if (table === 'session_logs') {
      await db.query(
        'alter table public.performance_metrics drop constraint performance_metrics_session_log_id_fkey',
      );
      await db.query(without.index('session_logs_session_id_original_idx'));
    }
    await db.query(toTheOther(table));
  }
  expect((await brokenInvariants(db)).join('\n')).toContain(
    'every reference stays with its lifter',
  );
});
