import {
  functionsMigration,
  planFunctions,
  readFunctionFiles,
  type FunctionFile,
} from '@parakeet/schema-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Drills } from './drill.ts';

// To change a function, only its file is edited: the command writes the migration.

let drills: Drills;
let files: readonly FunctionFile[];
beforeAll(async () => {
  drills = await Drills.ofToday();
  files = await readFunctionFiles();
});
afterAll(() => drills.close());

const find = (name: string): FunctionFile => {
  const file = files.find((one) => one.name === name);
  if (!file) throw new Error(`there is no file of ${name}`);
  return file;
};

const complete = 'public.complete_session';

/** A new optional argument, which is stored in the notes. */
const withMood = (text: string) =>
  text
    .replace('\n)\nreturns', ',\n  mood text default null\n)\nreturns')
    .replace(
      '    complete_session.session_notes,',
      "    concat_ws(' ', complete_session.session_notes, complete_session.mood),",
    );

const changes: Readonly<
  Record<string, readonly [name: string, edit: (text: string) => string, before?: string]>
> = {
  'a body': ['rules.keep_updated_at', (text) => text.replace('1 microsecond', '1 millisecond')],
  'an optional argument': [complete, withMood],
  'an optional argument for a new column, which is a migration by hand': [
    complete,
    (text) =>
      text
        .replace('\n)\nreturns', ',\n  gym text default null\n)\nreturns')
        .replace('performance_vs_plan, ', 'performance_vs_plan, gym, ')
        .replace('_session.performance_vs_plan,', '$&\n    complete_session.gym,'),
    `alter table public.session_logs add gym text;
     comment on column public.session_logs.gym is 'Where the lifter trained.';`,
  ],
};

describe('a change is complete with the file of the function', () => {
  it.each(Object.entries(changes))('%s', async (_, [name, edit, before]) => {
    const byHand = { ...find(name), text: edit(find(name).text) };
    expect(byHand.text).not.toBe(find(name).text);
    const wanted = files.map((file) => (file.name === name ? byHand : file));
    const drafts = before === undefined ? [] : [before];
    const planned = await drills.ask(drafts, (client) => planFunctions(client, wanted));
    expect(planned.map((change) => change.name)).toEqual([name]);
    drafts.push(functionsMigration(planned));
    expect(await drills.findings(...drafts)).toEqual([]);
    expect(await drills.ask(drafts, (client) => planFunctions(client, wanted))).toEqual([]);
  });
});

it('an old client can still call a function with a new argument (42725 with an overload)', async () => {
  const wanted = [{ ...find(complete), text: withMood(find(complete).text) }];
  const rest = files.filter(({ name }) => name !== complete);
  const call = `select public.complete_session(id => gen_random_uuid(), session_id => null,
    actual_sets => '[]', completed_at => now())`;
  const codeOf = (drafts: readonly string[]) =>
    drills.ask(drafts, async (client) => {
      const error: unknown = await client.query(call).catch((cause: unknown) => cause);
      return error instanceof Error && 'code' in error ? error.code : error;
    });
  const planned = await drills.ask([], (client) => planFunctions(client, [...rest, ...wanted]));
  // there is no such session; only the function itself can report this
  expect(await codeOf([functionsMigration(planned)])).toBe('PK103');
  const overloaded = planned.map((change) => ({
    ...change,
    drops: [],
    text: change.text?.slice(0, change.text.indexOf('comment on')) ?? '',
  }));
  expect(await codeOf([functionsMigration(overloaded)])).toBe('42725');
});

describe('a fault is found once', () => {
  const plan = (...drafts: readonly string[]) =>
    drills.ask(drafts, (client) => planFunctions(client, files));

  it('a function that only a migration changes', async () => {
    const text = find('rules.keep_updated_at').text.replace('1 microsecond', '1 millisecond');
    expect(await plan(text)).toMatchObject([{ name: 'rules.keep_updated_at', differs: ['body'] }]);
  });

  it('a grant in a migration that the file does not have', async () => {
    expect(await plan('grant execute on function public.delete_account to anon')).toMatchObject([
      { name: 'public.delete_account', differs: ['privileges'] },
    ]);
  });
});
