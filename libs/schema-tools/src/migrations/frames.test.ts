import { describe, expect, it } from 'vitest';
import { ToolError } from '@parakeet/command-kit';
import { findBlanks, refuseBlanks } from './blanks.ts';
import { frameKinds, frameOf } from './frames.ts';
import { readKnownSchema } from './known-tables.ts';

const name = 'name_goals';
const lines = (text: string) => text.split('\n');

describe.each(frameKinds)('the frame of a %s', async (kind) => {
  const full = await frameOf(kind, { name, table: 'goals', columns: ['lift'] });

  it('names table and columns, and leaves a blank for the rest', () => {
    expect(full).toContain('public.goals');
    expect(full).toMatch(/\blift\b|goals_lift/);
    expect(full).not.toMatch(/<TABLE>|<COLUMNS?>|<ARGUMENTS>/);
    expect(findBlanks(full)).not.toEqual([]);
  });

  it('leaves blanks for table and columns, if they are not given', async () => {
    const blanks = findBlanks(await frameOf(kind, { name })).map(({ text }) => text);
    expect(blanks).toContain(kind === 'function' ? '<ARGUMENTS>' : '<TABLE>');
  });

  it('has lines of at most 100 columns, and no blank that findBlanks does not know', async () => {
    for (const text of [full, await frameOf(kind, { name })]) {
      expect(lines(text).filter((line) => line.length > 100)).toEqual([]);
      const known = new Set(findBlanks(text).map((blank) => blank.text));
      expect(text.match(/<[A-Z][A-Z ,]*>/g)?.filter((blank) => !known.has(blank))).toEqual([]);
    }
  });
});

it('leaves a name blank that Postgres would cut off', async () => {
  const columns = ['a_column_with_a_long_name', 'another_column_with_a_long_name'];
  const text = await frameOf('index', { name, table: 'auxiliary_assignments', columns });
  expect(text).toContain('create index concurrently if not exists <NAME>');
  expect(text).toContain("to_regclass('public.<NAME>')");
});

describe('the frame of a table', async () => {
  const text = 'create table sessions (id uuid primary key, user_id uuid, unique (id, user_id));';
  const { tables } = readKnownSchema([
    { text: `${text} create table edge_cases (id bigserial primary key, user_id uuid);` },
  ]);
  const columns = ['session_id', 'edge_case_id', 'watch_id', 'lift'];
  const frame = await frameOf('table', { name, table: 'goals', columns, owner: 'user_id', tables });

  it('has a reference that carries the owner, with an index', () => {
    expect(frame).toContain(
      'foreign key (session_id, user_id)\n' +
        '    references public.sessions (id, user_id) on delete <CASCADE OR RESTRICT>',
    );
    expect(frame).toContain('on public.goals (session_id, user_id);');
    expect(frame).toContain('watch_id <TYPE> not null');
  });

  it('has a plain reference to a table without a key of id and owner, and says so', () => {
    expect(frame).toContain('edge_case_id bigint not null');
    expect(frame).toContain('references public.edge_cases (id) on delete');
    expect(frame).toContain("-- edge_case_id may lead to another account's row");
  });
});

it.each(frameKinds)(
  'the frame of a %s has the schema, the owner and names in quotes',
  async (kind) => {
    const names = { schema: 'Shop', table: "user's", columns: ['order', 'Qty'], owner: 'ownerId' };
    const text = await frameOf(kind, { name, ...names });
    expect(text).toContain(kind === 'function' ? 'function "Shop".name_goals' : '"Shop"."user\'s"');
    expect(text).toMatch(/"order"|"user's_order_Qty_check"/);
    expect(text).not.toMatch(/public\.(?!auth)|user_id/);
    if (kind === 'table') expect(text).toContain('(select auth.uid()) = "ownerId"');
  },
);

it.each([
  ['status', 'status'],
  ['name', 'name'],
  ['left', '"left"'],
  ['like', '"like"'],
  ['order', '"order"'],
  ['position', '"position"'],
  ['time', '"time"'],
  ['out', '"out"'],
  ['setof', '"setof"'],
])(
  'writes a column %s in a form that Postgres accepts as an argument’s name',
  async (column, written) => {
    const text = await frameOf('function', { name, columns: [column] });
    expect(text).toContain(`\n  ${written} <TYPE>\n`);
  },
);

describe('a migration with blanks', () => {
  const refusal = (text: string) => {
    try {
      refuseBlanks([{ path: '/w/1_a.sql', text }]);
      return 'taken';
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return `${error.message}\n${error.next}`;
    }
  };

  it('is refused with the line of each', () => {
    const said = refusal("select 1;\ncheck (<CONDITION>);\n\n is '<WHAT IT IS FOR>' <TABLE>");
    expect(said).toContain('1_a.sql:2 is not filled in');
    expect(said).toContain('  2 | <CONDITION>\n  4 | <WHAT IT IS FOR> <TABLE>\n');
  });

  it.each(['-- of <TABLE>', "select '<B>'", 'select a<b, c>d'])('is not one with: %s', (text) => {
    expect(refusal(text)).toBe('taken');
  });
});
