import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '@parakeet/local-supabase';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { succeeds } from '@parakeet/db-harness/expectations';
import { createSmallCheckout } from '@parakeet/db-harness/small-checkout';

// Two small migrations instead of the real ones: what is tried here is the comparison.
let checkout: Checkout;
const inSupabase = (file: string) => join(checkout.directory, 'supabase', file);
const originals = {
  'migrations/001_first.sql': 'create table public.a (id int);\n\n-- why\nselect 1;\n',
  'migrations/002_second.sql': 'create table public.b (\n  id int,\n  note text\n);\n',
  'seed.sql': 'insert into public.a values (1);\n',
};
const restore = () =>
  Promise.all(Object.entries(originals).map(([file, text]) => writeFile(inSupabase(file), text)));

beforeAll(async () => {
  checkout = await createSmallCheckout(originals);
  await succeeds(checkout.run('reset'));
});
afterEach(restore);
afterAll(() => checkout.remove());

/** What status prints when it ends with 1. */
async function difference(): Promise<string> {
  const { code, output, stderr } = await checkout.run('status');
  expect(code, output + stderr).toBe(1);
  return output;
}

it('status ends with 0 while the files are as they were applied', async () => {
  const { code, output } = await checkout.run('status');
  expect(code, output).toBe(0);
  expect(output).toContain('2 applied, 0 pending');
});

it('status names a migration that was edited, with the line and both texts', async () => {
  const file = 'migrations/002_second.sql';
  await writeFile(inSupabase(file), originals[file].replace('note text', 'note varchar'));
  const output = await difference();
  expect(output).toContain('supabase/migrations/002_second.sql:3 was edited');
  expect(output).toContain('the file has  note varchar');
  expect(output).toContain('applied was   note text');
});

it('status names a migration with only an edited comment', async () => {
  const file = 'migrations/001_first.sql';
  await writeFile(inSupabase(file), originals[file].replace('why', 'because'));
  expect(await difference()).toContain('supabase/migrations/001_first.sql:3 was edited');
});

it('status names a removed and a renamed migration', async () => {
  await rm(inSupabase('migrations/002_second.sql'));
  await rename(inSupabase('migrations/001_first.sql'), inSupabase('migrations/001_other_name.sql'));
  const output = await difference();
  await rm(inSupabase('migrations/001_other_name.sql'));
  expect(output).toContain('002_second was removed: it has no file');
  expect(output).toContain('001_other_name.sql was applied as 001_first');
});

it('status names a migration that was added, and says if it sorts before an applied one', async () => {
  const added = ['000_zeroth', '20300101000000_last'];
  for (const name of added) await writeFile(inSupabase(`migrations/${name}.sql`), 'select 1;');
  const output = await difference();
  for (const name of added) await rm(inSupabase(`migrations/${name}.sql`));
  expect(output).toContain(
    'pending: 000_zeroth (sorts before 002, which is applied), 20300101000000_last',
  );
});

it('status names a seed that was edited', async () => {
  await writeFile(inSupabase('seed.sql'), 'insert into public.a values (2);\n');
  expect(await difference()).toContain('supabase/seed.sql was edited');
});

it('status names a seed that config.toml no longer names, and the one in its place', async () => {
  const config = await readFile(inSupabase('config.toml'), 'utf8');
  await writeFile(inSupabase('config.toml'), config.replace('./seed.sql', './rows.sql'));
  await rename(inSupabase('seed.sql'), inSupabase('rows.sql'));
  const output = await difference();
  await writeFile(inSupabase('config.toml'), config);
  expect(output).toContain('supabase/rows.sql is new');
  expect(output).toContain('supabase/seed.sql is not run any more');
});

it('status says what Postgres refused in one sentence', async () => {
  await withClient(checkout.url, (client) =>
    client.query('alter table supabase_migrations.schema_migrations rename to hidden'),
  );
  await withClient(checkout.url, (client) =>
    client.query('create view supabase_migrations.schema_migrations as select 1 as version'),
  );
  const { code, stderr } = await checkout.run('status');
  expect(code).toBe(1);
  expect(stderr).toContain('column "name" does not exist (SQLSTATE 42703)');
  expect(stderr).not.toMatch(/^ +at /m);
});
