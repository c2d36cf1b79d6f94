import { expect, it } from 'vitest';
import { ownedTables, seedInto } from '../fixtures/seed.ts';
import { useDatabase } from '../harness/index.ts';

const db = useDatabase();

/** The rows of a lifter in each table of the catalogue, as text that changes when they do. */
async function rowsOf(lifter: string): Promise<Record<string, { count: number; digest: string }>> {
  const found: Record<string, { count: number; digest: string }> = {};
  for (const { table, ownerColumn } of await ownedTables(db)) {
    const [row] = await db.query<{ count: number; digest: string }>(
      `select count(*)::int, md5(coalesce(string_agg(t::text, e'\\n' order by id), '')) as digest
       from public.${table} as t where ${ownerColumn} = $1`,
      [lifter],
    );
    if (row) found[table] = row;
  }
  return found;
}

it('every table has an owner: a column that refers to the account', async () => {
  expect((await ownedTables(db)).filter(({ ownerColumn }) => ownerColumn === null)).toEqual([]);
});

it('deleting an account removes every row of that lifter and no row of another', async () => {
  const [leaving, staying] = await seedInto(db);
  if (leaving === undefined || staying === undefined) throw new Error('the seed has two lifters');
  const before = await rowsOf(leaving);
  const others = await rowsOf(staying);
  for (const [table, { count }] of Object.entries(before)) {
    expect(count, `the seed leaves ${table} empty, which would prove nothing`).toBeGreaterThan(0);
  }

  // as GoTrue does it: one statement, as the owner of auth.users
  await db.query('select set_config($1, $2, true)', ['request.jwt.claims', '']);
  expect(await db.change('delete from auth.users where id = $1', [leaving])).toBe(1);

  for (const [table, { count }] of Object.entries(await rowsOf(leaving)))
    expect(count, table).toBe(0);
  expect(await rowsOf(staying)).toEqual(others);
});

it('a lifter cannot delete an account, their own included (42501)', async () => {
  const lifter = await db.createLifter();
  await db.asLifter(lifter);
  expect((await db.refused('delete from auth.users where id = $1', [lifter])).code).toBe('42501');
});
