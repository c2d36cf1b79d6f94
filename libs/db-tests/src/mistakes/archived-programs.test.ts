import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { hotReads, type ReadParameters } from '@parakeet/db-harness/hot-reads';
import { lifterReads } from '@parakeet/db-harness/lifter-reads';
import { insertJson, insertRow, prepareRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** A lifter who gave up a program and follows another one, with the sessions of each. */
async function scene() {
  const lifter = await db.createLifter();
  await db.asLifter(lifter);
  const needs = await prepareRow(db, 'programs', lifter);
  const [archived] = await insertJson<{ id: string }>(
    db,
    'programs',
    { ...needs, version: 1, status: 'archived' },
    'returning id',
  );
  const [active] = await insertJson<{ id: string }>(
    db,
    'programs',
    { ...needs, version: 2 },
    'returning id',
  );
  const session = {
    user_id: lifter,
    week_number: 1,
    day_number: 1,
    primary_lift: 'squat',
    intensity_type: 'heavy',
  };
  await insertJson(db, 'sessions', {
    ...session,
    program_id: archived?.id,
    planned_date: '2026-06-17',
  });
  await insertJson(db, 'sessions', {
    ...session,
    program_id: active?.id,
    planned_date: '2026-06-18',
  });
  const parameters: Partial<ReadParameters> = {
    user_id: lifter,
    day: '2026-06-17',
    program_id: active?.id ?? '',
    week_number: 1,
    block_number: 1,
    lift: 'squat',
  };
  return { lifter, archived: archived?.id, active: active?.id, parameters };
}

async function answer(name: string, parameters: Partial<ReadParameters>) {
  const read = hotReads[name];
  if (!read) throw new Error(`there is no read ${name}`);
  return db.query<{ id: string; program_id?: string }>(
    read.sql,
    read.parameters.map((parameter) => parameters[parameter]),
  );
}

describe('user-scoped reads showing archived programs', () => {
  it('the next session is of the active program, though one of the archived comes first', async () => {
    const { active, parameters } = await scene();
    const sessions = await answer('today: the next session of the active program', parameters);
    expect(sessions.map(({ program_id }) => program_id)).toEqual([active]);
  });

  it('the same read scoped by the lifter alone does show it: the program has to be asked for', async () => {
    const { lifter, archived } = await scene();
    const [session] = await db.query<{ program_id: string }>(
      `select program_id from public.sessions
       where user_id = $1 and status in ('planned', 'in_progress') and planned_date >= '2026-06-17'
       order by planned_date limit 1`,
      [lifter],
    );
    expect(session?.program_id).toBe(archived);
  });

  it('the active program is the one, and there is never a second to choose from', async () => {
    const { active, archived, parameters } = await scene();
    const programs = await answer('the active program', parameters);
    expect(programs.map(({ id }) => id)).toEqual([active]);
    const refusal = await db.refused(`update public.programs set status = 'active' where id = $1`, [
      archived,
    ]);
    expect([refusal.code, refusal.constraint]).toEqual(['23505', 'programs_user_id_active_idx']);
  });

  it('the week grid and the assignments of a block are of one program', async () => {
    const { lifter, active, archived, parameters } = await scene();
    for (const program_id of [archived, active]) {
      await insertJson(db, 'auxiliary_assignments', {
        ...assignment(lifter),
        program_id,
      });
    }
    for (const name of ['the week grid: the sessions of a week', "the block's assignments"]) {
      const rows = await answer(name, parameters);
      expect(
        rows.map(({ program_id }) => program_id),
        name,
      ).toEqual([active]);
    }
  });

  it('a lifter without an active program has no session to come', async () => {
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    await insertRow(db, 'sessions', lifter);
    await db.query(`update public.programs set status = 'archived'`);
    const sessions = await answer('today: the next session of the active program', {
      user_id: lifter,
      day: '2026-01-01',
    });
    expect(sessions).toEqual([]);
  });

  it('no read of what is to come is without the program or its status', () => {
    const open = Object.entries(hotReads).filter(
      // a read of all sessions does not choose; the app has its own test of the next session
      ([name, { sql }]) =>
        !Object.hasOwn(lifterReads, name) &&
        /^\s*select.*\s+from public\.sessions\s/.test(sql) &&
        !sql.includes("'completed'"),
    );
    expect(open.length).toBeGreaterThan(1);
    for (const [name, { sql }] of open) {
      expect(sql, name).toMatch(
        /program_id = \$\d|programs\.id = sessions\.program_id and status = 'active'/,
      );
    }
  });
});

/** An assignment without its program. */
function assignment(lifter: string) {
  return {
    user_id: lifter,
    block_number: 1,
    lift: 'squat',
    exercise_1: 'front squat',
    exercise_2: 'leg press',
  };
}
