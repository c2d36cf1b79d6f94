import { describe, expect, it } from 'vitest';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { firstDifference, planPush } from './plan.ts';

const text = '-- why\ncreate table a (\n  id int\n);\n\n;\ninsert into a values (1);\n-- the end\n';
const statements = [
  '-- why\ncreate table a (\n  id int\n)',
  'insert into a values (1)',
  '-- the end',
];

function file(version: string, sql = text): MigrationFile {
  return { version, name: 'x', path: `/w/supabase/migrations/${version}_x.sql`, text: sql };
}

describe('firstDifference', () => {
  it('finds none in what was run from this very file', () => {
    expect(firstDifference(text, statements)).toBeUndefined();
  });

  it('takes other line ends and blank space between statements for no difference', () => {
    expect(firstDifference(`\n${text}\n\n`, statements)).toBeUndefined();
  });

  it.each([
    ['a changed word', text.replace('id int', 'id text'), 3],
    ['a changed comment', text.replace('why', 'because'), 1],
    ['a changed value', text.replace('(1)', '(2)'), 7],
    ['a statement more at the end', `${text}select 1;\n`, 9],
    ['a statement more in between', text.replace('insert', 'select 1;\ninsert'), 7],
    ['a statement less', text.replace('insert into a values (1);\n', ''), 7],
    ['an empty file', '', 1],
  ])('finds %s, and its line', (_what, edited, line) => {
    expect(firstDifference(edited, statements)?.line).toBe(line);
  });
});

describe('planPush', () => {
  const applied = { version: '001', name: 'x', statements };

  it('plans the files that the history does not have, in order', () => {
    const plan = planPush([file('001'), file('20260101000000'), file('20260102000000')], [applied]);
    expect(plan.pending.map(({ version }) => version)).toEqual([
      '20260101000000',
      '20260102000000',
    ]);
    expect(plan.refusals).toEqual([]);
  });

  it('refuses an edited file, with the lines side by side', () => {
    const plan = planPush([file('001', text.replace('id int', 'id text'))], [applied]);
    expect(plan.refusals).toEqual([expect.stringMatching(/001_x\.sql:3[^]*id text[^]*id int/)]);
  });

  it('refuses a migration that has no file any more', () => {
    expect(planPush([], [applied]).refusals).toEqual([expect.stringContaining('has no file here')]);
  });

  it('refuses a new file that sorts before one that is applied', () => {
    const newer = { version: '20260102000000', name: 'x', statements };
    const plan = planPush([file('20260101000000'), file('20260102000000')], [newer]);
    expect(plan.refusals).toEqual([expect.stringContaining('sorts before')]);
  });

  it('says when it cannot compare, since the history holds no statements', () => {
    const repaired = { version: '001', name: 'x', statements: null };
    const plan = planPush([file('001')], [repaired]);
    expect(plan.refusals).toEqual([]);
    expect(plan.remarks).toEqual([expect.stringContaining('was not compared')]);
  });
});
