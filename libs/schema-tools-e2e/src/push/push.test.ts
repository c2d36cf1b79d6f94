import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrationFiles, replay } from '@parakeet/schema-tools';
import { baseTemplate, withClient } from '@parakeet/local-supabase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { onServerOfTheRun } from '@parakeet/db-harness/small-checkout';
import { tables } from '@parakeet/db-harness/made-rows';
import { first, second, third, withPushTarget } from './target.ts';

describe('with the migrations of this repository', () => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await createCheckout();
  });
  afterAll(() => checkout.remove());

  it('shows what is pending, refuses without a terminal to ask in, and applies with --yes', async () => {
    await withRunDatabase(async ({ name, ownerUrl }) => {
      const run = (...parameters: string[]) =>
        checkout.run('push', parameters, {
          environment: { ...onServerOfTheRun(), PROD_DB_URL: ownerUrl },
        });
      const dry = await run('--dry-run', '--no-observe');
      expect(dry.code, dry.stderr).toBe(0);
      expect(dry.output).toContain(name);
      expect(dry.output).toMatch(/server +PostgreSQL \d+/);
      expect(dry.output).toContain(`pending     ${checkout.migrations.length} migrations`);
      for (const migration of checkout.migrations) expect(dry.output).toContain(migration);
      expect(dry.output).toContain('a dry run: nothing was sent');

      const asked = await run('--no-observe');
      expect(asked.code).toBe(1);
      expect(asked.stderr).toContain('there is no terminal to ask in');
      expect(asked.stderr).toContain('--yes');

      // a start of the CLI for each of them would prove no more than for the newest
      const files = await readMigrationFiles();
      await withClient(ownerUrl, (client) => replay(client, files.slice(0, -2)));
      const applied = await run('--yes');
      expect(applied.code, applied.stderr).toBe(0);
      expect(applied.output).toContain('applied 2 migrations');
      const there = await withClient(ownerUrl, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `select tablename::text as name from pg_tables where schemaname = 'public'`,
        );
        return rows.map((row) => row.name);
      });
      expect(there.toSorted()).toEqual([...tables].toSorted());

      const again = await run('--yes');
      expect(again.code).toBe(0);
      expect(again.output).toContain('every migration is applied there');
    }, baseTemplate);
  });
});

it('takes the address from --db-url and from .env.local', async () => {
  await withPushTarget(async ({ checkout, database, write }) => {
    await write(first, 'select 1;');
    const dry = ['--dry-run', '--no-observe'];
    const option = await checkout.run('push', [...dry, `--db-url=${database.ownerUrl}`]);
    expect(option.code, option.stderr).toBe(0);
    await writeFile(join(checkout.directory, '.env.local'), `PROD_DB_URL=${database.ownerUrl}\n`);
    const fromFile = await checkout.run('push', dry);
    expect(fromFile.code, fromFile.stderr).toBe(0);
    expect(fromFile.output).toContain(database.name);
  });
});

it('refuses when a file was edited after it was applied, and shows where', async () => {
  await withPushTarget(async ({ push, write }) => {
    await write(first, 'create table public.a (\n  id int\n);\n');
    expect(await push()).toMatchObject({ code: 0 });
    await write(first, 'create table public.a (\n  id text\n);\n');
    const { code, stderr } = await push();
    expect(code).toBe(1);
    expect(stderr).toContain(`${first}_step_1.sql:2 was edited after it was applied there`);
    expect(stderr).toContain('id text');
    expect(stderr).toContain('refused, and nothing was sent');
  });
});

it('refuses when the target has a migration that the checkout has not', async () => {
  await withPushTarget(async ({ checkout, push, write }) => {
    await write(first, 'select 1;');
    await write(second, 'select 1;');
    expect(await push()).toMatchObject({ code: 0 });
    await rm(join(checkout.directory, `supabase/migrations/${second}_step_2.sql`));
    const { code, stderr } = await push();
    expect(code).toBe(1);
    expect(stderr).toContain(`${second}_step_2 was applied there and has no file here`);
  });
});

