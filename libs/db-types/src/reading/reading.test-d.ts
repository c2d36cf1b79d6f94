import { createClient } from '@supabase/supabase-js';
import { describe, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import {
  changeDocument,
  FormulaOverrides,
  readRow,
  readRows,
  SessionsRow,
  type Database,
  type PlannedSets,
  type Tables,
} from '../index.ts';

describe('the types of what is read', () => {
  it('are those of the Database', () => {
    expectTypeOf(readRows(SessionsRow, []).rows).toEqualTypeOf<Tables<'sessions'>[]>();
    const { row, unread } = readRow(SessionsRow, {});
    if (unread === undefined) expectTypeOf(row).toEqualTypeOf<Tables<'sessions'>>();
    const some = SessionsRow.pick({ id: true, planned_sets: true });
    expectTypeOf(readRows(some, []).rows).toEqualTypeOf<
      { id: string; planned_sets: PlannedSets | null }[]
    >();
  });

  it('prevent writing back a row that was not understood', () => {
    const { unread } = readRow(SessionsRow, {});
    const sessions = () => createClient<Database>('http://127.0.0.1:54321', 'key').from('sessions');
    // @ts-expect-error it is unknown
    const write = () => sessions().update(unread?.input);
    // @ts-expect-error there may be no row
    const writeRow = () => sessions().update(readRow(SessionsRow, {}).row);
    // @ts-expect-error it is unknown
    const change = () => changeDocument(FormulaOverrides, unread?.input, (before) => before);
    expectTypeOf([write, writeRow, change]).toExtend<unknown[]>();
  });

  it('refuse a schema that transforms a row', () => {
    const Numbered = z.object({ id: z.string().transform(Number) });
    // @ts-expect-error what is read is the very row, and this makes a number of a text
    const read = () => readRow(Numbered, {});
    expectTypeOf(read).toBeFunction();
  });
});

describe('the types of a change', () => {
  it('are those of the contract', () => {
    const changed = changeDocument(FormulaOverrides, {}, (before) => ({ ...before, deload: {} }));
    expectTypeOf(changed).toEqualTypeOf<FormulaOverrides>();
  });

  it('refuse a wrong value and a typo', () => {
    // @ts-expect-error sets are a number
    const wrong = () => changeDocument(FormulaOverrides, {}, () => ({ deload: { sets: '3' } }));
    // @ts-expect-error there is no such key
    const typo = () => changeDocument(FormulaOverrides, {}, () => ({ delaod: {} }));
    expectTypeOf([wrong, typo]).toBeArray();
  });
});
