import { fillVolume, readMigrationFiles, replay } from '@parakeet/db-schema';
import { rowSchemas } from '@parakeet/db-types';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import type { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tables } from '../fixtures/row-fixtures.ts';
import { seedInto } from '../fixtures/seed.ts';
import {
  createRunDatabase,
  dropRunDatabase,
  Session,
  withRunDatabase,
  type RunDatabase,
} from '../harness/index.ts';
import { insertAwkwardRows } from './awkward-rows.ts';
import { changedRows, differenceOf, readColumns, readRows, readStructure } from './contents.ts';
import { upgradeProofs } from './proofs.ts';

// found in the directory: a migration that comes without a proof fails here
const [first, ...migrations] = await readMigrationFiles();

/** A database whose rows were written at the first migration, and went through every one since. */
let old: RunDatabase;
/** The version of the newest migration that it has. */
let reached = '';

beforeAll(async () => {
  old = await createRunDatabase(baseTemplate);
  await bringTo(first?.version ?? '');
  await withClient(old.ownerUrl, async (client) => {
    await fillVolume(client, { lifters: 4, weeks: 12, until: '2026-06-17' });
    await seedInto(new Session(() => client));
  });
});
afterAll(async () => {
  await dropRunDatabase(old);
});

/** Applies the migrations between the step that it has and another. */
async function bringTo(version: string): Promise<void> {
  const files = await readMigrationFiles();
  const next = files.filter((file) => file.version > reached && file.version <= version);
  await withClient(old.ownerUrl, (client) => replay(client, next));
  reached = version;
}

const withSession = <Result>(target: RunDatabase, use: (db: Session) => Promise<Result>) =>
  withClient(target.ownerUrl, (client) => use(new Session(() => client)));

it('there is a proof for every migration after the first, and for no other', () => {
  expect(Object.keys(upgradeProofs).toSorted()).toEqual(
    migrations.map(({ name }) => name).toSorted(),
  );
});

describe.each(migrations)('$name, on a database of the step before with rows in it', (file) => {
  const { version, name } = file;
  beforeAll(async () => {
    const place = migrations.findIndex((one) => one.version === version);
    await bringTo(migrations[place - 1]?.version ?? first?.version ?? '');
    // for the tables that came with the step before, and at the first for all
    await withSession(old, insertAwkwardRows);
  });

  const step = (target: RunDatabase) =>
    withClient(target.ownerUrl, (client) => replay(client, [file]));

  it('waits for no lock without an end', () => {
    // what a writer waits for, and who waits for it keeps those behind it waiting
    const locks =
      /^\s*(?:alter table|drop (?:index|table)|create (?:or replace )?trigger|lock table)|\breferences (?:auth|public)\./im;
    const ends = /\block_timeout = '\d+m?s'/.test(file.text);
    expect(ends || !locks.test(file.text), 'set local lock_timeout is missing').toBe(true);
  });

  // one, or none
  const refused = [upgradeProofs[name]?.refuses].filter((rows) => typeof rows === 'object');
  it.each(refused)(
    'stops at rows that it refuses, and takes them once they are mended',
    async ({ sql, says, mend, leaves }) => {
      await withRunDatabase(async (target) => {
        await withSession(target, async (db) => {
          await db.query(sql);
          const columns = await readColumns(db);
          const [rows, structure] = [await readRows(db, columns), await readStructure(db)];
          const refusal = await step(target).then(
            () => expect.unreachable('it was taken'),
            (error: unknown) => error as DatabaseError,
          );
          const said = [refusal.message, refusal.detail, refusal.hint].join('\n');
          for (const words of says) expect(said).toMatch(words);
          expect(changedRows(rows, await readRows(db, columns))).toEqual([]);
          const changes = differenceOf(structure, await readStructure(db));
          expect(changes.filter((change) => !leaves?.structure.test(change))).toEqual([]);

          await db.query(mend);
          await step(target);
        });
      }, old.name);
    },
  );

  it('is taken, and leaves every row as it was', async () => {
    await withSession(old, async (db) => {
      const columns = await readColumns(db);
      const rows = await readRows(db, columns);
      // nothing is proved of a table without rows
      const empty = [...rows].filter(([, there]) => there.size === 0).map(([table]) => table);
      expect(empty).toEqual([]);
      await bringTo(version);
      const added = Object.keys(upgradeProofs[name]?.adds ?? {});
      const changes = changedRows(rows, await readRows(db, columns));
      const others = changes.filter(
        (change) => !added.some((table) => change.startsWith(`+ ${table} `)),
      );
      expect(others).toEqual([]);
      expect(changes.length > 0).toBe(added.length > 0);
      expect(await db.query('select from pg_constraint where not convalidated')).toEqual([]);
      expect(await db.query('select from pg_index where not indisvalid')).toEqual([]);
    });
  });
});

it('after every migration, the row schemas of today read every row of the first step', async () => {
  await bringTo(migrations.at(-1)?.version ?? '');
  await withSession(old, async (db) => {
    await db.query(`set time zone 'UTC'`);
    for (const table of tables) {
      // as text, so that numbers are read as clients read them
      const rows = await db.query<{ row: string }>(
        `select row_to_json(t)::text as row from public.${table} as t`,
      );
      for (const { row } of rows) {
        const result = rowSchemas[table].row.safeParse(JSON.parse(row));
        expect(result.error?.message, `${table}: ${row}`).toBeUndefined();
      }
    }
  });
});

describe('the proof finds', () => {
  it('rows that were changed, that are gone, and that came', () => {
    const of = (rows: Record<string, string>) =>
      new Map([['programs', new Map(Object.entries(rows))]]);
    expect(changedRows(of({ a: '(1)', b: '(2)' }), of({ a: '(9)', c: '(3)' }))).toEqual([
      '~ programs a: (1) became (9)',
      '+ programs c',
      '- programs b',
    ]);
  });

  it('an index, a trigger and a constraint that a step left behind', async () => {
    await withRunDatabase(async (target) => {
      await withSession(target, async (db) => {
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
