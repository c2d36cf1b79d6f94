import { expect, it } from 'vitest';
import { columnType } from './column-type.ts';

// the modifiers are pg_attribute.atttypmod of these types on PostgreSQL 17
it.each([
  ['numeric(3,1)', 'numeric', 196613, { precision: 3, scale: 1 }],
  ['numeric(5,3)', 'numeric', 327687, { precision: 5, scale: 3 }],
  ['numeric(3,-1)', 'numeric', 198659, { precision: 3, scale: -1 }],
  ['numeric(1000,1000)', 'numeric', 65537004, { precision: 1000, scale: 1000 }],
  ['character varying(5)', 'varchar', 9, { length: 5 }],
  ['character(3)', 'bpchar', 7, { length: 3 }],
  ['timestamp(3) with time zone', 'timestamptz', 3, { precision: 3 }],
] as const)('takes %s apart', (sql, name, modifier, parameters) => {
  expect(columnType(name, false, modifier, sql)).toEqual({
    name,
    isArray: false,
    sql,
    ...parameters,
  });
});

it('leaves a type without parameters alone', () => {
  expect(columnType('numeric', true, -1, 'numeric[]')).toEqual({
    name: 'numeric',
    isArray: true,
    sql: 'numeric[]',
  });
});
