import { expect, it } from 'vitest';
import { readKnownSchema } from './known-tables.ts';

it.each([
  ['of the default schema, in capitals', 'CREATE TABLE goals (id UUID);', ['public.goals']],
  ['with schema and quotes', 'create table if not exists public."goals" ();', ['public.goals']],
  ['in a file that does not parse yet', 'create table public.goals (<COLUMNS>)', ['public.goals']],
  ['of another schema', 'create table "Billing"."Plans of 1" ();', ['Billing.Plans of 1']],
  ['not those in comments', '-- create table a ()\n/* create table b () */', []],
  ['not temporary ones', 'create temporary table goals ();', []],
  ['by the name that they got', 'create table a (); alter table a rename to b;', ['public.b']],
  ['of a query', 'create table a as select 1 as id;', ['public.a']],
  ['that are partitions', 'create table a partition of b for values in (1);', ['public.a']],
  ['in the schema that they got', 'create table a (); alter table a set schema b;', ['b.a']],
  ['not those without a name yet', 'create table if not exists <TABLE> (id int);', []],
  ['not by the name of a column', 'create table a (); alter table a rename x to b;', ['public.a']],
  ['without dropped ones', 'create table a (); create table b (); drop table a, public.b;', []],
])('finds tables %s', (_, text, tables) => {
  const found = readKnownSchema([{ text }]).tables;
  expect(found.map(({ schema, name }) => `${schema}.${name}`)).toEqual(tables);
});

it('knows columns with their types, and keys', () => {
  const text = `
    create table plans (id bigint generated always as identity primary key,
      price numeric(10, 2) not null check (price in (1, 2)), "userId" uuid unique,
      constraint plans_key unique (id, "userId"));
    alter table only "public"."plans" add column kind text default 'a', add unique (kind);
    create unique index concurrently plans_idx on plans using btree (price, kind);
    create unique index some on plans (kind) where price > 1;`;
  const [plans] = readKnownSchema([{ text }]).tables;
  expect(Object.fromEntries(plans?.columns ?? [])).toEqual({
    id: 'bigint',
    price: 'numeric(10, 2)',
    userId: 'uuid',
    kind: 'text',
  });
  expect(plans?.keys).toEqual([['id'], ['userId'], ['id', 'userId'], ['kind'], ['price', 'kind']]);
});

it.each([
  ['a column that refers to auth.users', 'create table a (owner uuid references auth.users (id))'],
  [
    'a foreign key as pg_dump writes it',
    `create table "a" (); ALTER TABLE ONLY "public"."a"
       ADD CONSTRAINT "k" FOREIGN KEY ("owner") REFERENCES "auth"."users"("id");`,
  ],
  ['a policy', 'create policy p on a using (auth.uid() = owner);'],
  ['a policy the other way round', 'create policy p on a using (a.owner = (select auth.uid()));'],
  ['a policy as pg_dump writes it', 'using ((( SELECT "auth"."uid"() AS "uid") = "owner"));'],
])('finds the owner in %s', (_, text) => {
  expect(Object.fromEntries(readKnownSchema([{ text }]).owners)).toEqual({ owner: 1 });
});

it('does not mistake an id or a function for the owner', () => {
  const text = 'create policy p on a using (auth.uid() = id and auth.uid() = public.owner_of(x));';
  expect([...readKnownSchema([{ text }]).owners]).toEqual([]);
});
