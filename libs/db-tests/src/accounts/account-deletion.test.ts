import { expect, it } from 'vitest';
import { migratedTables, useDatabase } from '@parakeet/db-harness';
import { madeRows } from '@parakeet/db-harness/made-rows';
import { seedInto } from '@parakeet/db-harness/seed';
import { findDeletionFaults, findMadeDeletionFaults } from './deletion.ts';

const db = useDatabase();

it('deleting an account removes every row of that lifter and no row of another', async () => {
  expect(await findMadeDeletionFaults(db, madeRows(db))).toEqual([]);
});

it('deleting an account with months of training from the seed does the same', async () => {
  const [leaving = ''] = await seedInto(db);
  await db.query('select set_config($1, $2, true)', ['request.jwt.claims', '']);
  expect(await findDeletionFaults(db, migratedTables(), leaving)).toEqual([]);
});

it('a lifter cannot delete an account, their own included (42501)', async () => {
  const lifter = await db.createLifter();
  await db.asLifter(lifter);
  expect((await db.refused('delete from auth.users where id = $1', [lifter])).code).toBe('42501');
});
