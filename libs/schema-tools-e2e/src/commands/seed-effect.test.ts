import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@parakeet/command-kit';
import { seed } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { isMarked, mark, succeeds } from '@parakeet/db-harness/expectations';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

// One small migration instead of the real ones: what is tried here is the seed.
let checkout: Checkout;
let config: string;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);
const write = (file: string, content: string | Uint8Array) => writeFile(inSupabase(file), content);
const writeConfig = (settings: string) =>
  write('config.toml', config.replace(/\[db\.seed\][^[]*/, `[db.seed]\n${settings}\n\n`));

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql': 'create table public.notes (id int);',
    'seed.sql': 'insert into public.notes values (0);',
  });
  config = await readFile(inSupabase('config.toml'), 'utf8');
  await succeeds(checkout.run('reset'));
  await mark(checkout);
});
afterEach(() => write('config.toml', config));
afterAll(() => checkout.remove());

/** A reset that must fail without changing the database; returns its output. */
async function refusal(): Promise<string> {
  const { code, stderr } = await checkout.run('reset');
  expect(code, stderr).toBe(1);
  expect(await isMarked(checkout)).toBe(true);
  expect(stderr).not.toMatch(/^ +at /m);
  return stderr;
}

const notes = (url = checkout.url) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ id: number }>('select id from public.notes order by id');
    return rows.map(({ id }) => id);
  });

/** Runs a seed on a database of its own, and gives the ids that are then in it. */
async function seeded(text: string): Promise<number[]> {
  return withRunDatabase(async ({ ownerUrl }) => {
    await withClient(ownerUrl, (client) => client.query('create table public.notes (id int)'));
    await seed(ownerUrl, [{ path: join(workspaceRoot, 'supabase/seed.sql'), text }]);
    return notes(ownerUrl);
  }, baseTemplate);
}

describe('a seed without effect is an error with the line that undid it', () => {
  it.each([
    ['begin;\ninsert into public.notes values (1);\n\nrollback;', 'seed.sql:4 rolls back'],
    ['insert into public.notes values (1);\nabort;', 'seed.sql:2 rolls back'],
    [
      'insert into public.notes values (1);\n/* here */ start transaction;\ninsert into public.notes values (2);',
      'seed.sql:2 begins a transaction that the file never commits',
    ],
    [
      'begin;\ninsert into public.notes values (1);\ncommit;\nbegin;\ninsert into public.notes values (2);',
      'seed.sql:4 begins a transaction that the file never commits',
    ],
    ['insert into public.notes select 1 where false;', 'ran without an error, but wrote nothing'],
    ["select 'begin; rollback';", 'ran without an error, but wrote nothing'],
    ['begin;\ninsert into public.notes values (1);\nselect 1 / 0;\ncommit;', 'seed.sql:3\nERROR'],
  ])('%j', async (text, message) => {
    await expect(seeded(text)).rejects.toThrow(message);
  });
});

it.each([
  ['begin;\ninsert into public.notes values (1);\ncommit;', [1]],
  ["insert into public.notes values (1); -- rollback;\nselect 'rollback;'", [1]],
  [
    'begin; savepoint s; insert into public.notes values (1); rollback to s; insert into public.notes values (2); commit;',
    [2],
  ],
  ['do $$ begin insert into public.notes values (1); exception when others then null; end $$', [1]],
])('a seed with an effect is taken: %j', async (text, ids) => {
  expect(await seeded(text)).toEqual(ids);
});

describe('a seed without effect fails the reset', () => {
  it.each([['begin;\ninsert into public.notes values (1);\n\nrollback;', 'seed.sql:4 rolls back']])(
    '%j',
    async (text, message) => {
      await write('seed.sql', text);
      expect(await refusal()).toContain(message);
    },
  );
});

it.each(['-- insert into public.notes values (1);\n', ''])(
  'an empty supabase/seed.sql is left out, as `supabase init` makes it, and the summary says so: %j',
  async (text) => {
    await write('seed.sql', text);
    const { code, output, stderr } = await checkout.run('reset');
    expect(code, stderr).toBe(0);
    expect(output).toContain('left out: supabase/seed.sql holds no statement');
    await mark(checkout);
  },
);

it('an empty file that config.toml names beside others fails the reset', async () => {
  await write('seed.sql', 'insert into public.notes values (1);');
  await write('more.sql', '-- nothing');
  await writeConfig('sql_paths = ["./seed.sql", "./more.sql"]');
  expect(await refusal()).toContain('more.sql holds no statement');
});

it('a seed that is not UTF-8 is refused before any migration is applied', async () => {
  await write('seed.sql', Buffer.from('select 1;\n-- caf\xE9', 'latin1'));
  const said = await refusal();
  expect(said).toContain('supabase/seed.sql:2:7 is not UTF-8: byte 0xE9');
  expect(said).not.toContain('applying');
});

describe('[db.seed] of config.toml is honoured', () => {
  it('runs the files of sql_paths in their order, each pattern sorted', async () => {
    await write('seed_b.sql', 'insert into public.notes select max(id) + 10 from public.notes;');
    // with a byte order mark, as psql takes it
    await write('seed_a.sql', '\uFEFFinsert into public.notes values (1);');
    await write('last.sql', 'insert into public.notes select max(id) + 100 from public.notes;');
    await writeConfig('sql_paths = ["./seed_*.sql", "last.sql"]');
    await succeeds(checkout.run('reset'));
    expect(await notes()).toEqual([1, 11, 111]);
    await mark(checkout);
  });

  it('runs nothing if enabled is false, and says so', async () => {
    await writeConfig('enabled = false');
    const { code, output, stderr } = await checkout.run('reset');
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('seeding');
    expect(output).toContain('[db.seed] of supabase/config.toml has enabled = false');
    expect(await notes()).toEqual([]);
    await mark(checkout);
  });

  it.each([
    ['sql_paths = ["./nosuch.sql"]', 'names ./nosuch.sql, but there is no such file'],
    ['sql_paths = ["./nosuch/*.sql"]', 'names ./nosuch/*.sql, but there is no such file'],
    ['sql_paths = ["./migrations"]', 'supabase/migrations is a directory'],
    ['sql_paths = "seed.sql"', 'db.seed.sql_paths is "seed.sql"'],
    ['enabled = "no"', 'db.seed.enabled is "no"'],
    ['enabled = ', 'is not TOML'],
  ])('refuses %s', async (settings, message) => {
    await writeConfig(settings);
    expect(await refusal()).toContain(message);
  });
});
