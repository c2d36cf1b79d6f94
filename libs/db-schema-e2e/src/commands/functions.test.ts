import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCheckout, type Checkout } from '@parakeet/db-harness/checkout';

let checkout: Checkout;
const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);
const functionFile = (name: string) =>
  join(checkout.directory, 'supabase/routines', `${name.replace('.', '/')}.sql`);
const read = (path: string) => readFile(path, 'utf8');

/** As they are in the repository. */
const files = new Map<string, string>();
const [kept, completed] = ['rules.keep_updated_at', 'public.complete_session'];

beforeAll(async () => {
  checkout = await createCheckout();
  // a draft of the repository would be replaced
  const record = checkout.migrations.map(async (file) => {
    const text = await readFile(inMigrations(file));
    return `${createHash('sha256').update(text).digest('hex')}  migrations/${file}\n`;
  });
  const recorded = join(checkout.directory, 'supabase/migrations.sha256');
  await writeFile(recorded, (await Promise.all(record)).join(''));
  for (const name of [kept, completed]) files.set(name, await read(functionFile(name)));
});
afterAll(() => checkout.remove());
afterEach(async () => {
  for (const file of await added()) await rm(inMigrations(file));
  for (const [name, text] of files) await writeFile(functionFile(name), text);
  await rm(functionFile('public.count_programs'), { force: true });
});

async function added(): Promise<string[]> {
  const there = await readdir(join(checkout.directory, 'supabase/migrations'));
  return there.toSorted().filter((file) => !checkout.migrations.includes(file));
}

async function edit(name: string, from: string, to: string): Promise<void> {
  const text = await read(functionFile(name));
  expect(text).toContain(from);
  await writeFile(functionFile(name), text.replace(from, to));
}

async function run(...parameters: string[]) {
  const { code, output, said } = await checkout.run('functions', parameters);
  expect(code, said).toBe(0);
  return output;
}

async function refusal(...parameters: string[]) {
  const before = await added();
  const { code, said } = await checkout.run('functions', parameters);
  expect(code).toBe(1);
  expect(await added()).toEqual(before);
  return said;
}

describe('db-schema:functions', () => {
  it('says so when all is in step, and writes nothing', async () => {
    expect(await run()).toMatch(/✔ \d+ functions in step/);
    expect(await added()).toEqual([]);
  });

  it('--check names what differs, and writes nothing', async () => {
    await edit(kept, '1 microsecond', '2 microseconds');
    await rm(functionFile(completed));
    const said = await refusal('--check');
    expect(said).toMatch(/rules\.keep_updated_at +body/);
    expect(said).toMatch(
      /public\.complete_session +dropped: there is no supabase\/routines\/public/,
    );
    expect(said).toContain('npx nx run db-schema:functions');
  });

  it('writes a migration, and replaces it when the file is edited again', async () => {
    await edit(kept, '1 microsecond', '2 microseconds');
    expect(await run()).toMatch(/rules\.keep_updated_at +body/);
    const [draft = ''] = await added();
    expect(draft).toMatch(/^\d{14}_change_keep_updated_at\.sql$/);

    // what a person adds to the draft stays; its name is that of all that changes
    const line = '-- allow: rows public.sessions: none changes';
    await writeFile(inMigrations(draft), `${line}\n${await read(inMigrations(draft))}`);
    await edit(kept, '2 microseconds', '3 microseconds');
    await edit(completed, 'whoever comes second', 'the second one');
    await run();
    const both = draft.replace('change_keep_updated_at', 'change_functions');
    expect(await added()).toEqual([both]);
    const text = await read(inMigrations(both));
    expect(text.startsWith(line)).toBe(true);
    expect(text).toContain('3 microseconds');
    expect(await run()).toContain('in step');

    for (const [name, before] of files) await writeFile(functionFile(name), before);
    expect(await run()).toContain(`removed supabase/migrations/${both}`);
    expect(await added()).toEqual([]);
  });

  it('writes one after a later migration, which a function may need', async () => {
    await edit(kept, '1 microsecond', '2 microseconds');
    await run('--name=keep_times_apart');
    const [draft = ''] = await added();
    await writeFile(inMigrations('20991231235959_later.sql'), 'select 1;\n');
    await edit(kept, '2 microseconds', '3 microseconds');
    await run();
    expect(await added()).toEqual([
      '20991231235959_later.sql',
      '21000101000000_keep_times_apart.sql',
    ]);
    expect(draft).toMatch(/_keep_times_apart\.sql$/);
  });

  it('keeps a draft that a later migration needs, and writes another one', async () => {
    const made = `create or replace function public.count_programs() returns bigint
      language sql stable set search_path = '' as 'select count(*) from public.programs';
      comment on function public.count_programs() is 'How many.';`;
    await writeFile(functionFile('public.count_programs'), made);
    await run();
    const [draft = ''] = await added();
    expect(draft).toContain('_change_count_programs.sql');
    await writeFile(inMigrations('20991231235959_later.sql'), 'select public.count_programs();\n');
    await edit('public.count_programs', 'How many.', 'How many there are.');
    await run();
    expect(await added()).toEqual([
      draft,
      '20991231235959_later.sql',
      '21000101000000_change_count_programs.sql',
    ]);
  });

  it('refuses a function that a draft makes by hand', async () => {
    await writeFile(
      inMigrations('20991231235959_by_hand.sql'),
      `create function public.count_programs() returns bigint language sql as 'select 1';`,
    );
    const said = await refusal();
    expect(said).toContain('20991231235959_by_hand.sql makes public.count_programs, and');
    expect(said).toContain('supabase/routines/public/count_programs.sql is not there.');
  });

  it('writes no file where Postgres refuses the migration (2BP01)', async () => {
    await rm(functionFile(kept));
    const said = await refusal();
    expect(said).toContain('cannot drop function rules.keep_updated_at() because other objects');
    expect(said).toContain('No file was written.');
  });

  it('refuses a file with a blank, and a name that is none, before it starts anything', async () => {
    expect(await refusal('--name=Change It')).toContain('"Change It" is no name for a migration');
    await edit(kept, "interval '1 microsecond'", '<CONDITION>');
    const said = await refusal();
    expect(said).toMatch(/keep_updated_at\.sql:\d+ is not filled in/);
    expect(said).not.toContain('applying');
  });

  it('has a --help of its own, and refuses an option that it has not', async () => {
    const help = await checkout.run('functions', ['--help']);
    expect(help).toMatchObject({ code: 0 });
    expect(help.output).toContain('--check');
    expect(await checkout.run('functions', ['--fix'])).toMatchObject({ code: 2 });
  });
});

it('db-schema:new --kind=function writes the file, from which the migration is made', async () => {
  const made = await checkout.run('new', [
    '--name=count_programs',
    '--kind=function',
    '--table=programs',
    '--columns=status',
  ]);
  expect(made.code, made.said).toBe(0);
  expect(made.output).toContain('supabase/routines/public/count_programs.sql');
  expect(made.output).toContain('npx nx run db-schema:functions');
  expect(await added()).toEqual([]);
  expect(await refusal('--check')).toContain('<STATEMENTS>');
  const again = await checkout.run('new', ['--name=count_programs', '--kind=function']);
  expect(again).toMatchObject({ code: 2 });
  expect(again.said).toContain('is there already');

  await edit('public.count_programs', '<STATEMENTS>', 'return null;');
  await edit('public.count_programs', '<WHAT IT IS FOR>', 'Nothing.');
  expect(await run()).toMatch(/public\.count_programs +new/);
  expect(await added()).toEqual([expect.stringMatching(/_change_count_programs\.sql$/)]);
});
