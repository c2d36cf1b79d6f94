import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, createCheckout } from '@parakeet/db-harness/checkout';
import { createBareCheckout } from '@parakeet/db-harness/small-checkout';

let checkout: Checkout;
beforeAll(async () => {
  checkout = await createCheckout();
});
afterAll(() => checkout.remove());
afterEach(async () => {
  for (const file of await added()) await rm(inMigrations(file));
});

const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);
const migrations = async () =>
  (await readdir(join(checkout.directory, 'supabase/migrations'))).toSorted();
/** The files that the checkout did not have, hidden ones included. */
const added = async () =>
  (await migrations()).filter((file) => !checkout.migrations.includes(file));

/** The file that a run of `new` made. */
async function make(...parameters: string[]) {
  const { code, output, stderr } = await checkout.run('new', ['--name=change_it', ...parameters]);
  expect(code, stderr).toBe(0);
  const file = /supabase\/migrations\/(\d{14}_change_it\.sql)/.exec(output)?.[1] ?? '';
  return { file, output, text: await readFile(inMigrations(file), 'utf8') };
}

describe('db-schema:new', () => {
  it('makes an empty file without --kind', async () => {
    const { text, output } = await make();
    expect(text).toBe('');
    expect(output).toContain('npx nx run db-schema:reset');
    expect(output).not.toContain('fill in');
  });

  it('writes the frame, and prints the lines to fill in', async () => {
    const { text, output } = await make(
      '--kind=constraint',
      '--table=programs',
      '--columns=total_weeks, version',
    );
    expect(text).toContain('add constraint programs_total_weeks_version_check');
    const line = text.split('\n').findIndex((one) => one.includes('<CONDITION>')) + 1;
    expect(output).toContain(`${line} | <CONDITION>`);
  });

  it('knows the tables of an unfinished draft, and their references', async () => {
    await make('--kind=table', '--table=goals', '--columns=session_id');
    const { text } = await make('--kind=table', '--table=steps', '--columns=goal_id');
    expect(text).toContain('references public.goals (id)');
    expect(text).toContain('public.goals has no key of id and owner');
  });

  it('says for a contract which files follow', async () => {
    const { text, output } = await make(
      '--kind=contract',
      '--table=sessions',
      '--columns=day_plan',
    );
    expect(text).toContain('add column day_plan jsonb');
    expect(output).toMatch(/day-plan\.ts +the contract DayPlan/);
    expect(output).toContain('jsonContracts: sessions: { day_plan: DayPlan }');
    expect(output).toContain('fixtures/day-plan.ts');
    expect(output).toContain('npx nx run db-schema:contracts');
  });

  it.each([
    [['--kind=view'], 'There is no kind "view"', 'constraint, index, function, table, contract'],
    [['--table=sessions'], '--table fills in a frame', '--kind='],
    [['--columns=status'], '--columns fills in a frame', '--kind='],
    [
      ['--kind=index', '--table=public.sessions'],
      '"public.sessions" is not a valid name',
      '--table=',
    ],
    [['--kind=index', '--table=Sessions'], '"Sessions" is not a valid name', '--table='],
    [
      ['--kind=index', '--schema=No', '--table=a'],
      '"No" is not a valid name for a schema',
      'public',
    ],
    [['--kind=index', '--owner=user_id'], '--owner is of a new table', '--kind=table'],
    [['--kind=table', '--owner=Not One'], '"Not One" is not a valid name', '--owner=user_id'],
    [['--kind=index', '--table=workouts'], 'No migration makes a table workouts', 'session_logs'],
    [
      ['--kind=index', '--columns=status,Day'],
      '"Day" is not a valid name for a column',
      '--columns=',
    ],
    [['--kind=index', '--columns=status,'], '"" is not a valid name for a column', '--columns='],
    [['--kind=index', '--columns=lift,lift'], 'The column lift is named twice', '--columns='],
    [['--kind=table', '--table=sessions'], 'There is a table sessions already', 'another name'],
    [['--kind=table', '--columns=user_id'], 'has a column user_id already', '--columns='],
    [['--kind=contract', '--columns=a,b'], 'A contract is for one column', '--columns=a'],
  ])('refuses %j, and writes nothing', async (parameters, why, next) => {
    const { code, stderr } = await checkout.run('new', ['--name=change_it', ...parameters]);
    expect(code, stderr).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).toContain(next);
    expect(await added()).toEqual([]);
  });

  it('gives a version after that of a colleague whose clock is ahead', async () => {
    await writeFile(inMigrations('21000228235959_ahead.sql'), 'select 1;\n');
    expect((await make()).file).toBe('21000301000000_change_it.sql');
  });

  it('gives a version each to commands that run at once', async () => {
    const runs = ['one', 'two', 'three'].map((name) => checkout.run('new', [`--name=${name}`]));
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0]);
    const versions = (await added()).map((file) => basename(file).split('_')[0]);
    expect(versions).toHaveLength(3);
    expect(new Set(versions).size).toBe(3);
  });
});

