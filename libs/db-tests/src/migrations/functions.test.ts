import {
  functionsMigration,
  planFunctions,
  readFunctionFiles,
  type FunctionFile,
} from '@parakeet/schema-tools';
import { withClient } from '@parakeet/local-supabase';
import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { withRunDatabase } from '@parakeet/db-harness';

let files: readonly FunctionFile[];
beforeAll(async () => {
  files = await readFunctionFiles();
});

/** The files, with one of them changed. */
function edited(name: string, edit: (text: string) => string): FunctionFile[] {
  expect(files.map((file) => file.name)).toContain(name);
  return files.map((file) => {
    if (file.name !== name) return file;
    const text = edit(file.text);
    expect(text).not.toBe(file.text);
    return { ...file, text };
  });
}

const inMigratedDatabase = <Result>(use: (client: pg.ClientBase) => Promise<Result>) =>
  withRunDatabase(({ ownerUrl }) => withClient(ownerUrl, use));

/** The plan, its migration, and the plan that remains after it was applied twice. */
function planFor(wanted: readonly FunctionFile[], before = 'select') {
  return inMigratedDatabase(async (client) => {
    await client.query(before);
    const changes = await planFunctions(client, wanted);
    const text = functionsMigration(changes);
    await client.query(text);
    await client.query(text);
    const left = await planFunctions(client, wanted);
    return { changes, text, left };
  });
}

it('the migrations are in step with supabase/routines, and the check changes nothing', async () => {
  await inMigratedDatabase(async (client) => {
    expect(await planFunctions(client, files)).toEqual([]);
    expect(await planFunctions(client, files)).toEqual([]);
  });
});

const complete = 'public.complete_session';

describe('a file that changes', () => {
  it.each<[string, string, (text: string) => string, readonly string[], string]>([
    [
      'a body',
      'rules.keep_updated_at',
      (text) => text.replace('1 microsecond', '1 millisecond'),
      ['body'],
      'create or replace function rules.keep_updated_at()',
    ],
    [
      'a comment of the body',
      complete,
      (text) => text.replace('-- a second call', '-- the second one'),
      ['body'],
      '-- the second one waits here',
    ],
    [
      'an optional argument',
      complete,
      (text) => text.replace('\n)\nreturns', ',\n  mood text default null\n)\nreturns'),
      ['arguments'],
      'drop function if exists public.complete_session(\n  uuid,\n  uuid,\n  jsonb,\n  timestamp with',
    ],
    [
      'the name of an argument',
      'public.delete_account',
      (text) => text.replace('delete_account()\nreturns', 'delete_account(why text)\nreturns'),
      ['arguments'],
      'drop function if exists public.delete_account();',
    ],
    [
      'what is returned',
      'public.delete_account',
      (text) => text.replace('returns void', 'returns boolean').replace('end if;\n', '$&return 1;'),
      ['returns', 'body'],
      'drop function if exists public.delete_account();',
    ],
    [
      'whose rights it has',
      complete,
      (text) => text.replace('security invoker', 'security definer'),
      ['settings'],
      'security definer',
    ],
    [
      'a setting',
      'rules.create_profile',
      (text) => text.replace("lock_timeout = '2s'", "lock_timeout = '3s'"),
      ['settings'],
      "set lock_timeout = '3s'",
    ],
    [
      'the comment',
      complete,
      (text) => text.replace('Logs a session:', 'Logs a workout:'),
      ['comment'],
      'Logs a workout:',
    ],
    [
      'a grant that goes',
      complete,
      (text) => text.replace(/grant execute[^;]*;/, ''),
      ['privileges'],
      'revoke execute on function public.complete_session(\n  uuid,',
    ],
    [
      'a grant that comes',
      complete,
      (text) => text.replace('\nto authenticated', '\nto authenticated, service_role'),
      ['privileges'],
      '\nto authenticated, service_role',
    ],
  ])('%s', async (_, name, edit, differs, statement) => {
    const { changes, text, left } = await planFor(edited(name, edit));
    expect(changes.map((change) => [change.name, change.differs])).toEqual([[name, differs]]);
    expect(text).toContain(statement);
    // no other function
    expect(text.match(/^create or replace function/gm)).toHaveLength(1);
    expect(left).toEqual([]);
  });
});

describe('a function', () => {
  const added: FunctionFile = {
    name: 'public.count_programs',
    path: '/supabase/routines/public/count_programs.sql',
    text: `create or replace function public.count_programs() returns bigint language sql stable
      set search_path = '' as 'select count(*) from public.programs';
      comment on function public.count_programs is 'How many.';`,
  };

  it('that is new is made', async () => {
    const { changes, left } = await planFor([...files, added]);
    expect(changes).toMatchObject([{ name: added.name, differs: ['new'], drops: [] }]);
    expect(left).toEqual([]);
  });

  it('without a file is dropped', async () => {
    const { changes, text, left } = await planFor(files, added.text);
    expect(changes).toMatchObject([{ name: added.name, differs: ['dropped'] }]);
    expect(text).toContain('drop function if exists public.count_programs();');
    expect(left).toEqual([]);
  });

  it('with a second signature that no file has loses it', async () => {
    const overload = added.text
      .replace('()', '(status text)')
      .replace('programs is', 'programs(text) is');
    const { changes, left } = await planFor([...files, added], `${added.text} ${overload}`);
    expect(changes).toMatchObject([
      { differs: ['arguments'], drops: ['public.count_programs(text)'] },
    ]);
    expect(left).toEqual([]);
  });

  it('is not dropped while a trigger needs it (2BP01)', async () => {
    await inMigratedDatabase(async (client) => {
      const fewer = files.filter(({ name }) => name !== 'rules.keep_updated_at');
      const text = functionsMigration(await planFunctions(client, fewer));
      await expect(client.query(text)).rejects.toMatchObject({ code: '2BP01' });
    });
  });

  it('with an invalid file is reported with file and line (42704)', async () => {
    const wrong = {
      ...added,
      text: added.text.replace('\n', '\n -- \n').replace('bigint', 'weeks'),
    };
    await inMigratedDatabase((client) =>
      expect(planFunctions(client, [...files, wrong])).rejects.toThrow(
        /count_programs\.sql:1: type "weeks" does not exist \(SQLSTATE 42704\)/,
      ),
    );
  });
});
