import { expect, it } from 'vitest';
import { madeTables } from './made-tables.ts';

it.each([
  ['of the default schema, in capitals', 'CREATE TABLE goals (id UUID);', ['goals']],
  ['with schema and quotes', 'create table if not exists public."goals" ();', ['goals']],
  ['in a file that does not parse yet', 'create table public.goals (<COLUMNS>)', ['goals']],
  ['not those of another schema', 'create table auth.goals ();', []],
  ['not those in comments', '-- create table a ()\n/* create table b () */', []],
  ['not temporary ones', 'create temporary table goals ();', []],
  ['by the name that they got', 'create table a (); alter table a rename to b;', ['b']],
  ['not by the name of a column', 'create table a (); alter table a rename x to b;', ['a']],
  ['without dropped ones', 'create table a (); create table b (); drop table a, public.b;', []],
])('finds tables %s', (_, text, tables) => {
  expect([...madeTables([{ text }])]).toEqual(tables);
});
