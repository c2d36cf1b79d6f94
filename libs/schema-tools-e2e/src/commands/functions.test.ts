import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout } from '@parakeet/db-harness/checkout';
import { createSmallCheckout, onServerOfTheRun } from '@parakeet/db-harness/small-checkout';

// One small schema instead of the real one: what is tried here is the command. That the real
// functions are in step is a target of the gate, and changes of them are in db-tests, drills.

let checkout: Checkout;
const inMigrations = (file: string) => join(checkout.directory, 'supabase/migrations', file);
const functionFile = (name: string) =>
  join(checkout.directory, 'supabase/routines', `${name.replace('.', '/')}.sql`);
const read = (path: string) => readFile(path, 'utf8');

/** By their names, as they are before each test. */
const files = new Map([
  [
    'rules.keep_updated_at',
    `create or replace function rules.keep_updated_at()
returns trigger language plpgsql set search_path = ''
as $function$
begin
  new.updated_at := greatest(clock_timestamp(), old.updated_at + interval '1 microsecond');
  return new;
end;
$function$;
comment on function rules.keep_updated_at() is 'Moves updated_at forward.';
revoke execute on function rules.keep_updated_at() from public;
`,
  ],
  [
    'public.count_notes',
    `create or replace function public.count_notes(kind text default 'a')
returns bigint language sql stable set search_path = ''
as $function$
  -- of one kind
  select count(*) from public.notes where notes.kind = count_notes.kind;
$function$;
comment on function public.count_notes(text) is 'How many notes there are.';
`,
  ],
]);
const [kept, counted] = ['rules.keep_updated_at', 'public.count_notes'];

const notes = `create schema rules;
create table public.notes (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  updated_at timestamptz not null default now()
);
`;
const trigger = `create trigger notes_updated_at before update on public.notes
  for each row execute function rules.keep_updated_at();
`;

beforeAll(async () => {
  checkout = await createSmallCheckout({
    'migrations/001_notes.sql': notes,
    'migrations/20260101000000_functions.sql': [...files.values(), trigger].join(''),
    'routines/rules/keep_updated_at.sql': files.get(kept) ?? '',
    'routines/public/count_notes.sql': files.get(counted) ?? '',
  });
});
afterAll(() => checkout.remove());
afterEach(async () => {
  for (const file of await added()) await rm(inMigrations(file));
  for (const [name, text] of files) await writeFile(functionFile(name), text);
  await rm(functionFile('public.list_notes'), { force: true });
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
  const { code, output, stderr } = await checkout.run('functions', parameters, {
    environment: onServerOfTheRun(),
  });
  expect(code, stderr).toBe(0);
  return output;
}

async function refusal(...parameters: string[]) {
  const before = await added();
  const { code, stderr } = await checkout.run('functions', parameters, {
    environment: onServerOfTheRun(),
  });
  expect(code).toBe(1);
  expect(await added()).toEqual(before);
  return stderr;
}

describe('db-schema:functions', () => {
  it('says so when all is in step, and writes nothing', async () => {
    expect(await run()).toMatch(/✔ \d+ functions in step/);
    expect(await added()).toEqual([]);
  });

  it('--check names what differs, and writes nothing', async () => {
    await edit(kept, '1 microsecond', '2 microseconds');
    await rm(functionFile(counted));
    const said = await refusal('--check');
    expect(said).toMatch(/rules\.keep_updated_at +body/);
    expect(said).toMatch(/public\.count_notes +dropped: there is no supabase\/routines\/public/);
    expect(said).toContain('npx nx run db-schema:functions');
  });

  it('writes a migration, and replaces it when the file is edited again', async () => {
    await edit(kept, '1 microsecond', '2 microseconds');
    expect(await run()).toMatch(/rules\.keep_updated_at +body/);
    const [draft = ''] = await added();
    expect(draft).toMatch(/^\d{14}_change_keep_updated_at\.sql$/);

    // a person's additions to the draft stay; its name covers all changes
    const line = '-- allow: rows public.notes: none changes';
    await writeFile(inMigrations(draft), `${line}\n${await read(inMigrations(draft))}`);
    await edit(kept, '2 microseconds', '3 microseconds');
    await edit(counted, 'of one kind', 'of a kind');
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
    const made = `create or replace function public.list_notes() returns bigint
      language sql stable set search_path = '' as 'select count(*) from public.notes';
      comment on function public.list_notes() is 'How many.';`;
    await writeFile(functionFile('public.list_notes'), made);
    await run();
    const [draft = ''] = await added();
    expect(draft).toContain('_change_list_notes.sql');
    await writeFile(inMigrations('20991231235959_later.sql'), 'select public.list_notes();\n');
    await edit('public.list_notes', 'How many.', 'How many there are.');
    await run();
    expect(await added()).toEqual([
      draft,
      '20991231235959_later.sql',
      '21000101000000_change_list_notes.sql',
    ]);
  });

  it('refuses a function that a draft makes by hand', async () => {
    await writeFile(
      inMigrations('20991231235959_by_hand.sql'),
      `create function public.list_notes() returns bigint language sql as 'select 1';`,
    );
    const said = await refusal();
    expect(said).toContain('20991231235959_by_hand.sql makes public.list_notes, and');
    expect(said).toContain('supabase/routines/public/list_notes.sql is not there.');
  });

  it('writes no file where Postgres refuses the migration (2BP01)', async () => {
    await rm(functionFile(kept));
    const said = await refusal();
    expect(said).toContain('cannot drop function rules.keep_updated_at() because other objects');
    expect(said).toContain('No file was written.');
  });

  it('refuses a file with a blank, and an invalid name, before it starts anything', async () => {
    expect(await refusal('--name=Change It')).toContain(
      '"Change It" is not a valid name for a migration',
    );
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
    '--name=list_notes',
    '--kind=function',
    '--table=notes',
    '--columns=kind',
  ]);
  expect(made.code, made.stderr).toBe(0);
  expect(made.output).toContain('supabase/routines/public/list_notes.sql');
  expect(made.output).toContain('npx nx run db-schema:functions');
  expect(await added()).toEqual([]);
  expect(await refusal('--check')).toContain('<STATEMENTS>');
  const again = await checkout.run('new', ['--name=list_notes', '--kind=function']);
  expect(again).toMatchObject({ code: 2 });
  expect(again.stderr).toContain('is there already');

  await edit('public.list_notes', '<STATEMENTS>', 'return null;');
  await edit('public.list_notes', '<WHAT IT IS FOR>', 'Nothing.');
  expect(await run()).toMatch(/public\.list_notes +new/);
  expect(await added()).toEqual([expect.stringMatching(/_change_list_notes\.sql$/)]);
});
