import { describe, expect, it } from 'vitest';
import { insertJson, prepareRow, type TableName } from '../fixtures/row-fixtures.ts';
import { useDatabase } from '../harness/index.ts';
import { checkCases, type Change } from './cases.ts';
import { readRegister } from './register.ts';

const db = useDatabase();

/** Inserts the fixture's row with a change, as service_role, and returns its id. */
async function insert(table: TableName, row: Change, change: Change = {}): Promise<string> {
  const [made] = await insertJson<{ id: string }>(db, table, { ...row, ...change }, 'returning id');
  if (!made) throw new Error(`inserting into ${table} returned no row`);
  return made.id;
}

/** Changes a row, columns given as JSON. */
async function update(table: TableName, id: string, change: Change): Promise<void> {
  const columns = Object.keys(change);
  const changed = await db.change(
    `update public.${table} set ${columns.map((column) => `${column} = new.${column}`).join(', ')}
     from json_populate_record(null::public.${table}, $2::json) as new where ${table}.id = $1`,
    [id, JSON.stringify(change)],
  );
  expect(changed).toBe(1);
}

it('every CHECK of the register is tried here, and no other', () => {
  const registered = readRegister().filter(({ code }) => code === '23514');
  const tried = checkCases.map(({ name }) => name).concat('session_logs_corrects_another_check');
  expect(tried.toSorted()).toEqual(registered.map(({ name }) => name).toSorted());
});

it('each CHECK has a comment that says the rule, and holds for old rows too', async () => {
  const rows = await db.query<{ name: string; comment: string | null; valid: boolean }>(
    `select conname as name, obj_description(oid, 'pg_constraint') as comment, convalidated as valid
     from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f')`,
  );
  const names = new Set(readRegister().map(({ name }) => name));
  const named = rows.filter(({ name }) => names.has(name));
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ comment }) => (comment ?? '') === '')).toEqual([]);
  expect(rows.filter(({ valid }) => !valid)).toEqual([]);
});

describe.each(checkCases)('$name', ({ table, name, taken, refused }) => {
  it('takes the baseline and near misses', async () => {
    const row = await prepareRow(db, table, await db.createLifter());
    await db.asService();
    for (const change of [{}, ...taken]) {
      const refusal = await db.attempt(() => insert(table, row, change));
      expect(refusal, JSON.stringify(change)).toBeUndefined();
    }
  });

  it('refuses what breaks it, inserted or changed, and takes it mended (23514)', async () => {
    const row = await prepareRow(db, table, await db.createLifter());
    await db.asService();
    for (const change of refused) {
      const refusal = await db.attempt(() => insert(table, row, change));
      expect(refusal, JSON.stringify(change)).toMatchObject({ code: '23514', constraint: name });
    }
    const id = await insert(table, row);
    // updated_at is the trigger's to write
    for (const change of refused.filter((one) => !('updated_at' in one))) {
      const refusal = await db.attempt(() => update(table, id, change));
      expect(refusal, JSON.stringify(change)).toMatchObject({ code: '23514', constraint: name });
    }
    for (const change of taken) {
      const refusal = await db.attempt(() => update(table, id, change));
      expect(refusal, JSON.stringify(change)).toBeUndefined();
    }
  });
});
