import { randomUUID } from 'node:crypto';
import { CompleteSessionArgs, type AuxiliarySets } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { call, type Lifter, logOf, programOf, signIn } from '@parakeet/db-harness/actions';

const db = useDatabase();

/** A signed-in lifter with a program, and the id of its first session. */
async function withSession(): Promise<Lifter & { session: string }> {
  const lifter = await signIn(db);
  const program = programOf(lifter);
  await call(db, 'start_program', program);
  return { ...lifter, session: program.sessions[0]?.id ?? '' };
}

const statusOf = async (session: string) => {
  const [row] = await db.query<{ status: string }>(
    'select status from public.sessions where id = $1',
    [session],
  );
  return row?.status;
};

const counts = async () => {
  const [row] = await db.query<{ logs: number; metrics: number }>(
    `select (select count(*)::int from public.session_logs) as logs,
       (select count(*)::int from public.performance_metrics) as metrics`,
  );
  return row;
};

it('logs the session, completes it, and keeps its metrics', async () => {
  const { id, session } = await withSession();
  const args = logOf(session);
  expect(CompleteSessionArgs.parse(args)).toEqual(args);
  const { metrics, ...log } = args;
  expect(await call(db, 'complete_session', args)).toMatchObject({
    ...log,
    user_id: id,
    is_correction: false,
    corrects_log_id: null,
  });
  expect(await statusOf(session)).toBe('completed');
  const rows = await db.query<{ row: object }>(
    'select to_jsonb(m) as row from public.performance_metrics as m',
  );
  expect(rows.map(({ row }) => row)).toEqual([
    {
      ...metrics,
      id: expect.any(String),
      user_id: id,
      session_log_id: args.id,
      recorded_at: args.completed_at,
      lift: 'squat',
      intensity_type: 'heavy',
      block_number: 1,
      week_number: 1,
      completion_pct: 90,
    },
  ]);
});

it('needs only the sets and the completion time', async () => {
  const { session } = await withSession();
  const { id, session_id, actual_sets, completed_at } = logOf(session);
  const log = await call(db, 'complete_session', { id, session_id, actual_sets, completed_at });
  expect(log).toMatchObject({ session_rpe: null, completion_pct: null, started_at: null });
  expect(await counts()).toEqual({ logs: 1, metrics: 0 });
});

describe('auxiliary sets', () => {
  const set = { set_number: 1, weight_grams: 20_000, reps_completed: 12, rpe_actual: 8.5 };
  const auxiliary_sets: AuxiliarySets = [{ exercise: 'dips', sets: [set] }];

  it('are logged beside the main lift', async () => {
    const { session } = await withSession();
    const args = logOf(session, { auxiliary_sets });
    expect(CompleteSessionArgs.parse(args)).toEqual(args);
    const log = await call(db, 'complete_session', args);
    expect(log).toMatchObject({ auxiliary_sets, actual_sets: args.actual_sets });
  });

  it.each([
    ['NULL, not known, in the log of an app without them', {}, null],
    ['empty, where none was done', { auxiliary_sets: [] }, []],
  ])('are %s', async (_, changes, expected) => {
    const { session } = await withSession();
    const log = await call(db, 'complete_session', logOf(session, changes));
    expect(log.auxiliary_sets).toEqual(expected);
  });

  it('are held to their contract (23514), and nothing is logged', async () => {
    const { session } = await withSession();
    // as an untyped client sends it
    const args = JSON.parse(JSON.stringify(logOf(session)));
    args.auxiliary_sets = [{ exercise: 'dips', sets: [] }];
    expect(await db.attempt(() => call(db, 'complete_session', args))).toMatchObject({
      code: '23514',
      constraint: 'session_logs_auxiliary_sets_contract',
    });
    expect(await counts()).toEqual({ logs: 0, metrics: 0 });
  });

  it('are stored with a correction; a correction without them keeps those of the log', async () => {
    const { id, session } = await withSession();
    const args = logOf(session, { auxiliary_sets });
    await call(db, 'complete_session', args);
    const corrected = [{ exercise: 'dips', sets: [{ ...set, reps_completed: 10 }] }];
    const correct = async (corrects: string, sets: unknown) => {
      const [row] = await db.query<{ id: string }>(
        `insert into public.session_logs
           (session_id, user_id, actual_sets, auxiliary_sets, is_correction, corrects_log_id)
         values ($1, $2, '[]', $3, true, $4) returning id`,
        [session, id, sets === null ? null : JSON.stringify(sets), corrects],
      );
      return row?.id ?? '';
    };
    await correct(await correct(args.id, corrected), null);
    // the newest log with known sets
    const [row] = await db.query(
      `with recursive chain (depth, id, sets) as (
         select 0, id, auxiliary_sets from public.session_logs where not is_correction
         union all
         select depth + 1, log.id, log.auxiliary_sets
         from chain join public.session_logs as log on log.corrects_log_id = chain.id)
       select sets from chain where sets is not null order by depth desc limit 1`,
    );
    expect(row).toEqual({ sets: corrected });
  });
});

