import { describe, expect, it } from 'vitest';
import { type Refusal, useDatabase } from '@parakeet/db-harness';
import { primaryKeyOf } from '@parakeet/db-harness/catalogue';
import {
  catalogueOf,
  insertJson,
  madeRows,
  prepareRow,
  type Row,
  type TableName,
  tables,
} from '@parakeet/db-harness/made-rows';
import { readRegister } from './register.ts';

const db = useDatabase();

/** How many rows are written of those that a CHECK just takes, or refuses. */
const most = 12;

/** A CHECK takes the row, and a trigger of the table does not: docs/errors.md has it. */
function isRuleOfOurOwn(table: TableName, refusal: Refusal | undefined): boolean {
  return readRegister().some(
    ({ code, table: of, name }) =>
      code.startsWith('PK') &&
      [code, of, name].join() === [refusal?.code, table, refusal?.constraint].join(),
  );
}

/** Changes a row, columns given as JSON. */
async function update(table: TableName, id: string, change: Row): Promise<void> {
  const columns = Object.keys(change);
  const changed = await db.change(
    `update public.${table} set ${columns.map((column) => `${column} = new.${column}`).join(', ')}
     from json_populate_record(null::public.${table}, $2::json) as new where ${table}.id = $1`,
    [id, JSON.stringify(change)],
  );
  expect(changed).toBe(1);
}

it('each CHECK and foreign key holds for old rows too', async () => {
  const rows = await db.query<{ name: string; valid: boolean }>(
    `select conname as name, convalidated as valid
     from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f')`,
  );
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter(({ valid }) => !valid)).toEqual([]);
});

describe.each(tables)('the CHECKs of %s', (table) => {
  // contracts have documents of their own: src/contracts
  const checks = catalogueOf(table).checks.filter(({ name }) => !name.endsWith('_contract'));

  it('take the usual row and near misses, inserted and changed', async () => {
    const lifter = await db.createLifter();
    const usual = await prepareRow(db, table, lifter);
    await db.asService();
    const variants = await madeRows(db).variants(table);
    const columns = new Set(checks.flatMap((check) => check.columns));
    const near = variants.filter((change) => Object.keys(change).every((one) => columns.has(one)));
    expect(near.length).toBeGreaterThanOrEqual(checks.length > 0 ? 1 : 0);
    let taken = 0;
    for (const change of near) {
      const refusal = await db.attempt(() => insertJson(db, table, { ...usual, ...change }));
      if (isRuleOfOurOwn(table, refusal)) continue;
      expect(refusal, JSON.stringify(change)).toBeUndefined();
      taken += 1;
    }
    // the rule of a trigger refuses some of them, and never most
    expect(taken).toBeGreaterThanOrEqual(near.length / 2);
  });

  it.each(checks)('$name refuses what breaks it, inserted or changed (23514)', async (check) => {
    const { name, columns } = check;
    const violations = (await madeRows(db).violations(table)).get(name) ?? [];
    const described = catalogueOf(table);
    const keys = new Set([
      ...described.references.flatMap((reference) => reference.columns),
      ...primaryKeyOf(described),
    ]);
    // rows that break a CHECK of keys have to point at real rows: they are made by hand
    if (columns.every((column) => keys.has(column))) {
      expect(violations).toEqual([]);
      expect(madeByHand).toContain(name);
      return;
    }
    expect(violations.length, `no row was found that breaks ${name} alone`).toBeGreaterThan(0);
    const usual = await prepareRow(db, table, await db.createLifter());
    await db.asService();
    const [made] = await insertJson<{ id: string }>(db, table, usual, 'returning id');
    const broken = { code: '23514', constraint: name };
    for (const change of violations.slice(0, most)) {
      const insert = await db.attempt(() => insertJson(db, table, { ...usual, ...change }));
      // the row of before is there already, and a CHECK speaks before a key
      expect(insert, JSON.stringify(change)).toMatchObject(broken);
      // updated_at is the trigger's to write
      if ('updated_at' in change) continue;
      const refusal = await db.attempt(() => update(table, made?.id ?? '', change));
      expect(refusal, JSON.stringify(change)).toMatchObject(broken);
    }
  });
});

/** In integrity/counts.test.ts. */
const madeByHand = ['session_logs_corrects_another_check'];