it('refuses a new file that sorts before an applied one', async () => {
  await withPushTarget(async ({ push, write }) => {
    await write(second, 'select 2;');
    expect(await push()).toMatchObject({ code: 0 });
    await write(first, 'select 1;');
    const { code, stderr } = await push();
    expect(code).toBe(1);
    expect(stderr).toContain(`${first}_step_1.sql is not applied there, and sorts before`);
  });
});

it('when the second of three files fails, names the applied, the failed and the unsent file', async () => {
  await withPushTarget(async ({ push, write, relations }) => {
    await write(first, 'create table public.one (id int);');
    await write(
      second,
      'create table public.two (id int);\ninsert into public.two values (1, 2);\n',
    );
    await write(third, 'create table public.three (id int);');
    const { code, stderr } = await push();
    expect(code).toBe(1);
    expect(stderr).toContain(`${second}_step_2.sql:2`);
    expect(stderr).toContain('INSERT has more expressions than target columns');
    expect(stderr).toContain(`  applied by this push\n    ${first}_step_1.sql\n`);
    expect(stderr).toContain(
      `  not applied: it is not in the history\n    ${second}_step_2.sql\n` +
        '  it left nothing behind: none of ',
    );
    expect(stderr).toContain(`  not sent\n    ${third}_step_3.sql\n`);
    expect(stderr).toContain(`Fix supabase/migrations/${second}_step_2.sql and run this again.`);
    expect(await relations()).toEqual(['one']);
  });
});

it('names the objects that a file left behind, and the unfinished index', async () => {
  await withPushTarget(async ({ owner, push, write, query }) => {
    await query('create table public.twice (id int); insert into public.twice values (1), (1)');
    await query('create table public.there (id int, gone int)');
    await query(
      `alter table public.twice owner to ${owner}; alter table public.there owner to ${owner}`,
    );
    await write(
      first,
      `create type public.mood as enum ('calm');
       commit;
       alter type public.mood add value 'tense';
       alter table public.there drop column gone, add column more int;
       alter table public.there add constraint positive check (id > 0) not valid;
       create function public.made() returns int language sql return 1;
       create unique index concurrently twice_id on public.twice (id);`,
    );
    const { code, stderr } = await push();
    expect(code).toBe(1);
    for (const line of [
      '+ function public.made()',
      '+ index public.twice_id (invalid)',
      '+ table column public.there.more',
      '+ table constraint positive on public.there (not validated)',
      '+ type public.mood',
      '~ table public.there',
      '- table column public.there.gone',
    ]) {
      expect(stderr).toContain(`    ${line}\n`);
    }
    expect(stderr).toContain('rows were not compared: the file is more than one transaction');
    expect(stderr).toContain('Existing rows break a rule');
    expect(stderr).toContain('Undo that first');
  });
});

it('before it applies, names the statements that make a file more than one transaction', async () => {
  await withPushTarget(async ({ start, write }) => {
    await write(
      first,
      '-- commit;\ncreate table public.a (id int);\nend;\ncreate index concurrently i on a (id);\n',
    );
    await write(second, `create procedure public.p() language plpgsql as $$ begin commit; end $$;`);
    const { output } = await start(['--dry-run']).outcome;
    expect(output).toContain(`${first}_step_1.sql is not one transaction. If a statement fails`);
    expect(output).toContain('    line 3  end\n');
    expect(output).toContain('    line 4  create index concurrently i on a (id)\n');
    expect(output).not.toContain(`${second}_step_2.sql is not one transaction`);
  });
});

it('applies to a database the files that were read, also when they change meanwhile', async () => {
  await withPushTarget(async ({ query, start, write, relations }) => {
    await query('create table public.go (); grant all on public.go to public');
    await write(
      first,
      'do $$ begin while not exists (select from public.go) loop perform pg_sleep(0.01); end loop; end $$;',
    );
    await write(second, 'create table public.as_planned (id int);');
    const running = start();
    await running.says(`applying ${first}`);
    await write(second, 'create table public.as_edited (id int);');
    await query('insert into public.go default values');
    const { code, stderr } = await running.outcome;
    expect(code, stderr).toBe(0);
    expect(await relations()).toEqual(['as_planned', 'go']);
  });
});
