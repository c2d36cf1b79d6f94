import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ToolError } from '@parakeet/command-kit';
import { readFunctionFiles } from './function-files.ts';
import { functionPath, migrationNameFor } from './function-path.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parakeet-functions-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const made = `-- Why it is there.
create or replace function public.one(a integer)
returns integer language sql volatile as 'select 1';`;
const comment = "comment on function public.one(integer) is 'One.';";
const granted = 'revoke execute on function public.one from public;';

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(directory, path)), { recursive: true });
  await writeFile(join(directory, path), text);
}

async function refusal(): Promise<string> {
  const error: unknown = await readFunctionFiles(directory).catch((cause: unknown) => cause);
  if (!(error instanceof ToolError)) throw new Error('nothing is refused');
  return `${error.message}\n${error.next}`;
}

it('reads the files in the order of their names, and ignores editors’ leftovers', async () => {
  const text = [made, comment, granted].join('\n');
  await write('rules/two.sql', text.replaceAll('public.one', 'rules.two'));
  await write('public/one.sql', text);
  await write('public/.one.sql.swp', '');
  const path = functionPath('public.one', directory);
  expect((await readFunctionFiles(directory)).map(({ name }) => name)).toEqual([
    'public.one',
    'rules.two',
  ]);
  expect((await readFunctionFiles(directory))[0]).toEqual({ name: 'public.one', path, text });
});

describe('a file is refused that', () => {
  it.each<[string, readonly string[], string]>([
    ['does not parse', ['create or replace function public.one('], 'is no SQL: syntax error'],
    [
      'makes another function',
      [made.replace('.one', '.two'), comment],
      ':2 is not about public.one',
    ],
    [
      'makes it without `or replace`',
      [made.replace(' or replace', ''), comment],
      ':2 is not about',
    ],
    [
      'makes a procedure',
      [made.replace('function', 'procedure').replace('returns integer', ''), comment],
      ':2 is not about',
    ],
    ['changes rows', [made, comment, 'delete from public.sessions;'], ':5 is not about public.one'],
    ['grants a table', [made, comment, 'grant select on public.one to anon;'], ':5 is not about'],
    [
      'grants two functions',
      [made, granted.replace('.one', '.one, public.two')],
      ':4 is not about',
    ],
    ['makes it twice', [made, made, comment], 'makes 2 functions'],
    ['makes none', [comment], 'makes 0 functions'],
    ['has no comment', [made, granted], "comment on function public.one is '…';"],
  ])('%s', async (_, statements, why) => {
    await write('public/one.sql', statements.join('\n'));
    expect(await refusal()).toContain(why);
  });

  it.each(['one.sql', 'public/one.txt', 'public/deep/one.sql', 'public/One two.sql'])(
    'is named %s',
    async (path) => {
      await write(path, [made, comment].join('\n'));
      expect(await refusal()).toContain(`${path} is not named after a function`);
    },
  );
});

it('refuses a missing folder instead of dropping every function', async () => {
  await rm(directory, { recursive: true });
  expect(await refusal()).toContain('cannot be read');
});

it.each([
  [['public.one'], 'change_one'],
  [['public.one', 'rules.two'], 'change_functions'],
])('a migration that changes %j is named %s', (names, expected) => {
  expect(migrationNameFor(names)).toBe(expected);
});
