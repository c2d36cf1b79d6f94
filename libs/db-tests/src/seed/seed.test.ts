import { expect, it } from 'vitest';
import { contractErrors, jsonContracts, rowSchemas } from '@parakeet/db-types';
import { migratedTables, useDatabase } from '@parakeet/db-harness';
import { ownerOf } from '@parakeet/db-harness/catalogue';
import { seedInto } from '@parakeet/db-harness/seed';

const db = useDatabase();

/** Drops the triggers that compare times with the server's clock, until the end of the test. */
async function allowTimesAhead(): Promise<void> {
  const triggers = await db.query<{ sql: string }>(
    `select format('drop trigger %I on %s', tgname, tgrelid::regclass) as sql
     from pg_trigger where tgfoid = 'rules.refuse_time_ahead()'::regprocedure`,
  );
  for (const { sql } of triggers) await db.query(sql);
}

/** The JSONB columns of the catalogue. */
const jsonbColumns = () =>
  db.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type = 'jsonb'`,
  );

it('has two lifters, each with rows in every table', async () => {
  const lifters = await seedInto(db);
  expect(lifters).toHaveLength(2);
  for (const table of migratedTables()) {
    for (const lifter of lifters) {
      const [row] = await db.query<{ count: number }>(
        `select count(*)::int from public.${table.name} where ${ownerOf(table)} = $1`,
        [lifter],
      );
      expect(row?.count, `${table.name} of ${lifter}`).toBeGreaterThan(0);
    }
  }
});

it('fills the JSONB columns', async () => {
  await seedInto(db);
  const filled: string[] = [];
  for (const { table, column } of await jsonbColumns()) {
    const [row] = await db.query<{ count: number }>(
      `select count(*)::int from public.${table}
       where ${column} is not null and ${column} not in ('[]', '{}', 'null')`,
    );
    if (row && row.count > 0) filled.push(`${table}.${column}`);
  }
  // a later column needs no seed
  expect(filled.length).toBeGreaterThan(0);
});

it('makes the same rows each time on the same day', async () => {
  const digest = async () => {
    await seedInto(db);
    const digests: Record<string, string | undefined> = {};
    for (const { name: table } of migratedTables()) {
      const [row] = await db.query<{ digest: string }>(
        `select md5(string_agg((to_jsonb(t) - 'id')::text, ',' order by (to_jsonb(t) - 'id')::text)) as digest
         from public.${table} as t`,
      );
      digests[table] = row?.digest;
    }
    await db.query('delete from auth.users');
    return digests;
  };
  expect(await digest()).toEqual(await digest());
});

it.each([
  '2023-12-31', // a Sunday, the last day of a year
  '2024-01-01', // a Monday, the first
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-30',
  '2024-03-31', // Prague's clocks go forward
  '2024-04-01',
  '2024-04-20',
  '2024-10-26',
  '2024-10-27', // Prague's clocks go back
  '2024-10-28',
  '2024-11-20',
  '2024-12-30', // in week 1 of the next year
  '2024-12-31',
  '2025-01-01',
  '2025-07-11',
  '2025-11-26',
  '2028-02-29',
  '2028-12-31',
])('has as many rows, and none of them in the future, on %s', async (day) => {
  const counts = async (seeded: string) => {
    await db.query('savepoint before_seed');
    // the clock of the server stays where it is
    await allowTimesAhead();
    await seedInto(db, seeded);
    const found: Record<string, number | undefined> = {};
    for (const { name: table } of migratedTables()) {
      const [row] = await db.query<{ count: number }>(`select count(*)::int from public.${table}`);
      found[table] = row?.count;
    }
    const [late] = await db.query<{ count: number }>(
      `select count(*)::int from public.session_logs
       where completed_at >= $1::date + 1 or logged_at >= $1::date + 1`,
      [seeded],
    );
    await db.query('rollback to savepoint before_seed');
    return { found, late: late?.count };
  };
  const usual = await counts('2026-02-25');
  expect(await counts(day)).toEqual({ ...usual, late: 0 });
});

it('makes rows that the row schemas accept from the Data API', async () => {
  await seedInto(db);
  for (const [table, { row: schema }] of Object.entries(rowSchemas)) {
    const rows = await db.query<{ row: string }>(
      `select to_json(t)::text as row from public.${table} as t`,
    );
    for (const { row } of rows)
      expect(schema.safeParse(JSON.parse(row)).error, row).toBeUndefined();
  }
});

it('satisfies the contract of each JSONB column', async () => {
  await seedInto(db);
  const columns = await jsonbColumns();
  const contracts = new Map(
    Object.entries(jsonContracts).flatMap(([table, of]) =>
      Object.entries(of).map(([column, contract]) => [`${table}.${column}`, contract] as const),
    ),
  );
  expect([...contracts.keys()].toSorted()).toEqual(
    columns.map(({ table, column }) => `${table}.${column}`).toSorted(),
  );
  for (const { table, column } of columns) {
    const documents = await db.query<{ text: string }>(
      `select ${column}::text as text from public.${table} where ${column} is not null`,
    );
    for (const { text } of documents) {
      const { error } = contracts.get(`${table}.${column}`)?.safeParse(JSON.parse(text)) ?? {};
      expect(error && contractErrors(error), `${table}.${column}: ${text}`).toBeUndefined();
    }
  }
});
