import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { observe, replay, type Observed } from '@parakeet/schema-tools';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seen } from './seen.ts';
import { landed, statements } from './statements.ts';

const migration = (version: string, text: string) => ({
  version,
  name: 'step',
  path: `/nowhere/${version}_step.sql`,
  text,
});

let database: RunDatabase;
let made = 0;
beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
});
afterAll(() => dropRunDatabase(database));

/** Runs migrations on `landed`, in a schema of its own: that takes less time than a database. */
async function observed(...texts: readonly string[]): Promise<Observed> {
  made += 1;
  const schema = `case_${made}`;
  const [first, ...files] = [`create schema ${schema};${landed}`, ...texts].map((text, place) =>
    migration(`${made}0${place + 1}`, text.replaceAll('public.', `${schema}.`)),
  );
  return withClient(database.ownerUrl, (client) =>
    withClient(database.adminUrl, async (admin) => {
      await replay(client, first ? [first] : []);
      try {
        return await observe({ client, admin }, files);
      } finally {
        await admin.query(`drop schema ${schema} cascade`);
      }
    }),
  );
}

/** The place of a file among those of its case, from 2: the first one is `landed`. */
const placeOf = ({ version }: { readonly version: string }) => version.at(-1);

it.each(statements)('%s', async (sql, expected) => {
  const { statements: found, withoutRows } = await observed(sql);
  expect(withoutRows).toEqual([]);
  const last = found.at(-1);
  expect(last && seen(last)).toBe(expected);
});

const lines = ({ statements: found }: Observed) =>
  found.map((facts) => `${placeOf(facts.file)}:${facts.line} ${seen(facts)}`);
const heldBy = ({ statements: found }: Observed) =>
  found.map(({ held }) => held.map(({ name, mode }) => `${name} ${mode}`).join());

it('locks that the transaction has already are held, not taken again', async () => {
  const found = await observed(`
    alter table public.logs add constraint more check (reps < 1000) not valid;
    alter table public.logs validate constraint more;`);
  expect(lines(found)).toEqual(['2:2 logs ACCESS EXCLUSIVE', '2:3 scan logs']);
  expect(heldBy(found)).toEqual(['', 'logs ACCESS EXCLUSIVE']);
});

it('a file with transactions of its own holds locks within each of them', async () => {
  const found = await observed(`begin;
    alter table public.logs add constraint more check (reps < 1000) not valid;
    commit;
    alter table public.logs validate constraint more;
    create index concurrently more on public.logs (note);`);
  expect(lines(found)).toEqual([
    '2:2 own; logs ACCESS EXCLUSIVE',
    '2:4 single; logs SHARE UPDATE EXCLUSIVE; scan logs',
    '2:5 outside; logs SHARE UPDATE EXCLUSIVE; scan logs; build more',
  ]);
  expect(heldBy(found)).toEqual(['', '', '']);
});

it('what a file makes itself is not named, and is a table like others for the next file', async () => {
  const found = await observed(
    `create table public.fresh (id int);
     create index fresh_idx on public.fresh (id);
     alter table public.fresh alter id type bigint;`,
    'alter table public.fresh alter id set not null;',
  );
  expect(lines(found)).toEqual([
    '2:1 ',
    '2:2 ',
    '2:3 ',
    '3:1 fresh ACCESS EXCLUSIVE; scan fresh; refused 23502',
  ]);
});

it('a statement that rows stop runs without them, and so do the next ones', async () => {
  const found = await observed(`
    alter table public.lifters add column born date;
    alter table public.logs add column more int not null;
    alter table public.logs alter reps set not null;`);
  expect(found.failure).toBeUndefined();
  expect(lines(found).at(1)).toBe('2:3 logs ACCESS EXCLUSIVE; scan logs; refused 23502');
  expect(found.statements[1]?.refusal).toEqual({
    code: '23502',
    message: 'column "more" of relation "logs" contains null values',
    table: expect.stringMatching(/^case_\d+\.logs$/),
    column: 'more',
  });
  expect(heldBy(found)).toEqual([
    '',
    'lifters ACCESS EXCLUSIVE',
    'lifters ACCESS EXCLUSIVE,logs ACCESS EXCLUSIVE',
  ]);
});

it('an error that is not for rows ends it, with the line and the code', async () => {
  for (const [sql, line, code] of [
    ['select 1;\nalter table public.nowhere add column more int;', 2, '42P01'],
    ['create table public.a (id int);\ncreate tabel public.b ();', 2, '42601'],
    ['select 1;\nlock table public.logs;', 2, '25P01'],
    ['insert into public.lifters values (null, null);', 1, '23502'],
    ['create index concurrently more on public.logs (nothing);', 1, '42703'],
  ] as const) {
    const { failure } = await observed(sql, 'select 1');
    expect(failure, sql).toMatchObject({ line, code });
    expect(failure && placeOf(failure.file)).toBe('2');
  }
});

it('a block that commits for itself runs outside a transaction', async () => {
  const found = await observed(`create table public.fresh (id int);
    do $$ begin update public.logs set reps = 3; commit; end $$;`);
  expect(found.failure).toBeUndefined();
  expect(lines(found).at(-1)).toBe('2:2 outside; scan logs; logs +0 ~3 -0 of 3');
});

it('names tables that no row is found for', async () => {
  const found = await observed(
    'create table public.fresh (id int not null check (id * id = 2026));',
    'alter table public.fresh add column more int not null;',
  );
  expect(found.withoutRows).toEqual([expect.stringMatching(/^case_\d+\.fresh$/)]);
});
