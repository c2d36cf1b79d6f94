import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { call, poolOf, signIn } from '@parakeet/db-harness/actions';
import { hotReads } from '@parakeet/db-harness/hot-reads';

const db = useDatabase();

/** The exercises in the lifter's pool for the squat, as the app reads them. */
async function pool(lifter: string): Promise<string[]> {
  const rows = await db.query<{ exercise_name: string }>(hotReads['the pool in order']?.sql ?? '', [
    lifter,
    'squat',
  ]);
  return rows.map(({ exercise_name }) => exercise_name);
}

/** A lifter with a pool of two exercises. */
async function scene() {
  const lifter = await signIn(db);
  const exercises = poolOf('front squat', 'leg press');
  await call(db, 'replace_auxiliary_pool', { id: randomUUID(), lift: 'squat', exercises });
  return lifter;
}

describe('a pool deleted before the insert that failed', () => {
  it('as two requests, the lifter is left with an empty pool: what the app did', async () => {
    const lifter = await scene();
    await db.query(`delete from public.auxiliary_exercises where lift = 'squat'`);
    const refusal = await db.refused(
      `insert into public.auxiliary_exercises (user_id, lift, exercise_name, pool_position, primary_muscles)
       values ($1, 'squat', 'hack squat', -1, '{quads}')`,
      [lifter.id],
    );
    expect(refusal.constraint).toBe('auxiliary_exercises_pool_position_check');
    expect(await pool(lifter.id)).toEqual([]);
  });

  it.each([
    ['a muscle that there is not', { primary_muscles: ['neck'] }],
    ['a name that is empty', { exercise_name: '' }],
    ['an id that is none', { id: 'front-squat' }],
    ['a key that is unknown', { pool_position: 1 }],
  ])('replace_auxiliary_pool that fails for %s leaves the pool as it was', async (_, wrong) => {
    const lifter = await scene();
    const exercises = poolOf('hack squat', 'lunge').map((exercise, place) =>
      place === 1 ? { ...exercise, ...wrong } : exercise,
    );
    const refusal = await db.attempt(() =>
      db.query(`select * from public.replace_auxiliary_pool($1, 'squat', $2)`, [
        randomUUID(),
        JSON.stringify(exercises),
      ]),
    );
    expect(refusal?.code).toBe('23514');
    expect(await pool(lifter.id)).toEqual(['front squat', 'leg press']);
  });

  it('so it does where the insert itself fails, at the id of an exercise of another lift (23505)', async () => {
    const lifter = await scene();
    const presses = poolOf('dips');
    await call(db, 'replace_auxiliary_pool', {
      id: randomUUID(),
      lift: 'bench',
      exercises: presses,
    });
    const refusal = await db.attempt(() =>
      call(db, 'replace_auxiliary_pool', {
        id: randomUUID(),
        lift: 'squat',
        exercises: [...poolOf('hack squat'), ...presses],
      }),
    );
    expect([refusal?.code, refusal?.constraint]).toEqual(['23505', 'auxiliary_exercises_pkey']);
    expect(await pool(lifter.id)).toEqual(['front squat', 'leg press']);
  });

  it('one that succeeds is the whole pool, in its order', async () => {
    const lifter = await scene();
    const exercises = poolOf('hack squat', 'lunge', 'front squat');
    await call(db, 'replace_auxiliary_pool', { id: randomUUID(), lift: 'squat', exercises });
    expect(await pool(lifter.id)).toEqual(['hack squat', 'lunge', 'front squat']);
  });
});
