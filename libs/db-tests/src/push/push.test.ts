import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { tables } from '../fixtures/row-fixtures.ts';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '../harness/index.ts';
import { createCheckout, type Checkout } from './checkout.ts';

// The target: a database with the roles of hosted Supabase, on another server than the
// checkout's own. Its password is one that must never be seen.
let checkout: Checkout;
let target: RunDatabase;

const file = (name: string) => join(checkout.directory, 'supabase/migrations', name);

beforeAll(async () => {
  checkout = await createCheckout();
});
beforeEach(async () => {
  target = await createRunDatabase(baseTemplate);
});
afterEach(async () => {
  for (const name of ['20300101000000_one.sql', '20300102000000_two.sql']) {
    await rm(file(name), { force: true });
  }
  await dropRunDatabase(target);
});
afterAll(() => checkout.remove());

const push = (...parameters: string[]) =>
  checkout.run('push', parameters, { environment: { PROD_DB_URL: target.ownerUrl } });

async function tablesThere(): Promise<number> {
  return withClient(target.ownerUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from pg_tables where schemaname = 'public'`,
    );
    return rows[0]?.count ?? -1;
  });
}

it('a dry run shows the target, its version and what is pending, and does nothing', async () => {
  const { code, output, said } = await push('--dry-run');
  expect({ code, said }).toMatchObject({ code: 0 });
  expect(output).toContain(target.name);
  expect(output).toMatch(/server +PostgreSQL \d+/);
  expect(output).toContain(`pending  ${checkout.migrations.length} migrations`);
  for (const name of checkout.migrations) expect(output).toContain(name);
  expect(output + said).not.toContain('postgres:postgres@');
  expect(await tablesThere()).toBe(0);
});

it('without a terminal to ask in it refuses, and with --yes it applies', async () => {
  const asked = await push();
  expect(asked.code).toBe(1);
  expect(asked.said).toContain('--yes');
  expect(await tablesThere()).toBe(0);

  const applied = await push('--yes');
  expect({ code: applied.code, said: applied.said }).toMatchObject({ code: 0 });
  expect(applied.output).toContain(`applied ${checkout.migrations.length} migrations`);
  expect(await tablesThere()).toBe(tables.length);

  const again = await push('--yes');
  expect(again.code).toBe(0);
  expect(again.output).toContain('everything is applied there already');
});

it('takes the address from --db-url and from .env.local', async () => {
  const option = await checkout.run('push', ['--dry-run', `--db-url=${target.ownerUrl}`]);
  expect(option.code, option.said).toBe(0);
  const environmentFile = join(checkout.directory, '.env.local');
  await writeFile(environmentFile, `PROD_DB_URL=${target.ownerUrl}\n`);
  const fromFile = await checkout.run('push', ['--dry-run']);
  await rm(environmentFile);
  expect(fromFile.code, fromFile.said).toBe(0);
  expect(fromFile.output).toContain(target.name);
});

it('refuses when a file was edited after it was applied, and shows where', async () => {
  expect(await push('--yes')).toMatchObject({ code: 0 });
  const path = file('001_initial_schema.sql');
  const landed = await readFile(path, 'utf8');
  await writeFile(path, landed.replace("'input_3rm'", "'input_4rm'"));
  const { code, said } = await push('--yes');
  await writeFile(path, landed);
  expect(code).toBe(1);
  const line = landed.slice(0, landed.indexOf("'input_3rm'")).split('\n').length;
  expect(said).toContain(`001_initial_schema.sql:${line} was edited after it was applied there`);
  expect(said).toContain('input_4rm');
  expect(said).toContain('nothing was applied');
});

it('refuses when the target has a migration that the checkout has not', async () => {
  await writeFile(file('20300101000000_one.sql'), 'select 1;');
  expect(await push('--yes')).toMatchObject({ code: 0 });
  await rm(file('20300101000000_one.sql'));
  const { code, said } = await push('--yes');
  expect(code).toBe(1);
  expect(said).toContain('20300101000000_one was applied there and has no file here');
});

it('refuses a new file that sorts before one that is applied', async () => {
  await writeFile(file('20300102000000_two.sql'), 'select 2;');
  expect(await push('--yes')).toMatchObject({ code: 0 });
  await writeFile(file('20300101000000_one.sql'), 'select 1;');
  const { code, said } = await push('--yes');
  expect(code).toBe(1);
  expect(said).toContain('20300101000000_one.sql is not applied there, and sorts before');
});

it('when a file fails, says what was applied and what was not', async () => {
  await writeFile(file('20300101000000_one.sql'), 'create table public.one (id int);');
  await writeFile(
    file('20300102000000_two.sql'),
    'create table public.two (id int);\ninsert into public.two values (1, 2);\n',
  );
  const { code, said } = await push('--yes');
  expect(code).toBe(1);
  expect(said).toContain('20300102000000_two.sql:2');
  expect(said).toContain('INSERT has more expressions than target columns');
  expect(said).toMatch(/Applied, and staying so: 001_initial_schema, .*20300101000000_one\./);
  expect(said).toContain('The failing file was rolled back');
  expect(await tablesThere()).toBe(tables.length + 1);
});

it.each([
  [undefined, 'There is no address to push to'],
  ['https://project.supabase.co', 'is not the address of a Postgres'],
  ['not an address', 'is not a URL'],
])('refuses the address %s', async (address, message) => {
  const { code, said } = await checkout.run('push', ['--yes'], {
    environment: address === undefined ? {} : { PROD_DB_URL: address },
  });
  expect(code).toBe(1);
  expect(said).toContain(message);
});

it('a wrong password is not repeated', async () => {
  const wrong = new URL(target.ownerUrl);
  wrong.password = 'correct-horse-battery';
  const { code, output, said } = await checkout.run('push', [
    '--dry-run',
    `--db-url=${wrong.toString()}`,
  ]);
  expect(code).toBe(1);
  expect(said).toContain('does not answer');
  expect(output + said).not.toContain('correct-horse-battery');
});
