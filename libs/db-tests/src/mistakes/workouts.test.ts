import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { aWeekAndADeload, call, logOf, programOf, signIn } from '@parakeet/db-harness/actions';

const db = useDatabase();

/** A lifter with a program, and its first session. */
async function scene() {
  const lifter = await signIn(db);
  const sessions = aWeekAndADeload();
  await call(db, 'start_program', programOf(lifter, { sessions }));
  return { lifter, session: sessions[0]?.id ?? '' };
}

const logs = () => db.query('select id, is_correction from public.session_logs');

describe('the same workout logged twice', () => {
  it('a phone that sends it again gets the first result, and there is one log', async () => {
    const { session } = await scene();
    const workout = logOf(session);
    const first = await call(db, 'complete_session', workout);
    expect(await call(db, 'complete_session', workout)).toEqual(first);
    expect(await logs()).toEqual([{ id: workout.id, is_correction: false }]);
    expect(await db.query('select from public.performance_metrics')).toHaveLength(1);
  });

  it('another device that logs it too is told so (PK102), and there is one log', async () => {
    const { session } = await scene();
    const workout = logOf(session);
    await call(db, 'complete_session', workout);
    const refusal = await db.attempt(() => call(db, 'complete_session', logOf(session)));
    expect(refusal?.code).toBe('PK102');
    expect(refusal?.message).toContain(`has been logged already, by log ${workout.id}`);
    expect(await logs()).toHaveLength(1);
  });

  it('a log that is written past the function is refused as well, by any role (23505)', async () => {
    const { lifter, session } = await scene();
    await call(db, 'complete_session', logOf(session));
    for (const role of ['lifter', 'service'] as const) {
      await (role === 'lifter' ? db.asLifter(lifter.id) : db.asService());
      const refusal = await db.refused(
        `insert into public.session_logs (id, session_id, user_id, actual_sets) values ($1, $2, $3, '[]')`,
        [randomUUID(), session, lifter.id],
      );
      expect([refusal.code, refusal.constraint]).toEqual([
        '23505',
        'session_logs_session_id_original_idx',
      ]);
    }
  });

  it('a correction is a new log that names the first', async () => {
    const { lifter, session } = await scene();
    const { id } = await call(db, 'complete_session', logOf(session));
    await db.query(
      `insert into public.session_logs (session_id, user_id, actual_sets, is_correction, corrects_log_id)
       values ($1, $2, '[]', true, $3)`,
      [session, lifter.id, id],
    );
    expect(await logs()).toHaveLength(2);
  });
});
