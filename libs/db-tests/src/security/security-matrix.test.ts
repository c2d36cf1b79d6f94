import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import {
  catalogueOf,
  changeOf,
  guardFaults,
  insertJson,
  insertRow,
  ownerColumn,
  prepareRow,
  type TableName,
  tables,
} from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** Insufficient privilege: a missing grant, or a row that a policy refuses. */
const denied = '42501';

/** Two lifters, and a row of the first. The role that migrates inserts it. */
async function scene(table: TableName) {
  const owner = await db.createLifter();
  const other = await db.createLifter();
  const id = await insertRow(db, table, owner);
  return { owner, other, id };
}

const select = (table: TableName) => `select id from public.${table} where id = $1`;
const remove = (table: TableName) => `delete from public.${table} where id = $1`;

/** Updates one row with a made change, as PostgREST writes it. */
async function update(table: TableName) {
  const change = await changeOf(db, table);
  const columns = Object.keys(change);
  return {
    sql:
      `update public.${table} set ${columns.map((column) => `"${column}" = changed."${column}"`).join(', ')}` +
      ` from json_populate_record(null::public.${table}, $2::json) as changed where ${table}.id = $1`,
    change: JSON.stringify(change),
  };
}

/** The row as JSON text, for a role that sees everything. */
async function readBack(table: TableName, id: string): Promise<string | undefined> {
  await db.asService();
  const [row] = await db.query<{ row: string }>(
    `select to_jsonb(t)::text as row from public.${table} as t where id = $1`,
    [id],
  );
  return row?.row;
}

it('covers exactly the tables of the catalogue', async () => {
  const found = await db.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`,
  );
  const faulty = new Set(guardFaults().map(({ table }) => table));
  const names = found.map(({ name }) => name).filter((name) => !faulty.has(name));
  expect(names.toSorted()).toEqual([...tables].toSorted());
});

describe.each(tables)('%s', (table) => {
  it('anon may not select, update or delete (42501)', async () => {
    const { id } = await scene(table);
    const { sql, change } = await update(table);
    await db.asAnon();
    expect((await db.refused(select(table), [id])).code).toBe(denied);
    expect((await db.refused(sql, [id, change])).code).toBe(denied);
    expect((await db.refused(remove(table), [id])).code).toBe(denied);
    expect(await readBack(table, id)).toBeDefined();
  });

  it('anon may not insert (42501)', async () => {
    const row = await prepareRow(db, table, await db.createLifter());
    await db.asAnon();
    expect((await db.attempt(() => insertJson(db, table, row)))?.code).toBe(denied);
  });

  it('the owner sees their row', async () => {
    const { owner, id } = await scene(table);
    await db.asLifter(owner);
    expect(await db.query(select(table), [id])).toEqual([{ id }]);
  });

  it('the owner inserts a row with everything that it needs', async () => {
    const owner = await db.createLifter();
    await db.asLifter(owner);
    const id = await insertRow(db, table, owner);
    expect(await db.query(select(table), [id])).toEqual([{ id }]);
  });

  it('another lifter does not see the row', async () => {
    const { other, id } = await scene(table);
    await db.asLifter(other);
    expect(await db.query(select(table), [id])).toEqual([]);
  });

  it('another lifter may not insert a row in the name of the owner (42501)', async () => {
    const row = await prepareRow(db, table, await db.createLifter());
    await db.asLifter(await db.createLifter());
    const refusal = await db.attempt(() => insertJson(db, table, row));
    expect(refusal?.code).toBe(denied);
  });

  it('another lifter changes nothing', async () => {
    const { other, id } = await scene(table);
    const before = await readBack(table, id);
    await db.asLifter(other);
    const { sql, change } = await update(table);
    if (catalogueOf(table).appendOnly)
      expect((await db.refused(sql, [id, change])).code).toBe(denied);
    else expect(await db.change(sql, [id, change])).toBe(0);
    expect(await readBack(table, id)).toBe(before);
  });

  it('another lifter deletes nothing', async () => {
    const { other, id } = await scene(table);
    await db.asLifter(other);
    if (catalogueOf(table).appendOnly)
      expect((await db.refused(remove(table), [id])).code).toBe(denied);
    else expect(await db.change(remove(table), [id])).toBe(0);
    expect(await readBack(table, id)).toBeDefined();
  });

  it('service_role inserts, sees, changes and deletes', async () => {
    const owner = await db.createLifter();
    await db.asService();
    const id = await insertRow(db, table, owner);
    expect(await db.query(select(table), [id])).toEqual([{ id }]);
    const { sql, change } = await update(table);
    expect(await db.change(sql, [id, change])).toBe(1);
    expect(await db.change(remove(table), [id])).toBe(1);
  });
});

describe.each(tables.filter((table) => catalogueOf(table).appendOnly))(
  '%s is append-only',
  (table) => {
    it('the owner may not change their row (42501)', async () => {
      const { owner, id } = await scene(table);
      const before = await readBack(table, id);
      await db.asLifter(owner);
      const { sql, change } = await update(table);
      expect((await db.refused(sql, [id, change])).code).toBe(denied);
      expect(await readBack(table, id)).toBe(before);
    });

    it('the owner may not delete their row (42501)', async () => {
      const { owner, id } = await scene(table);
      await db.asLifter(owner);
      expect((await db.refused(remove(table), [id])).code).toBe(denied);
      expect(await readBack(table, id)).toBeDefined();
    });

    it('no policy lets an API role change or delete a row, even with a grant', async () => {
      const { owner, id } = await scene(table);
      await db.query(`grant update, delete on public.${table} to authenticated`);
      await db.asLifter(owner);
      const { sql, change } = await update(table);
      expect(await db.change(sql, [id, change])).toBe(0);
      expect(await db.change(remove(table), [id])).toBe(0);
    });
  },
);

describe.each(tables.filter((table) => !catalogueOf(table).appendOnly))(
  'the owner can change %s',
  (table) => {
    it('the owner changes their row', async () => {
      const { owner, id } = await scene(table);
      const before = await readBack(table, id);
      await db.asLifter(owner);
      const { sql, change } = await update(table);
      expect(await db.change(sql, [id, change])).toBe(1);
      expect(await readBack(table, id)).not.toBe(before);
    });

    it('the owner deletes their row', async () => {
      const { owner, id } = await scene(table);
      await db.asLifter(owner);
      expect(await db.change(remove(table), [id])).toBe(1);
      expect(await readBack(table, id)).toBeUndefined();
    });

    it('the owner may not give their row to another lifter (42501)', async () => {
      const { owner, other, id } = await scene(table);
      await db.asLifter(owner);
      const refusal = await db.refused(
        `update public.${table} set ${ownerColumn(table)} = $2 where id = $1`,
        [id, other],
      );
      expect(refusal.code).toBe(denied);
    });
  },
);
