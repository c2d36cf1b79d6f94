import { basename } from 'node:path';
import { readLanded, readMigrationFiles } from '@parakeet/schema-tools';
import { rowSchemas } from '@parakeet/db-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRunDatabase,
  dropRunDatabase,
  type RunDatabase,
  withRunDatabase,
} from '@parakeet/db-harness';
import { tables } from '@parakeet/db-harness/made-rows';
import { changedRows, differenceOf, readStructure, type Contents } from './contents.ts';
import { proveRefusals, proveRowsKept } from './prove-step.ts';
import { dropSteps, inDatabase, makeSteps, type Step } from './steps.ts';

// The requirements for every migration. The rows are generated from the catalogue of each step. A
// migration that changes rows declares it: -- allow: rows public.table: reason.

const files = await readMigrationFiles();
const landed = await readLanded(files);

/**
 * The migration whose rows go through all later ones: the first, or with PARAKEET_UPGRADES=drafts
 * the newest landed one.
 */
const start =
  process.env['PARAKEET_UPGRADES'] === 'drafts'
    ? Math.max(
        0,
        files.findLastIndex(({ path }) => landed.files.has(basename(path))),
      )
    : 0;

/** The migrations from there on. */
let steps: Step[];
/** A database with rows from the first migration, after every later migration so far. */
let old: RunDatabase;
/** The number of its migrations. */
let reached = 1;
/** The migrations before. */
let earlier: Step[];

beforeAll(async () => {
  const all = await makeSteps(files);
  [earlier, steps] = [all.slice(0, start), all.slice(start)];
  old = await createRunDatabase(steps[0]?.database.name);
});
afterAll(async () => {
  await dropRunDatabase(old);
  await dropSteps([...earlier, ...steps]);
});

const migrations = files.slice(start + 1).map((file, index) => ({ ...file, at: index + 1 }));

describe.each(migrations)('$version $name, on a database with rows in it', ({ text, at }) => {
  it('never waits for a lock for ever', () => {
    // a writer waits for these locks, and everybody behind it waits too
    const locks =
      /^\s*(?:alter table|drop (?:index|table)|create (?:or replace )?trigger|lock table)|\breferences (?:auth|public)\./im;
    const ends = /\block_timeout = '\d+m?s'/.test(text);
    expect(ends || !locks.test(text), 'set local lock_timeout is missing').toBe(true);
  });

  it('stops at rows that break its rules, names a rule, and succeeds with the fixed rows', async () => {
    const { findings, untried } = await proveRefusals(steps, at);
    if (untried.length > 0) console.log(`no rows were found that break\n${untried.join('\n')}`);
    expect(findings.join('\n\n')).toBe('');
  });

  it('succeeds, and keeps every row or declares the change', async (test) => {
    if (reached < at) test.skip('an earlier migration was not taken');
    const findings = await proveRowsKept(old, steps, at);
    expect(findings.join('\n\n')).toBe('');
    reached = at + 1;
  });
});

it('after every migration, the row schemas of today read every row of the first step', async (test) => {
  if (steps.length === 1) test.skip('there is no draft');
  if (reached < steps.length) test.skip('a migration was not taken');
  await inDatabase(old, async (db) => {
    await db.query(`set time zone 'UTC'`);
    for (const table of tables) {
      // as text, so numbers arrive as clients read them
      const rows = await db.query<{ row: string }>(
        `select row_to_json(t)::text as row from public.${table} as t`,
      );
      expect(rows.length, table).toBeGreaterThan(0);
      for (const { row } of rows) {
        const result = rowSchemas[table].row.safeParse(JSON.parse(row));
        expect(result.error?.message, `${table}: ${row}`).toBeUndefined();
      }
    }
  });
});

describe('the proof finds', () => {
  it('changed, removed and added rows; a renamed column is no change', () => {
    const of = (column: string, rows: Record<string, string>): Contents =>
      new Map([
        [
          1,
          {
            name: 'programs',
            columns: new Map([[2, column]]),
            rows: new Map(Object.entries(rows).map(([id, value]) => [id, { 2: value }])),
          },
        ],
      ]);
    expect(
      changedRows(
        of('weeks', { a: '1', b: '2', d: '4' }),
        of('weeks_all', { a: '9', c: '3', d: '4' }),
      ),
    ).toEqual([{ table: 'programs', lines: ['~ a weeks_all: 1 became 9', '+ c', '- b'] }]);
  });

  it('an index, a trigger and a constraint that a step left behind', async () => {
    await withRunDatabase(async (target) => {
      await inDatabase(target, async (db) => {
        const structure = await readStructure(db);
        await db.query(`
          create index left_behind on public.programs (total_weeks);
          create trigger left_behind before update on public.programs
            for each row execute function rules.keep_updated_at();
          alter table public.programs add constraint left_behind check (total_weeks > 0) not valid`);
        const changes = differenceOf(structure, await readStructure(db));
        expect(changes).toHaveLength(3);
        expect(changes.every((change) => change.startsWith('+ '))).toBe(true);
      });
    });
  });
});
