import { rowSchemas, type Database, type TablesInsert } from '@parakeet/db-types';
import { createClient } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { useDatabase } from '@parakeet/db-harness';
import { insertJson, prepareRow, tables } from '@parakeet/db-harness/made-rows';

const db = useDatabase();

/** Never called: the test is whether it compiles. */
export const drifted = () => {
  const client = createClient<Database>('http://127.0.0.1:54321', 'key');
  // @ts-expect-error there is no such column in an insert
  const insert: Partial<TablesInsert<'session_logs'>> = { session_uuid: '' };
  return [
    insert,
    // @ts-expect-error nor in an update
    client.from('sessions').update({ plan_sets: [] }),
    // @ts-expect-error nor is there such a table
    client.from('workouts'),
    // the same with the correct names
    client.from('sessions').update({ planned_sets: [] }),
  ];
};

describe('column names that drifted between client and table, hidden by `as any`', () => {
  it.each(tables)(
    '%s has the same columns in the database and in its row schemas',
    async (table) => {
      const columns = await db.query<{ name: string }>(
        `select attname::text as name from pg_attribute
       where attrelid = ('public.' || $1)::regclass and attnum > 0 and not attisdropped`,
        [table],
      );
      const names = columns.map(({ name }) => name).toSorted();
      for (const schema of ['row', 'insert', 'update'] as const) {
        expect(Object.keys(rowSchemas[table][schema].shape).toSorted(), schema).toEqual(names);
      }
    },
  );

  it.each(tables)(
    '%s: a name that has drifted is found by the schema, and by its name',
    async (table) => {
      const lifter = await db.createLifter();
      const row = await prepareRow(db, table, lifter);
      expect(rowSchemas[table].insert.safeParse(row).success).toBe(true);
      for (const schema of ['insert', 'update'] as const) {
        const found = rowSchemas[table][schema].safeParse({ ...row, renamed_column: 1 });
        expect(JSON.stringify(found.error?.issues), schema).toContain('renamed_column');
      }
    },
  );

  it('and the database refuses it (42703)', async () => {
    const lifter = await db.createLifter();
    const row = await prepareRow(db, 'session_logs', lifter);
    const refusal = await db.attempt(() =>
      insertJson(db, 'session_logs', { ...row, session_uuid: row['session_id'] }),
    );
    expect(refusal?.code).toBe('42703');
  });
});
