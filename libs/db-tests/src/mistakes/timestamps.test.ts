import { rowSchemas } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, insertRow, prepareRow, tables } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

describe('timestamps with `+00:00` refused by a validator that wanted `Z`', () => {
  it.each(tables)('%s: what the database answers is read as it is', async (table) => {
    const lifter = await db.createLifter();
    await db.query(`set local time zone 'UTC'`);
    const id = await insertRow(db, table, lifter);
    // as PostgREST answers: Postgres's own JSON
    const [row] = await db.query<{ text: string }>(
      `select row_to_json(t)::text as text from public.${table} as t where id = $1`,
      [id],
    );
    const text = row?.text ?? '';
    const result = rowSchemas[table].row.safeParse(JSON.parse(text));
    expect(result.error?.message, text).toBeUndefined();
    const times = [...text.matchAll(/"\w+_at":"([^"]+)"/g)].map(([, time = '']) => time);
    for (const time of times) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/);
  });

  it('the offset of any other time zone, and the Z of JavaScript, are the same moment', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, 'recovery_snapshots', lifter);
    const same = [
      '2026-02-22T20:42:00.123456+00:00',
      '2026-02-22T20:42:00.123456Z',
      '2026-02-23T02:27:00.123456+05:45',
      '2026-02-22T12:42:00.123456-08:00',
    ];
    for (const recorded_at of same) {
      const insert = { ...row, recorded_at };
      expect(rowSchemas.recovery_snapshots.insert.safeParse(insert).success).toBe(true);
      await insertJson(db, 'recovery_snapshots', insert);
    }
    expect(
      await db.query(
        `select distinct recorded_at from public.recovery_snapshots where user_id = $1`,
        [lifter],
      ),
    ).toHaveLength(1);
  });

  it('a time without an offset is refused: it is another moment on every phone', async () => {
    const row = await prepareRow(db, 'recovery_snapshots', await db.createLifter());
    const found = rowSchemas.recovery_snapshots.insert.safeParse({
      ...row,
      recorded_at: '2026-02-22T20:42:00',
    });
    expect(found.error?.issues).toMatchObject([{ path: ['recorded_at'] }]);
  });
});
