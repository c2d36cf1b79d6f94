import { list, number, strict, wholeNumber } from '@parakeet/schema-runtime/contracts';
import { describe, expect, it } from 'vitest';
import { errorsOf } from './audit.ts';
import type { AuditedColumn } from './columns.ts';
import { readStart, startAfter } from './start.ts';

const contract = list(strict({ pct: number(0, 1), reps: wholeNumber(1, 20) }), 1, 20);
const steps = {
  contract,
  presentWhen: { column: 'protocol', value: 'custom' },
};
const document = '[{"pct": 0.5, "reps": 5}]';

describe('the errors of a row', () => {
  it.each<[string | null, string | null, string[]]>([
    [document, 'custom', []],
    [null, 'standard', []],
    [null, 'custom', ['the value is missing, though protocol is custom']],
    [document, 'minimal', ['the value is there, though protocol is minimal, not custom']],
    [document, null, ['the value is there, though protocol is NULL, not custom']],
    ['null', 'custom', ['the value must be a list of 1 to 20 elements, not null']],
    [
      '[{"pct": 2, "reps": "5"}]',
      'custom',
      ['[0].pct must be between 0 and 1', '[0].reps must be a whole number, not "5"'],
    ],
  ])('%s with the protocol %s', (text, other, errors) => {
    expect(errorsOf(steps, { document: text, other })).toEqual(errors);
  });

  it('are what clients see: numbers are read as clients read them', () => {
    const row = { document: '[{"pct": 1.00000000000000000001, "reps": 5}]', other: null };
    expect(errorsOf({ contract }, row)).toEqual([]);
  });
});

describe('the start of an audit', () => {
  const column = (table: string, name: string, schema = 'public'): AuditedColumn => ({
    schema,
    table,
    column: name,
    contract,
    key: [{ name: 'id', type: 'uuid' }],
    hidden: false,
  });
  const columns = [column('a', 'x'), column('b', 'y'), column('b', 'z')];

  it('is the first column, or the given one and those after it', () => {
    expect(readStart(columns, {})).toEqual({ columns });
    expect(readStart(columns, { from: 'b.y' })).toEqual({ columns: columns.slice(1) });
    expect(readStart(columns, { only: 'b.y' })).toEqual({ columns: columns.slice(1, 2) });
  });

  it('is after the last row of a previous audit', () => {
    const from = startAfter(column('b', 'y'), ['6f96']);
    expect(from).toBe('b.y:6f96');
    expect(readStart(columns, { from })).toEqual({ columns: columns.slice(1), after: ['6f96'] });
    expect(readStart(columns, { from, only: 'b.y' })).toEqual({
      columns: columns.slice(1, 2),
      after: ['6f96'],
    });
    expect(startAfter(column('b', 'y'), undefined)).toBe('b.y');
  });

  it('is a column of another schema, whatever its name', () => {
    const odd = column('Team members', 'meta:data', 'basejump');
    expect(startAfter(odd, ['1'])).toBe('basejump.Team members.meta:data:1');
    expect(readStart([...columns, odd], { from: startAfter(odd, ['1']) })).toEqual({
      columns: [odd],
      after: ['1'],
    });
  });

  it.each([
    [{ from: 'c.x' }, '--from=c.x: there is no such column'],
    [{ only: 'y' }, '--column=y: there is no such column'],
    [{ from: 'a.x', only: 'b.y' }, '--from=a.x: there is no such column'],
    [{ from: 'a.x:1,2' }, '--from=a.x:1,2: the key of a is id'],
  ])('refuses %j', (options, message) => {
    expect(() => readStart(columns, options)).toThrow(message);
  });
});
