import { describe, expect, it } from 'vitest';
import { firstDifference } from './first-difference.ts';

const text = '-- why\ncreate table a (\n  id int\n);\n\n;\ninsert into a values (1);\n-- the end\n';
const statements = [
  '-- why\ncreate table a (\n  id int\n)',
  'insert into a values (1)',
  '-- the end',
];

describe('firstDifference', () => {
  it('finds none in the statements of the same file', () => {
    expect(firstDifference(text, statements)).toBeUndefined();
  });

  it('ignores other line ends and blank space between statements', () => {
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
