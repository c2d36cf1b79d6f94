import { expect, it } from 'vitest';
import { contractErrors, jsonContracts, rowSchemas } from '@parakeet/db-types';
import { ownedTables, seedInto } from '../fixtures/seed.ts';
import { useDatabase } from '../harness/index.ts';

const db = useDatabase();

/** The JSONB columns of the catalogue. */
const jsonbColumns = () =>
  db.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
     where table_schema = 'public' and data_type = 'jsonb'`,
  );

it('has two lifters, each with rows in every table', async () => {
  const lifters = await seedInto(db);
  expect(lifters).toHaveLength(2);
  for (const { table, ownerColumn } of await ownedTables(db)) {
    for (const lifter of lifters) {
      const [row] = await db.query<{ count: number }>(
        `select count(*)::int from public.${table} where ${ownerColumn} = $1`,
        [lifter],
      );
      expect(row?.count, `${table} of ${lifter}`).toBeGreaterThan(0);
    }
  }
});

it('fills every JSONB column', async () => {
  await seedInto(db);
  const columns = await jsonbColumns();
  expect(columns.length).toBeGreaterThanOrEqual(9);
  for (const { table, column } of columns) {
    const [row] = await db.query<{ count: number }>(
      `select count(*)::int from public.${table}
       where ${column} is not null and ${column} not in ('[]', '{}', 'null')`,
    );
    expect(row?.count, `${table}.${column}`).toBeGreaterThan(0);
  }
});

it('gives the same rows each time it is run on a day', async () => {
  const digest = async () => {
    await seedInto(db);
    const digests: Record<string, string | undefined> = {};
    for (const { table } of await ownedTables(db)) {
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

it('is believable to the row schemas, read as the Data API gives rows', async () => {
  await seedInto(db);
  for (const [table, { row: schema }] of Object.entries(rowSchemas)) {
    const rows = await db.query<{ row: string }>(
      `select to_json(t)::text as row from public.${table} as t`,
    );
    for (const { row } of rows)
      expect(schema.safeParse(JSON.parse(row)).error, row).toBeUndefined();
  }
});

it('holds to the contract of each JSONB column', async () => {
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
