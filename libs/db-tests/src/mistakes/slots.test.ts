import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, insertRow, prepareRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

describe('two sessions in one slot', () => {
  it('a program has one session per week and day, for any writer (23505)', async () => {
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    const row = await prepareRow(db, 'sessions', lifter);
    await insertJson(db, 'sessions', row);
    for (const role of ['lifter', 'service'] as const) {
      await (role === 'lifter' ? db.asLifter(lifter) : db.asService());
      const refusal = await db.attempt(() =>
        insertJson(db, 'sessions', { ...row, primary_lift: 'bench', planned_date: '2026-02-01' }),
      );
      expect([refusal?.code, refusal?.constraint]).toEqual([
        '23505',
        'sessions_program_id_week_number_day_number_idx',
      ]);
    }
    // the next day is free, and so is the same slot of another lifter's program
    await db.asLifter(lifter);
    await insertJson(db, 'sessions', { ...row, day_number: 2 });
    await db.asOwner();
    const other = await db.createLifter();
    await db.asLifter(other);
    expect(await insertRow(db, 'sessions', other)).toBeDefined();
  });

  it('nor does one move into a slot that is taken (23505)', async () => {
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    const row = await prepareRow(db, 'sessions', lifter);
    await insertJson(db, 'sessions', row);
    await insertJson(db, 'sessions', { ...row, day_number: 2 });
    const refusal = await db.refused(
      `update public.sessions set day_number = 1 where day_number = 2`,
    );
    expect(refusal.constraint).toBe('sessions_program_id_week_number_day_number_idx');
  });
});
