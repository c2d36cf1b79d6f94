import { expect, it } from 'vitest';
import { column, list, sql } from './database.ts';

it('a value stands between two texts, also in a piece that is put in', () => {
  const name = column('a"b');
  const pairs = [sql`${name} = ${1}`, sql`c = ${{ d: 2 }}`];
  const statement = sql`update t set ${list(pairs)} where id = ${'x'}`;
  expect(statement).toEqual({
    texts: ['update t set "a""b" = ', ', c = ', ' where id = ', ''],
    values: [1, { d: 2 }, 'x'],
  });
  expect(sql`select 1`).toEqual({ texts: ['select 1'], values: [] });
});
