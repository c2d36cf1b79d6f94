import { expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { madeRows, ownerColumn, tables } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

const deleteAccount = 'select public.delete_account()';

/** The number of a lifter's rows in each table, by the column that refers to the account. */
async function rowsOf(lifter: string): Promise<number> {
  await db.asOwner();
  let rows = 0;
  for (const table of tables) {
    const [found] = await db.query<{ count: number }>(
      `select count(*)::int as count from public."${table}" where "${ownerColumn(table)}" = $1`,
      [lifter],
    );
    rows += found?.count ?? 0;
  }
  return rows;
}

it('deletes the account of the caller with every row, and leaves those of others', async () => {
  const [leaving, staying] = [await db.createLifter(), await db.createLifter()];
  await madeRows(db).insertFamily(leaving);
  await madeRows(db).insertFamily(staying);
  const others = await rowsOf(staying);
  expect(await rowsOf(leaving)).toBeGreaterThanOrEqual(tables.length);
  await db.asLifter(leaving);
  await db.query(deleteAccount);
  // a phone without an answer sends it again
  await db.query(deleteAccount);
  expect(await rowsOf(leaving)).toBe(0);
  expect(await db.query('select from auth.users where id = $1', [leaving])).toEqual([]);
  expect(await rowsOf(staying)).toBe(others);
});

it('refuses a caller who is not signed in, and a server (42501)', async () => {
  await db.asAnon();
  expect((await db.refused(deleteAccount)).code).toBe('42501');
  await db.asService();
  expect((await db.refused(deleteAccount)).code).toBe('42501');
});

it('refuses a token without a lifter (PK109)', async () => {
  const lifter = await db.createLifter();
  await db.asLifter(lifter);
  await db.query(`select set_config('request.jwt.claims', '{"role": "authenticated"}', true)`);
  expect((await db.refused(deleteAccount)).code).toBe('PK109');
  await db.asOwner();
  expect(await db.query('select from auth.users where id = $1', [lifter])).toHaveLength(1);
});
