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

/** The most rows to write of those that a CHECK barely accepts, or refuses. */
const most = 12;

/**
 * Whether a trigger's rule refused the row instead of a CHECK. docs/errors.md lists those rules.
 */
function isRuleOfOurOwn(table: TableName, refusal: Refusal | undefined): boolean {
  return readRegister().some(
    ({ code, table: of, name }) =>
      code.startsWith('PK') &&
      [code, of, name].join() === [refusal?.code, table, refusal?.constraint].join(),
  );
}

/** Changes a row; the columns are JSON. */
async function update(table: TableName, id: string, change: Row): Promise<void> {
  const columns = Object.keys(change);
  const changed = await db.change(
    `update public.${table} set ${columns.map((column) => `${column} = new.${column}`).join(', ')}
     from json_populate_record(null::public.${table}, $2::json) as new where ${table}.id = $1`,
    [id, JSON.stringify(change)],
  );
  expect(changed).toBe(1);
}

it('each CHECK and foreign key is validated for old rows too', async () => {
  const rows = await db.query<{ name: string; valid: boolean }>(
    `select conname as name, convalidated as valid
     from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f')`,
  );
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.filter(({ valid }) => !valid)).toEqual([]);
});

describe.each(tables)('the CHECKs of %s', (table) => {
  // src/contracts has the documents for contracts
  const checks = catalogueOf(table).checks.filter(({ name }) => !name.endsWith('_contract'));

  it('accept the usual row and near misses, in INSERT and UPDATE', async () => {
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
    // a trigger's rule refuses some of them, but never most
    expect(taken).toBeGreaterThanOrEqual(near.length / 2);
  });

  it.each(checks)('$name refuses violations, in INSERT and UPDATE (23514)', async (check) => {
    const { name, columns } = check;
    const violations = (await madeRows(db).violations(table)).get(name) ?? [];
    const described = catalogueOf(table);
    const keys = new Set([
      ...described.references.flatMap((reference) => reference.columns),
      ...primaryKeyOf(described),
    ]);
    // rows that break a CHECK on keys must refer to real rows, so they are written by hand
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
      // the earlier row still exists, but Postgres checks a CHECK before a key
      expect(insert, JSON.stringify(change)).toMatchObject(broken);
      // the trigger overwrites updated_at
      if ('updated_at' in change) continue;
      const refusal = await db.attempt(() => update(table, made?.id ?? '', change));
      expect(refusal, JSON.stringify(change)).toMatchObject(broken);
    }
  });
});

/** integrity/counts.test.ts has their rows. */
const madeByHand = ['session_logs_corrects_another_check'];
