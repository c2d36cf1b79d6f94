import { randomUUID } from 'node:crypto';
import { ReplaceAuxiliaryPoolArgs } from '@parakeet/db-types';
import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { type ActionArgs, call, poolOf, signIn } from '@parakeet/db-harness/actions';

const db = useDatabase();

const change = (...names: readonly string[]): ActionArgs<'replace_auxiliary_pool'> => ({
  id: randomUUID(),
  lift: 'squat',
  exercises: poolOf(...names),
});

/** The pool of the signed-in lifter, in order. */
async function pool(lift = 'squat'): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `select pool_position || ' ' || exercise_name as name from public.auxiliary_exercises
     where lift = $1 order by pool_position`,
    [lift],
  );
  return rows.map(({ name }) => name);
}

it('puts the exercises in their order, and returns them', async () => {
  const lifter = await signIn(db);
  const [first, second] = [poolOf('front squat', 'leg press'), poolOf('lunges')];
  const off = second.map((exercise) => ({ ...exercise, is_active: false, primary_muscles: [] }));
  const args = { ...change(), exercises: [...first, ...off] };
  expect(ReplaceAuxiliaryPoolArgs.parse(args)).toEqual(args);
  const found = await call(db, 'replace_auxiliary_pool', args);
  expect(found).toEqual(
    args.exercises.map((exercise, index) => ({
      ...exercise,
      user_id: lifter.id,
      lift: 'squat',
      pool_position: index + 1,
    })),
  );
  const rows = await db.query<{ row: unknown }>(
    'select to_jsonb(e) as row from public.auxiliary_exercises as e order by pool_position',
  );
  expect(rows.map(({ row }) => row)).toEqual(found);
});

it('replaces the pool of that lift, and leaves the other lifts', async () => {
  await signIn(db);
  await call(db, 'replace_auxiliary_pool', { ...change('dips', 'rows'), lift: 'bench' });
  await call(db, 'replace_auxiliary_pool', change('front squat', 'leg press', 'lunges'));
  await call(db, 'replace_auxiliary_pool', change('leg press', 'hack squat'));
  expect(await pool()).toEqual(['1 leg press', '2 hack squat']);
  expect(await pool('bench')).toEqual(['1 dips', '2 rows']);
});

it('keeps the ids of exercises that stay', async () => {
  await signIn(db);
  const first = change('front squat', 'leg press');
  await call(db, 'replace_auxiliary_pool', first);
  const turned = { ...change(), exercises: first.exercises.toReversed() };
  await call(db, 'replace_auxiliary_pool', turned);
  expect(await pool()).toEqual(['1 leg press', '2 front squat']);
});

it('sent twice, returns the first result and changes nothing', async () => {
  await signIn(db);
  const args = change('front squat', 'leg press');
  const first = await call(db, 'replace_auxiliary_pool', args);
  expect(await call(db, 'replace_auxiliary_pool', args)).toEqual(first);
  expect(await call(db, 'replace_auxiliary_pool', { ...change('other'), id: args.id })).toEqual(
    first,
  );
  expect(await pool()).toEqual(['1 front squat', '2 leg press']);
});

it('sent again after the next change, does not bring the old pool back', async () => {
  await signIn(db);
  const [first, second] = [change('front squat'), change('leg press')];
  const result = await call(db, 'replace_auxiliary_pool', first);
  await call(db, 'replace_auxiliary_pool', second);
  expect(await call(db, 'replace_auxiliary_pool', first)).toEqual(result);
  expect(await pool()).toEqual(['1 leg press']);
});

it('keeps the pool where the new one is refused', async () => {
  await signIn(db);
  await call(db, 'replace_auxiliary_pool', change('front squat', 'leg press'));
  const before = await pool();
  const refused = (args: object) =>
    db.attempt(() => call(db, 'replace_auxiliary_pool', { ...change('lunges'), ...args }));
  expect(await refused({ exercises: [] })).toMatchObject({
    code: '23514',
    constraint: 'auxiliary_pool_contract',
  });
  expect(await refused({ lift: 'row' })).toMatchObject({
    code: '23514',
    constraint: 'auxiliary_pool_changes_lift_check',
  });
  const [one] = poolOf('lunges');
  expect(await refused({ exercises: [one, one] })).toMatchObject({
    code: '23505',
    constraint: 'auxiliary_exercises_pkey',
  });
  const missing = await db.refused(
    `select public.replace_auxiliary_pool(gen_random_uuid(), 'squat', null)`,
  );
  expect(missing).toMatchObject({ code: '23502', column: 'exercises' });
  expect(await pool()).toEqual(before);
});

it('leaves the pools of others as they are, and takes no id of theirs (23505)', async () => {
  const other = await signIn(db);
  const theirs = change('front squat');
  await call(db, 'replace_auxiliary_pool', theirs);
  await signIn(db);
  const refusal = await db.attempt(() =>
    call(db, 'replace_auxiliary_pool', { ...change('lunges'), id: theirs.id }),
  );
  expect(refusal).toMatchObject({ code: '23505', constraint: 'auxiliary_pool_changes_pkey' });
  await call(db, 'replace_auxiliary_pool', change('lunges'));
  await db.asLifter(other.id);
  expect(await pool()).toEqual(['1 front squat']);
});
