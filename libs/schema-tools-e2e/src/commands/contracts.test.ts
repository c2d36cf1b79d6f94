import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { onServerOfTheRun } from '@parakeet/db-harness/small-checkout';

let checkout: Checkout;
/** What a migration of contracts says of itself. */
const writtenBy = /Written by\n-- (?:the command `contracts`|`npx nx run db-schema:contracts`)/;
/** The newest migration of contracts, and what it makes. */
let newest: string;
let check: string;
let table: string;
let made: string;

const run = (parameters: readonly string[] = []) =>
  checkout.run('contracts', parameters, { environment: onServerOfTheRun() });
const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);

beforeAll(async () => {
  checkout = await createCheckout();
  for (const file of checkout.migrations) {
    const text = await readFile(inMigrations(file), 'utf8');
    if (!writtenBy.test(text)) continue;
    newest = file;
    [, table = '', check = ''] =
      /alter table public\.(\w+)\n.*\n *add constraint (\w+_contract)\n/.exec(text) ?? [];
    made = /create or replace function (contracts\.\w+)/.exec(text)?.[1] ?? '';
  }
  if (check === '' || made === '') throw new Error(`${newest} makes no CHECK or no function`);
});
afterAll(() => checkout.remove());

describe('db-schema:contracts', () => {
  /** What the newest one and those behind it say; without them the database is out of step. */
  const later = new Map<string, string>();
  const takeBack = () => Promise.all([...later.keys()].map((file) => rm(inMigrations(file))));

  beforeAll(async () => {
    for (const file of checkout.migrations.filter((one) => one >= newest)) {
      later.set(file, await readFile(inMigrations(file), 'utf8'));
    }
  });
  afterEach(async () => {
    const known = new Set(checkout.migrations);
    for (const file of await migrations()) if (!known.has(file)) await rm(inMigrations(file));
    for (const [file, sql] of later) await writeFile(inMigrations(file), sql);
  });

  it('says so when all is in step, and writes nothing', async () => {
    const { code, output, stderr } = await run();
    expect(code, stderr).toBe(0);
    expect(output).toMatch(/✔ \d+ contracts and \d+ CHECKs in step/);
    expect(await migrations()).toEqual(checkout.migrations);
  });

  it('with --check names what is out of step, writes nothing and ends with 1', async () => {
    await takeBack();
    const { code, stderr } = await run(['--check']);
    expect(code).toBe(1);
    expect(stderr).toContain('out of step with the contracts');
    expect(stderr).toMatch(new RegExp(`CHECK +${check} on ${table}`));
    expect(stderr).toContain('npx nx run db-schema:contracts');
    expect(await migrations()).toEqual(checkout.migrations.filter((file) => !later.has(file)));
  });

  it('writes the migration under the given name, and is then in step', async () => {
    await takeBack();
    const { code, output, stderr } = await run(['--name=hold_to_contracts']);
    expect(code, stderr).toBe(0);
    const file = (await migrations()).find((one) => /^\d{14}_hold_to_contracts\.sql$/.test(one));
    expect(output).toContain(`supabase/migrations/${file}`);
    expect(output).toMatch(new RegExp(`function +${made}`));
    const text = await readFile(inMigrations(file ?? ''), 'utf8');
    expect(statementsOf(text)).toBe(statementsOf(later.get(newest) ?? ''));

    const again = await run();
    expect(again.output).toContain('in step');
    expect(again.code).toBe(0);
  });

  it.each([
    [
      'an object stands on a function that goes (2BP01)',
      `create function contracts.former(document jsonb) returns boolean
         language sql immutable as 'select true';
       create view public.judged with (security_invoker) as
         select contracts.former(overrides) as judged from public.formula_configs;`,
      'cannot drop function contracts.former(jsonb)',
    ],
    [
      'a migration makes a row that the contract refuses (23514)',
      `alter table public.auxiliary_pool_changes
         drop constraint auxiliary_pool_changes_exercises_contract;
       insert into auth.users (id) values ('a0000000-0000-4000-8000-000000000001');
       insert into public.auxiliary_pool_changes (id, user_id, lift, exercises)
       select id, id, 'squat', '{}' from auth.users;`,
      '"auxiliary_pool_changes_exercises_contract"',
    ],
  ])('writes no file if %s', async (_, sql, why) => {
    await writeFile(inMigrations('20991231235959_in_the_way.sql'), sql);
    const before = await migrations();
    const { code, stderr } = await run(['--name=is_refused']);
    expect(code).toBe(1);
    expect(stderr).toContain('The migration for the contracts is refused.');
    expect(stderr).toContain(why);
    expect(stderr).toContain('No file was written.');
    expect(await migrations()).toEqual(before);
  });

  it('writes no file if it is killed while its migration is tried', async () => {
    await takeBack();
    const before = await migrations();
    const killed = checkout.start('contracts', ['--name=is_killed'], {
      environment: onServerOfTheRun(),
    });
    await killed.says('_is_killed.sql');
    killed.process.kill('SIGKILL');
    await killed.outcome;
    expect(await migrations()).toEqual(before);
  });

  it('writes a migration after the newest, from a colleague whose clock is ahead', async () => {
    await takeBack();
    await writeFile(inMigrations('20991231235959_ahead.sql'), 'select 1;\n');
    const { code, stderr } = await run();
    expect(code, stderr).toBe(0);
    // no --name= was given: the name says what the migration does
    expect((await migrations()).at(-1)).toMatch(/^21000101000000_enforce_\w+\.sql$/);
  });

  it('refuses an invalid name before it starts anything', async () => {
    await takeBack();
    const { code, stderr } = await run(['--name=Hold To']);
    expect(code).toBe(1);
    expect(stderr).toContain('"Hold To" is not a valid name for a migration');
    expect(stderr).not.toContain('applying');
  });

  it('has a --help of its own, and refuses an option that it has not', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    expect(help.output).toContain('--check');
    expect(await run(['--fix'])).toMatchObject({ code: 2 });
  });
});

/**
 * A migration without remarks, and without quotes that a name does not need: both were others once.
 */
function statementsOf(text: string): string {
  return text.replaceAll(/^--.*\n/gm, '').replaceAll(/"([a-z][a-z0-9_]*)"/g, '$1');
}

async function migrations(): Promise<string[]> {
  return (await readdir(join(checkout.directory, 'supabase/migrations'))).toSorted();
}
