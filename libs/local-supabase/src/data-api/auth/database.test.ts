import { expect, it } from 'vitest';
import { Parameters } from '../rest/sql.ts';
import { column, list, render, sql, type Sql } from './database.ts';

/** A statement in the form that Postgres gets. */
function rendered(statement: Sql) {
  const parameters = new Parameters();
  return [render(statement, parameters), ...parameters.values];
}

it('a value becomes a parameter, even in an inserted piece', () => {
  const name = column('a"b');
  const pairs = [sql`${name} = ${1}`, sql`c = ${{ d: 2 }}`];
  expect(rendered(sql`update t set ${list(pairs)} where id = ${'x'}`)).toEqual([
    'update t set "a""b" = $1, c = $2 where id = $3',
    '1',
    '{"d":2}',
    'x',
  ]);
  expect(rendered(sql`select 1`)).toEqual(['select 1']);
});

it('an object in the shape of a statement is a value like any other', () => {
  const shaped = { texts: ['drop table t'], values: [] };
  expect(rendered(sql`select ${shaped}`)).toEqual(['select $1', JSON.stringify(shaped)]);
});
