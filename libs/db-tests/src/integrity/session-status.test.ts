import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

const statuses = ['planned', 'in_progress', 'completed', 'skipped'];
/** The statuses that each status may change to, besides itself. */
const forward: Readonly<Record<string, readonly string[]>> = {
  planned: ['in_progress', 'completed', 'skipped'],
  in_progress: ['completed', 'skipped'],
  skipped: ['planned'],
};

/** The detail and hint of a refusal, by status. */
const possible: Readonly<Record<string, string>> = {
  completed: 'A completed session is final.',
  skipped: 'A skipped session can become planned, and nothing else.',
  in_progress: 'A session in progress can become completed or skipped.',
};

/**
 * A lifter's session with a status. A new session may have any status, because a phone that was
 * offline sends it.
 */
async function scene(status: string) {
  const lifter = await db.createLifter();
  const id = await insertRow(db, 'sessions', lifter);
  await db.query(
    `with old as (delete from public.sessions where id = $1 returning *)
     insert into public.sessions (id, program_id, user_id, week_number, day_number, primary_lift, intensity_type, status)
     select id, program_id, user_id, 2, day_number, primary_lift, intensity_type, $2 from old`,
    [id, status],
  );
  return { lifter, id };
}

const become = (id: string, status: string) =>
  db.attempt(() => db.query('update public.sessions set status = $2 where id = $1', [id, status]));

describe.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))(
  'a session that is %s and shall be %s',
  (from, to) => {
    const isTaken = from === to || (forward[from] ?? []).includes(to);

    it.each(['authenticated', 'service_role'])(
      `is ${isTaken ? 'taken' : 'refused (PK101)'}, sent by %s`,
      async (role) => {
        const { lifter, id } = await scene(from);
        await (role === 'authenticated' ? db.asLifter(lifter) : db.asService());
        const refusal = await become(id, to);
        if (isTaken) expect(refusal).toBeUndefined();
        else {
          expect(refusal).toMatchObject({
            code: 'PK101',
            message: `session ${id} is ${from} and cannot become ${to}`,
            table: 'sessions',
            column: 'status',
            constraint: 'sessions_status_forward',
          });
          expect(refusal?.detail).toBe(possible[from]);
          expect(refusal?.hint).toMatch(/^(?:Read the session again|Set the status to planned)/);
        }
      },
    );
  },
);

it('the CHECK refuses an unknown status (23514)', async () => {
  const { lifter, id } = await scene('planned');
  await db.asLifter(lifter);
  expect(await become(id, 'done')).toMatchObject({
    code: '23514',
    constraint: 'sessions_status_check',
  });
});

it('a final session still takes other changes', async () => {
  const { lifter, id } = await scene('completed');
  await db.asLifter(lifter);
  expect(
    await db.change(`update public.sessions set planned_date = '2026-01-07' where id = $1`, [id]),
  ).toBe(1);
});
