import type { MadeRows } from '@parakeet/db-harness/made-rows';
import type pg from 'pg';
import { lifter, type Row } from '../installed-app.ts';
import { ids, type AppRows } from './random-app.ts';

/** So many values are written into a column; what its CHECKs name is among the first. */
const mostValues = 8;

/** Somebody else's account. */
const stranger = '10000000-0000-4000-8000-000000000002';

/** The columns of a row with the owner and the references. */
function keysOf(made: MadeRows, table: string, owner = lifter): Row {
  return {
    ...(made.table(table).columns.some(({ name }) => name === 'owner_id') && { owner_id: owner }),
    ...Object.fromEntries(
      made
        .table(table)
        .references.filter(({ columns }) => columns.every((column) => column !== 'owner_id'))
        .flatMap(({ columns }) => columns.map((column) => [column, ids.stored] as const)),
    ),
  };
}

export async function rowsOf(
  made: MadeRows,
  later: MadeRows['tables'],
): Promise<Map<string, AppRows>> {
  const rows = new Map<string, AppRows>();
  for (const { name } of made.tables) {
    // nobody can write what no row is found for
    const usual = await made.base(name).catch(() => undefined);
    if (!usual) continue;
    const base = { ...usual, ...keysOf(made, name) };
    // what several columns may be together, as rules to come ask
    const together = (later.find((one) => one.name === name)?.checks ?? []).filter(
      ({ columns }) => columns.length > 1,
    );
    const combined: Row[] = [];
    for (const { columns } of together) {
      combined.push(...(await made.variantsOver(name, columns)).filter((_, at) => at % 3 === 0));
    }
    const variants = [...(await variantsOf(made, name)), ...combined.slice(0, 60)];
    rows.set(name, { base, variants });
  }
  return rows;
}

/** Changes of the usual row that keep the owner, and that types can express. */
async function variantsOf(made: MadeRows, table: string): Promise<Row[]> {
  const isPlain = (value: unknown) =>
    value !== 'NaN' &&
    (!Array.isArray(value) || value.every((one) => one !== null && !Array.isArray(one)));
  const variants = (await made.variants(table)).filter(
    (row) => !('owner_id' in row) && Object.values(row).every(isPlain),
  );
  // for each column the first value, from its CHECKs, and the last, the type's limit
  const places = new Map<string, number>();
  const placed = variants.map((row) => {
    const column = Object.keys(row).join();
    const place = places.get(column) ?? 0;
    places.set(column, place + 1);
    return { row, column, place };
  });
  return placed.flatMap(({ row, column, place }) =>
    place < mostValues || place > (places.get(column) ?? 0) - 4 || /"x+"/.test(JSON.stringify(row))
      ? [row]
      : [],
  );
}

/** Stores rows of the lifter and of somebody else. @returns those that were taken */
export async function storeRows(client: pg.ClientBase, made: MadeRows): Promise<string[]> {
  const taken: string[] = [];
  for (const table of ['plans', 'weeks', 'notes']) {
    if (!made.tables.some(({ name }) => name === table)) continue;
    for (const [id, owner] of [
      [ids.stored, lifter],
      [ids.spare, lifter],
      [ids.others, stranger],
    ] as const) {
      const row = { ...keysOf(made, table, owner), id };
      // where a value may not be there twice, another one
      for (const other of [{}, ...(await variantsOf(made, table).catch(() => []))]) {
        if (!(await isInserted(client, made, table, { ...row, ...other }))) continue;
        taken.push(JSON.stringify([table, id, await made.base(table), other]));
        break;
      }
    }
  }
  return taken;
}

async function isInserted(
  client: pg.ClientBase,
  made: MadeRows,
  table: string,
  row: Row,
): Promise<boolean> {
  await client.query('savepoint made');
  try {
    await made.insert(table, lifter, row);
    return true;
  } catch {
    // an app could not write a row that a key, a trigger or a CHECK refuses
    await client.query('rollback to made');
    return false;
  }
}

/** Writes all rows that the new schema accepts; new keys refer to spare rows. */
export async function writeAsNewerApp(
  client: pg.ClientBase,
  made: MadeRows,
  old: MadeRows['tables'],
): Promise<void> {
  for (const { name, references } of made.tables) {
    const known = old.find((one) => one.name === name)?.columns.map((one) => one.name) ?? [];
    const spare = references
      .flatMap(({ columns }) => columns)
      .filter((column) => !known.includes(column))
      .map((column) => [column, ids.spare] as const);
    const keys = { ...keysOf(made, name), ...Object.fromEntries(spare) };
    const variants = await variantsOf(made, name).catch(() => []);
    for (const row of [{}, ...variants]) await isInserted(client, made, name, { ...keys, ...row });
  }
}
