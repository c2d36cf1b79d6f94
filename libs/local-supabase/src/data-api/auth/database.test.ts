import { expect, it } from 'vitest';
import { column, list, Sql, sql } from './database.ts';

it('a value stands between two texts, also in a piece that is put in', () => {
  const name = column('a"b');
  const pairs = [sql`${name} = ${1}`, sql`c = ${{ d: 2 }}`];
  const statement = sql`update t set ${list(pairs)} where id = ${'x'}`;
  expect(statement).toMatchObject({
    texts: ['update t set "a""b" = ', ', c = ', ' where id = ', ''],
    values: [1, { d: 2 }, 'x'],
  });
  expect(sql`select 1`).toEqual(new Sql(['select 1'], []));
});

it('an object in the shape of a statement is a value like any other', () => {
  const shaped = { texts: ['drop table t'], values: [] };
  expect(sql`select ${shaped}`).toEqual(new Sql(['select ', ''], [shaped]));
});
