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
 * Postgres's verdict on the row itself: its types, its CHECKs, and missing values. A row schema
 * cannot know other rows, so some codes count as accepted: an existing key (23505), a missing
 * reference (23503), and a trigger's rule about the clock or other rows (PK…).
 */
async function postgresTakes(table: TableName, row: Record<string, unknown>) {
  const refusal = await db.attempt(() => insertJson(db, table, row));
  const code = refusal?.code;
  const takes = code === undefined || /^(?:23503|23505|PK\d{3})$/.test(code);
  if (takes) return { takes, code };
  return { takes: false, code };
}

/**
 * Drops the CHECKs between columns until the end of the test. A row schema checks each column
 * alone, and src/integrity and src/contracts prove those rules.
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

it('exactly the tables of the catalogue have a row schema', async () => {
  const found = await db.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  expect(Object.keys(rowSchemas).toSorted()).toEqual(found.map(({ name }) => name));
});

describe.each(tables)('%s', (table) => {
  it('a minimal row from the Data API parses', async () => {
    const lifter = await db.createLifter();
    const id = await insertRow(db, table, lifter);
    const read = async () => {
      // as PostgREST does it: Postgres converts rows to JSON
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

  it('both accept a valid new row and a valid change', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, table, lifter);
    expect(rowSchemas[table].insert.safeParse(row).error).toBeUndefined();
    expect(await postgresTakes(table, row)).toEqual({ takes: true });
    const change = await changeOf(db, table);
    expect(rowSchemas[table].update.safeParse(change).error).toBeUndefined();
    expect(rowSchemas[table].update.safeParse({}).error).toBeUndefined();
  });

  it('both refuse an unknown column', async () => {
    const row = { ...(await prepareRow(db, table, await db.createLifter())), no_such_column: 1 };
    expect(rowSchemas[table].insert.safeParse(row).success).toBe(false);
    expect(rowSchemas[table].update.safeParse({ no_such_column: 1 }).success).toBe(false);
    expect((await postgresTakes(table, row)).takes).toBe(false);
  });

  it('both refuse a row without a required column', async () => {
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
    // if one side accepted everything, the comparison would prove nothing
    expect(taken).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(5);
  });
});