describe('a frame with blanks', () => {
  it('is refused by reset with its lines, and the database stays', async () => {
    const { file, text } = await make('--kind=index', '--table=sessions', '--columns=status');
    const line = text.split('\n').findIndex((one) => one.includes('<WHAT IT IS FOR>')) + 1;
    const { code, stderr } = await checkout.run('reset', ['--no-seed']);
    expect(code).toBe(1);
    expect(stderr).toContain(`supabase/migrations/${file}:${line} is not filled in`);
    expect(stderr).toContain(`${line} | <WHAT IT IS FOR>`);
    expect(stderr).toContain('is as it was');

    await writeFile(inMigrations(file), text.replace('<WHAT IT IS FOR>', 'What is planned.'));
    const again = await checkout.run('reset', ['--no-seed']);
    expect(again.code, again.stderr).toBe(0);
  });

  it('is refused by push before it connects', async () => {
    const { file } = await make('--kind=constraint');
    const { code, stderr } = await checkout.run('push', [
      '--db-url=postgresql://postgres@127.0.0.1:1/postgres',
      '--dry-run',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(`supabase/migrations/${file}:`);
    expect(stderr).toContain('<CONDITION>');
    expect(stderr).not.toContain('reading the history');
  });
});

describe('new in a folder whose tables are in another schema', () => {
  let other: Checkout;
  const inOther = (file: string) => join(other.directory, 'supabase/migrations', file);
  beforeAll(async () => {
    other = await createBareCheckout({
      'migrations/20240101000000_billing.sql': `
        create schema "Billing";
        create table "Billing".plans (id bigint primary key, "ownerId" uuid references auth.users);
        create table "Billing"."Order" (id uuid primary key, "ownerId" uuid, extra jsonb,
          unique (id, "ownerId"));
        create policy own on "Billing"."Order" using (auth.uid() = "ownerId");`,
    });
    await writeFile(
      join(other.directory, 'schema-tools.config.mjs'),
      `export default { schemas: ['Billing'] };\n`,
    );
  });
  afterAll(() => other.remove());

  const fill = async (output: string, words: Readonly<Record<string, string>>) => {
    const file = /supabase\/(?:migrations|routines)\/\S+\.sql/.exec(output)?.[0] ?? '';
    let text = await readFile(join(other.directory, file), 'utf8');
    for (const [blank, word] of Object.entries(words)) text = text.replaceAll(blank, word);
    await writeFile(join(other.directory, file), text);
    return text;
  };
  const made = async (...parameters: string[]) => {
    const { code, output, stderr } = await other.run('new', ['--name=change_it', ...parameters]);
    expect(code, stderr).toBe(0);
    return output;
  };

  it('asks for the owner where the migrations name two as often', async () => {
    await writeFile(
      inOther('20240102000000_two.sql'),
      'create policy two on "Billing".plans using (auth.uid() = boss and boss = auth.uid());',
    );
    const { code, stderr } = await other.run('new', ['--name=add_a', '--kind=table', '--table=a']);
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/name (?:ownerId and boss|boss and ownerId) as often/);
    expect(stderr).toContain('--owner=');
    await rm(inOther('20240102000000_two.sql'));
  });

  it('each frame has that schema and the owner of the others, and Postgres takes it', async () => {
    const content = { '<WHAT IT HOLDS, WITH UNITS>': 'Cents.', '<WHAT IT IS FOR>': 'Reports.' };
    const table = await fill(
      await made('--kind=table', '--table=parts', '--columns=plan_id,cents'),
      { ...content, '<CASCADE OR RESTRICT>': 'cascade', '<TYPE>': 'integer' },
    );
    expect(table).toContain('"ownerId" uuid not null references auth.users (id)');
    expect(table).toContain('references "Billing".plans (id)');
    await fill(await made('--kind=index', '--table=Order', '--columns=ownerId'), content);
    await fill(await made('--kind=constraint', '--table=Order', '--columns=extra'), {
      ...content,
      '<CONDITION>': 'extra is not null',
    });
    const contract = await made('--kind=contract', '--table=Order', '--columns=details');
    expect(contract).toContain("jsonContracts: 'Billing.Order': { details: Details }");
    await fill(contract, content);
    const { code, stderr } = await other.run('reset');
    expect(code, stderr).toBe(0);
  });
});
