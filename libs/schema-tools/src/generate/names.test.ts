import { describe, expect, it } from 'vitest';
import { Names } from './names.ts';

/** The files and types of the names of a schema, and of another. */
function namesOf(names: readonly string[], others: readonly string[] = []) {
  const all = [
    ...names.map((name) => ({ schema: 'public', name })),
    ...others.map((name) => ({ schema: 'other one', name })),
  ];
  const made = new Names(all, 'public', ['Tables']);
  return all.map((one) => `${made.of(one).file} ${made.of(one).type}`);
}

describe('a name', () => {
  it.each([
    ['session_logs', 'session-logs SessionLogs'],
    ['Odd Table', 'odd-table OddTable'],
    ['camelCase', 'camelcase CamelCase'],
    ['a__b-c.d', 'a-b-c-d ABCD'],
    ['2nd', '2nd _2nd'],
    ['日本', '日本 日本'],
    ['e\u0301t\u00e9', 'été Été'],
    ['--', 'unnamed Unnamed'],
    ['__proto__', 'proto Proto'],
    ['index', 'index-2 Index2'],
    ['tables', 'tables-2 Tables2'],
  ])('%j makes the file and the type %s', (name, made) => {
    expect(namesOf([name])).toEqual([made]);
  });

  it('that makes the file or the type of another has a number, and a plain one has none', () => {
    expect(namesOf(['Odd Table', 'odd-table', 'odd_table', 'odd_table_2'])).toEqual([
      'odd-table-3 OddTable3',
      'odd-table-4 OddTable4',
      'odd-table OddTable',
      'odd-table-2 OddTable2',
    ]);
  });

  it('of another schema has it as a folder and a prefix', () => {
    expect(namesOf(['a', 'other_one_a'], ['a'])).toEqual([
      'a A',
      'other-one-a OtherOneA',
      'other-one/a-2 OtherOneA2',
    ]);
  });
});
