import { randomUUID } from 'node:crypto';
import { withClient } from '@parakeet/local-supabase';
import { describe, expect, it } from 'vitest';
import { useDatabase, withRunDatabase } from '@parakeet/db-harness';
import { catalogueOf, changeOf, insertRow, tables } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

const kept = tables.filter((table) =>
  catalogueOf(table).columns.some(({ name }) => name === 'updated_at'),
);

it('some tables have an updated_at', () => {
  expect(kept.length).toBeGreaterThanOrEqual(3);
});

describe.each(kept)('updated_at of %s', (table) => {
  const read = async (id: string) => {
    const [row] = await db.query<{ at: string }>(
      `select updated_at::text as at from public.${table} where id = $1`,
      [id],
    );
    return row?.at ?? '';
  };
  const change = async (id: string, more = '') => {
    const [column = '', value] = Object.entries(await changeOf(db, table))[0] ?? [];
    await db.query(`update public.${table} set ${column} = $2${more} where id = $1`, [id, value]);
  };

  async function scene() {
    const lifter = await db.createLifter();
    const id = await insertRow(db, table, lifter);
    await db.asLifter(lifter);
    return id;
  }

  it('moves forward at each change, also within one transaction', async () => {
    const id = await scene();
    const first = await read(id);
    await change(id);
    const second = await read(id);
    expect(Date.parse(second) >= Date.parse(first) && second !== first).toBe(true);
  });

  it('stays if nothing else changes, whatever the client sends for it', async () => {
    const id = await scene();
    await change(id);
    const before = await read(id);
    await change(id);
    await change(id, ", updated_at = '2000-01-01'");
    await db.query(`update public.${table} set updated_at = '2999-01-01' where id = $1`, [id]);
    expect(await read(id)).toBe(before);
  });

  it('moves forward even from a time ahead of the clock', async () => {
    const lifter = await db.createLifter();
    const id = await insertRow(db, table, lifter);
    await db.query(`alter table public.${table} disable trigger ${table}_updated_at`);
    await db.query(
      `update public.${table} set updated_at = '2999-01-01 00:00:00+00' where id = $1`,
      [id],
    );
    await db.query(`alter table public.${table} enable trigger ${table}_updated_at`);
    await change(id);
    const [row] = await db.query<{ moved: boolean }>(
      `select updated_at = '2999-01-01 00:00:00.000001+00' as moved from public.${table} where id = $1`,
      [id],
    );
    expect(row).toEqual({ moved: true });
  });
});

describe('signing up', () => {
  const profile = (id: string) =>
    db.query<{ display_name: string | null }>(
      'select display_name from public.profiles where id = $1',
      [id],
    );

  async function signUp(metadata: string | null): Promise<string> {
    const id = randomUUID();
    await db.query('insert into auth.users (id, raw_user_meta_data) values ($1, $2)', [
      id,
      metadata,
    ]);
    return id;
  }

  it('makes the profile for the role of GoTrue, which may not write to public', async () => {
    const rows = await withRunDatabase(({ adminUrl }) =>
      withClient(adminUrl, async (client) => {
        await client.query('set role supabase_auth_admin');
        await client.query(`insert into auth.users (id) values ('${randomUUID()}')`);
        await expect(client.query('insert into public.profiles default values')).rejects.toThrow(
          'permission denied',
        );
        await client.query('reset role');
        return (await client.query('select id from public.profiles')).rowCount;
      }),
    );
    expect(rows).toBe(1);
  });

  it.each([
    ['its name', '{"display_name": "Tomáš"}', 'Tomáš'],
    ['no name', '{}', null],
    ['a name that is no text', '{"display_name": {"first": "T"}}', null],
    ['a full name', '{"name": "T.", "full_name": "Tomáš N."}', 'Tomáš N.'],
    ['a name as Google gives it', '{"name": "Tomáš Novák", "sub": "1"}', 'Tomáš Novák'],
    ['all three', '{"name": "T.", "full_name": "Tomáš N.", "display_name": "Tom"}', 'Tom'],
    [
      'a blank name and one that is no text',
      '{"display_name": " ", "full_name": 5, "name": "T"}',
      'T',
    ],
    ['names that are none', '{"display_name": "", "full_name": null, "name": ["T"]}', null],
    ['a name of 200 characters', JSON.stringify({ name: '💪'.repeat(200) }), '💪'.repeat(200)],
    ['a longer name', JSON.stringify({ full_name: '💪'.repeat(100_000) }), '💪'.repeat(200)],
    ['metadata that is no object', '[1]', null],
    ['no metadata', null, null],
  ])('makes the profile, of an account with %s', async (_what, metadata, name) => {
    expect(await profile(await signUp(metadata))).toEqual([{ display_name: name }]);
  });

  it('succeeds even if the profile cannot be made', async () => {
    await db.query(
      `alter table public.profiles add constraint no_more check (created_at < '2000-01-01') not valid`,
    );
    const id = await signUp('{"display_name": "Maya"}');
    expect(await profile(id)).toEqual([]);
    await db.query('alter table public.profiles drop constraint no_more');
    // the app creates it later
    await db.asLifter(id);
    expect(await db.change('insert into public.profiles (id) values ($1)', [id])).toBe(1);
  });

  it('succeeds even if the table of profiles is gone', async () => {
    await db.query('alter table public.profiles rename to lifters');
    await expect(signUp('{}')).resolves.toBeDefined();
  });
});
