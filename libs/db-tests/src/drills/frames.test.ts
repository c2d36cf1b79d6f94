import {
  findBlanks,
  frameKinds,
  frameOf,
  readKnownSchema,
  readMigrationFiles,
} from '@parakeet/schema-tools';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '@parakeet/local-supabase';
import { withRunDatabase } from '@parakeet/db-harness';
import { Drills } from './drill.ts';

// The frames of db-schema:new --kind=…, completed as an author would, are complete changes.

let drills: Drills;
let tables: ReturnType<typeof readKnownSchema>['tables'];
beforeAll(async () => {
  drills = await Drills.prepare();
  ({ tables } = readKnownSchema(await readMigrationFiles()));
});
afterAll(() => drills.close());

/** Fills in the blanks; a blank with several meanings gets several words. */
async function fill(
  frame: Promise<string>,
  words: Readonly<Record<string, string | readonly string[]>>,
): Promise<string> {
  let text = await frame;
  for (const [blank, given] of Object.entries(words)) {
    for (const word of [given].flat()) {
      text = typeof given === 'string' ? text.replaceAll(blank, word) : text.replace(blank, word);
    }
  }
  expect(findBlanks(text)).toEqual([]);
  return text;
}

const owner = 'user_id';
const purpose = { '<WHAT IT IS FOR>': 'For the lifter.' };
const content = { '<WHAT IT HOLDS, WITH UNITS>': 'In grams.' };

const filledIn: Readonly<Record<string, () => Promise<string>>> = {
  'a constraint of columns that exist': () =>
    fill(
      frameOf('constraint', {
        name: 'limit_sleep',
        table: 'recovery_snapshots',
        columns: ['resting_hr_bpm', 'hrv_ms'],
      }),
      { ...purpose, '<CONDITION>': 'resting_hr_bpm < 200 or hrv_ms < 1000' },
    ),
  'a constraint that takes the place of another': () =>
    fill(
      frameOf('constraint', {
        name: 'limit_weeks',
        table: 'programs',
        columns: ['total_weeks'],
      }),
      { ...purpose, '<CONDITION>': 'total_weeks between 4 and 52' },
    ),
  'a constraint, every name by hand': () =>
    fill(frameOf('constraint', { name: 'limit_weeks' }), {
      ...purpose,
      '<TABLE>': 'programs',
      '<COLUMNS>': 'total_weeks',
      '<CONDITION>': 'total_weeks < 100',
    }),
  'an index': () =>
    fill(
      frameOf('index', {
        name: 'index_sessions',
        table: 'sessions',
        columns: ['user_id', 'intensity_type', 'created_at'],
      }),
      purpose,
    ),
  'a function that writes': () =>
    fill(
      frameOf('function', {
        name: 'rename_lifter',
        table: 'profiles',
        columns: ['id', 'display_name'],
      }),
      {
        ...purpose,
        '<STATEMENTS>': `
          update public.profiles set display_name = rename_lifter.display_name
          where id = rename_lifter.id;
          return (select p from public.profiles as p where id = rename_lifter.id);`,
      },
    ),
  'a function, every name by hand': () =>
    fill(frameOf('function', { name: 'count_programs' }), {
      ...purpose,
      '<ARGUMENTS>': 'status text',
      '<TYPE>': 'bigint',
      '<STATEMENTS>': `return (select count(*) from public.programs
        where status = count_programs.status);`,
    }),
  'a table': () =>
    fill(
      frameOf('table', {
        name: 'add_goals',
        table: 'goals',
        columns: ['lift', 'target_grams'],
        owner,
      }),
      { ...content, '<TYPE>': ['text', 'integer'] },
    ),
  'a table with references': () =>
    fill(
      frameOf('table', {
        name: 'add_goals',
        table: 'goals',
        columns: ['session_id', 'formula_config_id', 'target_grams'],
        owner,
        tables,
      }),
      { ...content, '<TYPE>': 'integer', '<CASCADE OR RESTRICT>': 'cascade' },
    ),
  'a table, every name by hand': () =>
    fill(frameOf('table', { name: 'add_goals' }), {
      ...content,
      '<TABLE>': 'goals',
      '<OWNER>': owner,
      '<COLUMNS>': 'target_grams integer not null',
    }),
  'the column of a contract': () =>
    fill(
      frameOf('contract', { name: 'add_notes', table: 'sessions', columns: ['notes'] }),
      content,
    ),
};

