import { rowSchemas } from '@parakeet/db-types';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import {
  changeOf,
  insertJson,
  insertRow,
  prepareRow,
  type TableName,
  tables,
} from '@parakeet/db-harness/made-rows';
import { valuesToTry, type Column } from './values-to-try.ts';

const db = useDatabase();

/** The columns of a table, from the catalogue. */
async function columnsOf(table: TableName): Promise<Column[]> {
  return db.query<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
            not a.attnotnull as nullable, a.atthasdef as "hasDefault"
     from pg_attribute as a
     where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [table],
  );
}

/**
 * Postgres's verdict on a row, where the row itself is meant: a value that its type or a
 * CHECK refuses, or a missing one. No row schema can know that a row of this name is already there
 * (23505), that there is none to point at (23503), nor what a trigger asks of the clock and of other
 * rows (PK…), which it asks when the row itself is taken.
 */
async function postgresTakes(table: TableName, row: Record<string, unknown>) {
  const refusal = await db.attempt(() => insertJson(db, table, row));
  const code = refusal?.code;
  const takes = code === undefined || /^(?:23503|23505|PK\d{3})$/.test(code);
  if (takes) return { takes, code };
  return { takes: false, code };
}

/**
 * Drops the CHECKs between columns, until the end of the test: a row schema looks at each column
 * by itself, and these rules have their own proofs in src/integrity and src/contracts.
 */
async function dropRulesBetweenColumns(table: TableName): Promise<void> {
  const rules = await db.query<{ name: string }>(
    `select conname as name from pg_constraint
     where conrelid = ('public.' || $1)::regclass and contype = 'c' and cardinality(conkey) > 1`,
    [table],
  );
  for (const { name } of rules) {
    await db.query(`alter table public.${table} drop constraint "${name}"`);
  }
}

it('there is a row schema for exactly the tables of the catalogue', async () => {
  const found = await db.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  expect(Object.keys(rowSchemas).toSorted()).toEqual(found.map(({ name }) => name));
});

describe.each(tables)('%s', (table) => {
  it('a row with the least in it parses as the Data API gives it', async () => {
    const lifter = await db.createLifter();
    const id = await insertRow(db, table, lifter);
    const read = async () => {
      // what PostgREST asks: rows made to JSON by Postgres
      const [found] = await db.query<{ body: string }>(
        `select coalesce(json_agg(t), '[]')::text as body
         from (select * from public.${table} where id = $1) as t`,
        [id],
      );
      return JSON.parse(found?.body ?? '[]') as unknown[];
    };
    const [least] = await read();
    expect(rowSchemas[table].row.parse(least)).toEqual(least);
  });

  it('a valid row to insert and a valid change are taken by both', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, table, lifter);
    expect(rowSchemas[table].insert.safeParse(row).error).toBeUndefined();
    expect(await postgresTakes(table, row)).toEqual({ takes: true });
    const change = await changeOf(db, table);
    expect(rowSchemas[table].update.safeParse(change).error).toBeUndefined();
    expect(rowSchemas[table].update.safeParse({}).error).toBeUndefined();
  });

  it('a column that the table does not have is refused by both', async () => {
    const row = { ...(await prepareRow(db, table, await db.createLifter())), no_such_column: 1 };
    expect(rowSchemas[table].insert.safeParse(row).success).toBe(false);
    expect(rowSchemas[table].update.safeParse({ no_such_column: 1 }).success).toBe(false);
    expect((await postgresTakes(table, row)).takes).toBe(false);
  });

  it('a column that must be there is missed by both', async () => {
    const baseline = await prepareRow(db, table, await db.createLifter());
    for (const { name } of await columnsOf(table)) {
      const { [name]: _left, ...row } = baseline;
      const { takes } = await postgresTakes(table, row);
      expect(rowSchemas[table].insert.safeParse(row).success, `without ${name}`).toBe(takes);
    }
  });

  it('near misses and violations get the same verdict from Zod and from Postgres', async () => {
    const baseline = await prepareRow(db, table, await db.createLifter());
    await dropRulesBetweenColumns(table);
    const disagreements: string[] = [];
    let taken = 0;
    let refused = 0;
    for (const column of await columnsOf(table)) {
      for (const value of await valuesToTry(db, table, column)) {
        const row = { ...baseline, [column.name]: value };
        const { takes, code } = await postgresTakes(table, row);
        const zod = rowSchemas[table].insert.safeParse(row);
        const change = rowSchemas[table].update.safeParse({ [column.name]: value });
        if (takes) taken += 1;
        else refused += 1;
        if (zod.success !== takes || change.success !== takes) {
          disagreements.push(
            `${column.name} (${column.type}) ${JSON.stringify(value)}: ` +
              `Zod ${zod.success ? 'takes' : 'refuses'}, Postgres ${takes ? 'takes' : `refuses (${code})`}`,
          );
        }
      }
    }
    expect(disagreements).toEqual([]);
    // a comparison in which one side never says no would prove nothing
    expect(taken).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(5);
  });
});
