import { randomUUID } from 'node:crypto';
import { StartProgramArgs } from '@parakeet/db-types';
import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { aWeekAndADeload, call, programOf, signIn } from '@parakeet/db-harness/actions';

const db = useDatabase();

interface State {
  programs: { id: string; version: number; status: string }[];
  sessions: number;
  assignments: number;
}

/** The rows of the signed-in lifter. */
async function state(): Promise<State> {
  const [found] = await db.query<State>(
    `select
       (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'version', version, 'status', status)
         order by version), '[]') from public.programs) as programs,
       (select count(*)::int from public.sessions) as sessions,
       (select count(*)::int from public.auxiliary_assignments) as assignments`,
  );
  if (!found) throw new Error('no row');
  return found;
}

it('makes the first version with its sessions and assignments, all of the caller', async () => {
  const lifter = await signIn(db);
  const args = programOf(lifter);
  expect(StartProgramArgs.parse(args)).toEqual(args);
  const program = await call(db, 'start_program', args);
  expect(program).toMatchObject({
    id: args.id,
    user_id: lifter.id,
    version: 1,
    status: 'active',
    total_weeks: 10,
    training_days_per_week: 3,
    start_date: '2026-02-23',
    lifter_maxes_id: lifter.maxes,
    formula_config_id: lifter.config,
  });
  const sessions = await db.query(
    `select id, week_number, day_number, planned_date::text, primary_lift, intensity_type,
       block_number, is_deload
     from public.sessions where program_id = $1 and user_id = $2 and status = 'planned'
       and planned_sets is null order by week_number, day_number`,
    [program.id, lifter.id],
  );
  expect(sessions).toEqual(args.sessions);
  const assignments = await db.query(
    `select block_number, lift, exercise_1, exercise_2 from public.auxiliary_assignments
     where program_id = $1 and user_id = $2 order by lift desc`,
    [program.id, lifter.id],
  );
  expect(assignments).toEqual(args.assignments);
});

it('makes no assignments if none are given', async () => {
  const { assignments: _none, ...args } = programOf(await signIn(db));
  await call(db, 'start_program', args);
  expect(await state()).toMatchObject({ sessions: 4, assignments: 0 });
});

it('archives the active program, and takes the next version', async () => {
  const lifter = await signIn(db);
  const [first, second] = [programOf(lifter), programOf(lifter)];
  await call(db, 'start_program', first);
  expect(await call(db, 'start_program', second)).toMatchObject({ version: 2, status: 'active' });
  expect(await state()).toEqual({
    programs: [
      { id: first.id, version: 1, status: 'archived' },
      { id: second.id, version: 2, status: 'active' },
    ],
    sessions: 8,
    assignments: 4,
  });
});

it('leaves a completed program completed, and others’ programs active', async () => {
  const other = await signIn(db);
  await call(db, 'start_program', programOf(other));
  const lifter = await signIn(db);
  await call(db, 'start_program', programOf(lifter));
  await db.query(`update public.programs set status = 'completed'`);
  await call(db, 'start_program', programOf(lifter));
  expect((await state()).programs.map(({ status }) => status)).toEqual(['completed', 'active']);
  await db.asLifter(other.id);
  expect((await state()).programs.map(({ status }) => status)).toEqual(['active']);
});

it('sent twice, returns the first result and changes nothing', async () => {
  const args = programOf(await signIn(db));
  const first = await call(db, 'start_program', args);
  const before = await state();
  // even if the client made the sessions again
  const again = { ...args, total_weeks: 5, sessions: aWeekAndADeload() };
  expect(await call(db, 'start_program', again)).toEqual(first);
  expect(await state()).toEqual(before);
});

it('sent again after the next program has started, does not bring the old one back', async () => {
  const lifter = await signIn(db);
  const [first, second] = [programOf(lifter), programOf(lifter)];
  await call(db, 'start_program', first);
  await call(db, 'start_program', second);
  const before = await state();
  expect(await call(db, 'start_program', first)).toMatchObject({ version: 1, status: 'archived' });
  expect(await state()).toEqual(before);
});

it.each([
  [
    'two sessions in one slot',
    { sessions: [...aWeekAndADeload(), ...aWeekAndADeload()] },
    { code: '23505', constraint: 'sessions_program_id_week_number_day_number_idx' },
  ],
  [
    'a deload session in a block',
    { sessions: aWeekAndADeload().map((session) => ({ ...session, is_deload: true })) },
    { code: '23514', constraint: 'sessions_deload_block_check' },
  ],
  [
    'the same assignment twice',
    {
      assignments: ['dips', 'rows'].map((exercise_1) => {
        return { block_number: 1, lift: 'bench', exercise_1, exercise_2: 'flys' } as const;
      }),
    },
    { code: '23505', constraint: 'auxiliary_assignments_user_id_program_id_block_number_lift_key' },
  ],
  [
    'weeks past two years',
    { total_weeks: 105 },
    { code: '23514', constraint: 'programs_total_weeks_check' },
  ],
  [
    'maxes that nobody has',
    { lifter_maxes_id: randomUUID() },
    { code: '23503', constraint: 'programs_lifter_maxes_id_fkey' },
  ],
  ['no session', { sessions: [] }, { code: '23514', constraint: 'program_sessions_contract' }],
] as const)(
  'refuses %s, and leaves the active program as it is',
  async (_what, change, refusal) => {
    const lifter = await signIn(db);
    await call(db, 'start_program', programOf(lifter));
    const before = await state();
    const args = { ...programOf(lifter), ...change };
    expect(
      await db.attempt(() =>
        call(db, 'start_program', args as typeof args & { sessions: never[] }),
      ),
    ).toMatchObject(refusal);
    expect(await state()).toEqual(before);
  },
);

it('refuses the maxes and the config of another lifter (23503)', async () => {
  const other = await signIn(db);
  const lifter = await signIn(db);
  const refused = (args: Parameters<typeof programOf>[1]) =>
    db.attempt(() => call(db, 'start_program', programOf(lifter, args)));
  expect(await refused({ lifter_maxes_id: other.maxes })).toMatchObject({
    code: '23503',
    constraint: 'programs_lifter_maxes_id_fkey',
  });
  expect(await refused({ formula_config_id: other.config })).toMatchObject({
    code: '23503',
    constraint: 'programs_formula_config_id_fkey',
  });
});

it('refuses the id of another lifter’s program, and shows nothing of it (23505)', async () => {
  const other = await signIn(db);
  const theirs = programOf(other);
  await call(db, 'start_program', theirs);
  const lifter = await signIn(db);
  const refusal = await db.attempt(() =>
    call(db, 'start_program', programOf(lifter, { id: theirs.id })),
  );
  expect(refusal).toMatchObject({ code: '23505', constraint: 'programs_pkey' });
  expect(await state()).toEqual({ programs: [], sessions: 0, assignments: 0 });
});