describe('a completed frame is a complete change', () => {
  it.each(Object.entries(filledIn))('%s', async (_, text) => {
    expect(await drills.findings(await text())).toEqual([]);
  });
});

describe('Postgres refuses a frame with blanks (42601)', () => {
  it.each(frameKinds)('%s', async (kind) => {
    await withRunDatabase((database) =>
      withClient(database.ownerUrl, async (client) => {
        const text = await frameOf(kind, { name: 'do_nothing' });
        const error: unknown = await client.query(text).catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(pg.DatabaseError);
        expect(error).toMatchObject({ code: '42601' });
      }),
    );
  });
});

describe('a frame gives up soon if another session locks the table (55P03)', () => {
  it.each([
    ['a constraint of columns that exist', 'public.recovery_snapshots'],
    ['a table', 'auth.users'],
    ['a table with references', 'public.sessions'],
    ['the column of a contract', 'public.sessions'],
  ])('%s', async (name, table) => {
    const text = (await filledIn[name]?.()) ?? '';
    await withRunDatabase((database) =>
      withClient(database.adminUrl, async (holder) => {
        await holder.query(`begin; lock table ${table} in access exclusive mode`);
        await withClient(database.ownerUrl, async (client) => {
          // instead of waiting for ever, if the frame sets no limit
          await client.query(`set statement_timeout = '20s'`);
          // several statements in one query are one transaction by default
          const refusal = client.query(text);
          await expect(refusal).rejects.toMatchObject({ code: '55P03' });
        });
      }),
    );
  });
});

it('only signed-in lifters can call the function of a frame', async () => {
  const text = (await filledIn['a function, every name by hand']?.()) ?? '';
  await withRunDatabase((database) =>
    withClient(database.ownerUrl, async (client) => {
      // as on some hosted projects
      await client.query(
        'alter default privileges in schema public grant execute on functions to anon, service_role',
      );
      await client.query(text);
      const { rows } = await client.query(
        `select rolname, has_function_privilege(oid, 'public.count_programs(text)', 'execute') as may
         from pg_roles where rolname in ('anon', 'authenticated', 'service_role') order by 1`,
      );
      expect(rows).toEqual([
        { rolname: 'anon', may: false },
        { rolname: 'authenticated', may: true },
        { rolname: 'service_role', may: false },
      ]);
    }),
  );
});

it('the frame of an index drops an unfinished index, and keeps a finished one', async () => {
  const text = (await filledIn['an index']?.()) ?? '';
  const index = 'sessions_user_id_intensity_type_created_at_idx';
  const [first = '', last = ''] = text.split('commit;\n');
  await withRunDatabase((database) =>
    withClient(database.adminUrl, async (client) => {
      const run = async () => {
        await client.query(`${first}commit;`);
        for (const statement of last.split(';\n').filter((one) => one.trim() !== '')) {
          await client.query(statement);
        }
        const { rows } = await client.query<{ oid: number; valid: boolean }>(
          `select indexrelid as oid, indisvalid as valid from pg_index
           where indexrelid = to_regclass('public.${index}')`,
        );
        return rows;
      };
      const [made] = await run();
      expect(made?.valid).toBe(true);
      expect(await run()).toEqual([made]);
      await client.query('update pg_index set indisvalid = false where indexrelid = $1', [
        made?.oid,
      ]);
      const [again] = await run();
      expect(again?.valid).toBe(true);
      expect(again?.oid).not.toBe(made?.oid);
    }),
  );
});