it.each(['planned', 'in_progress'])('completes a session that is %s', async (status) => {
  const { session } = await withSession();
  await db.query('update public.sessions set status = $2 where id = $1', [session, status]);
  await call(db, 'complete_session', logOf(session));
  expect(await statusOf(session)).toBe('completed');
});

it('logs a session that was completed without a log', async () => {
  const { session } = await withSession();
  for (const status of ['in_progress', 'completed']) {
    await db.query('update public.sessions set status = $2 where id = $1', [session, status]);
  }
  await call(db, 'complete_session', logOf(session));
  expect(await counts()).toEqual({ logs: 1, metrics: 1 });
});

it('refuses a session that was skipped (PK101), until it is planned again', async () => {
  const { session } = await withSession();
  await db.query(`update public.sessions set status = 'skipped' where id = $1`, [session]);
  expect(await db.attempt(() => call(db, 'complete_session', logOf(session)))).toMatchObject({
    code: 'PK101',
    message: `session ${session} is skipped and cannot become completed`,
  });
  expect(await counts()).toEqual({ logs: 0, metrics: 0 });
  await db.query(`update public.sessions set status = 'planned' where id = $1`, [session]);
  await call(db, 'complete_session', logOf(session));
  expect(await statusOf(session)).toBe('completed');
});

it('sent twice, returns the first result and changes nothing', async () => {
  const { session } = await withSession();
  const args = logOf(session);
  const first = await call(db, 'complete_session', args);
  expect(await call(db, 'complete_session', args)).toEqual(first);
  expect(await call(db, 'complete_session', { ...args, actual_sets: [] })).toEqual(first);
  expect(await counts()).toEqual({ logs: 1, metrics: 1 });
});

it('sent again after a correction, still returns the first log', async () => {
  const { id, session } = await withSession();
  const args = logOf(session);
  const first = await call(db, 'complete_session', args);
  await db.query(
    `insert into public.session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
     values ($1, $2, '[]', true, $3)`,
    [session, id, args.id],
  );
  expect(await call(db, 'complete_session', args)).toEqual(first);
});

it('refuses a second log of the session, and names the existing one (PK102)', async () => {
  const { session } = await withSession();
  const first = logOf(session);
  await call(db, 'complete_session', first);
  expect(await db.attempt(() => call(db, 'complete_session', logOf(session)))).toMatchObject({
    code: 'PK102',
    message: `session ${session} has been logged already, by log ${first.id}`,
    table: 'session_logs',
  });
  expect(await counts()).toEqual({ logs: 1, metrics: 1 });
});

it('refuses a missing session, and one of another lifter (PK103)', async () => {
  const other = await withSession();
  await withSession();
  for (const session of [randomUUID(), other.session]) {
    expect(await db.attempt(() => call(db, 'complete_session', logOf(session)))).toMatchObject({
      code: 'PK103',
      message: `there is no session ${session} of this lifter`,
    });
  }
  await db.asLifter(other.id);
  expect(await statusOf(other.session)).toBe('planned');
});

it.each([
  ['sets that are none', { actual_sets: [{ set_number: 1 }] }, 'session_logs_actual_sets_contract'],
  [
    'a start after the end',
    { started_at: '2026-02-23T19:00:00+00:00' },
    'session_logs_started_completed_check',
  ],
  ['an RPE between two steps', { session_rpe: 8.2 }, 'session_logs_session_rpe_check'],
  ['metrics with a key more', { metrics: { lift: 'squat' } }, 'session_metrics_contract'],
])('refuses %s (23514), and leaves the session unchanged', async (_what, change, constraint) => {
  const { session } = await withSession();
  const args = { ...logOf(session), ...change };
  expect(
    await db.attempt(() => call(db, 'complete_session', args as ReturnType<typeof logOf>)),
  ).toMatchObject({ code: '23514', constraint });
  expect(await statusOf(session)).toBe('planned');
  expect(await counts()).toEqual({ logs: 0, metrics: 0 });
});

it('accepts every JSON notation of a number', async () => {
  const { session } = await withSession();
  const { id, session_id, completed_at } = logOf(session);
  await db.query(`select public.complete_session($1, $2, $3, $4, metrics => $5)`, [
    id,
    session_id,
    '[{"set_number": 1.0, "weight_grams": 1e5, "reps_completed": 5.00}]',
    completed_at,
    '{"actual_volume_grams": 5e5, "estimated_1rm_grams": 1.166670e5, "max_rpe_actual": 8.50, "actual_intensity_pct": 1.05000000000000000001}',
  ]);
  const [row] = await db.query(
    `select actual_volume_grams, estimated_1rm_grams, max_rpe_actual, actual_intensity_pct
     from public.performance_metrics`,
  );
  expect(row).toEqual({
    actual_volume_grams: 500_000,
    estimated_1rm_grams: 116_667,
    max_rpe_actual: '8.5',
    actual_intensity_pct: '1.050',
  });
});
