import { rowSchemas, SessionsInsert, type Tables } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, isTable, prepareRow } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** The statuses of the type: a missing one does not compile, nor does an additional one. */
const compiled: Record<Tables<'sessions'>['status'], true> = {
  planned: true,
  in_progress: true,
  completed: true,
  skipped: true,
};

describe('a status that the code wrote and the CHECK refused for weeks', () => {
  it('the union, the row schema and the CHECK list the same statuses', async () => {
    const [check] = await db.query<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint
       where conname = 'sessions_status_check'`,
    );
    const listed = [...(check?.text.matchAll(/'(\w+)'::text/g) ?? [])].map(([, value]) => value);
    expect(new Set(listed)).toEqual(new Set(Object.keys(compiled)));
    expect(new Set(listed)).toEqual(rowSchemas.sessions.row.shape.status.values);
  });

  it.each(Object.keys(compiled))('a lifter writes %s, and reads it back', async (status) => {
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    const row = await prepareRow(db, 'sessions', lifter);
    const [written] = await db.query(
      `insert into public.sessions (user_id, program_id, week_number, day_number, primary_lift, intensity_type, status)
       values ($1, $2, 1, 1, 'squat', 'heavy', $3) returning status`,
      [lifter, row['program_id'], status],
    );
    expect(written).toEqual({ status });
  });

  it('one that is not in the list is found before it is sent, and refused if it is (23514)', async () => {
    const lifter = await db.createLifter();
    await db.asLifter(lifter);
    const row = { ...(await prepareRow(db, 'sessions', lifter)), status: 'done' };
    const found = SessionsInsert.safeParse(row);
    expect(found.error?.issues).toMatchObject([{ path: ['status'] }]);
    expect(found.error?.issues[0]?.message).toContain('planned, in_progress, completed or skipped');
    const refusal = await db.attempt(() => insertJson(db, 'sessions', row));
    expect([refusal?.code, refusal?.constraint]).toEqual(['23514', 'sessions_status_check']);
  });

  it('so it is with every column whose CHECK lists its values: none is plain text to a client', async () => {
    const lists = await db.query<{ table: string; column: string; text: string }>(
      `select conrelid::regclass::text as table, attname::text as column, pg_get_constraintdef(c.oid) as text
       from pg_constraint as c
       join pg_attribute on attrelid = conrelid and attnum = conkey[1]
       where connamespace = 'public'::regnamespace and contype = 'c' and cardinality(conkey) = 1
         and pg_get_constraintdef(c.oid) ~ '= ANY \\(\\(?ARRAY\\['
       order by 1, 2`,
    );
    expect(lists.length).toBeGreaterThan(15);
    for (const { table, column, text } of lists) {
      if (!isTable(table)) throw new Error(`there is no table ${table}`);
      const listed = [...text.matchAll(/'([^']+)'::text|[[ ](\d+)[,\]]/g)].map(
        ([, word, number]) => word ?? Number(number),
      );
      const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
        rowSchemas[table].row.shape;
      const takes = (value: unknown) => shape[column]?.safeParse(value).success;
      expect(listed.map(takes), `${table}.${column}`).toEqual(listed.map(() => true));
      for (const other of ['', 'done', 'input_4rm', 0, 4, String(listed[0]).toUpperCase()]) {
        expect(takes(other), `${table}.${column}: ${other}`).toBe(listed.includes(other));
      }
    }
  });
});
