import { describe, expect, it } from 'vitest';
import type { MigrationFile } from '../migrations/migration-files.ts';
import { findPending } from './pending.ts';

const text = 'create table a (\n  id int\n);\ninsert into a values (1);\n';
const statements = ['create table a (\n  id int\n)', 'insert into a values (1)'];

function file(version: string, sql = text): MigrationFile {
  return { version, name: 'x', path: `/w/supabase/migrations/${version}_x.sql`, text: sql };
}

describe('findPending', () => {
  const applied = { version: '001', name: 'x', statements };

  it('plans the files that the history does not have, in order', () => {
    const plan = findPending(
      [file('001'), file('20260101000000'), file('20260102000000')],
      [applied],
    );
    expect(plan.pending.map(({ version }) => version)).toEqual([
      '20260101000000',
      '20260102000000',
    ]);
    expect(plan.refusals).toEqual([]);
  });

  it('refuses an edited file, with the lines side by side', () => {
    const plan = findPending([file('001', text.replace('id int', 'id text'))], [applied]);
    expect(plan.refusals).toEqual([expect.stringMatching(/001_x\.sql:2[^]*id text[^]*id int/)]);
  });

  it('refuses a migration that has no file any more', () => {
    expect(findPending([], [applied]).refusals).toEqual([
      expect.stringContaining('has no file here'),
    ]);
  });

  it('refuses a new file that sorts before an applied one', () => {
    const newer = { version: '20260102000000', name: 'x', statements };
    const plan = findPending([file('20260101000000'), file('20260102000000')], [newer]);
    expect(plan.refusals).toEqual([expect.stringContaining('sorts before')]);
  });

  it('says when it cannot compare, since the history holds no statements', () => {
    const repaired = { version: '001', name: 'x', statements: null };
    const plan = findPending([file('001')], [repaired]);
    expect(plan.refusals).toEqual([]);
    expect(plan.remarks).toEqual([expect.stringContaining('was not compared')]);
  });
});
