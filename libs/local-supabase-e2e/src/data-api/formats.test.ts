import { describe, expect, it } from 'vitest';
import { insertRow, prepareRow, tables } from '@parakeet/db-harness/made-rows';
import { call, tableOf, useApi } from './api-under-test.ts';

const api = useApi();

/** A row as Postgres itself writes it in JSON, which is how PostgREST has it. */
async function asJson(table: string, id: string): Promise<unknown> {
  const [found] = await api.sql.query<{ row: unknown }>(
    `select to_jsonb(t) as row from public."${table}" as t where id::text = $1`,
    [id],
  );
  return found?.row;
}

describe.each(tables)('%s', (name) => {
  it('reads and writes each column as Postgres has it in JSON', async () => {
    const lifter = await api.sql.createLifter();
    const id =
      name === 'profiles' ? lifter : await insertRow(api.sql, name, await api.sql.createLifter());
    const read = await tableOf(api.service(), name).select('*').eq('id', id).single();
    expect(read.error).toBeNull();
    expect(read.data).toEqual(await asJson(name, id));

    const row = await prepareRow(api.sql, name, lifter);
    const made = await tableOf(api.service(), name).insert(row).select('*').single();
    expect(made.error).toBeNull();
    const found: { id: string } = made.data;
    expect(found).toEqual(await asJson(name, found.id));
  });
});

describe('a column of each type', () => {
  const columns = {
    a_timestamptz: [
      'timestamptz',
      '2026-02-22 20:42:00.123456+00',
      'infinity',
      '0044-03-15 12:00:00+00 BC',
    ],
    a_timestamp: ['timestamp', '2026-02-22 20:42:00.5', '-infinity', '0001-01-01 00:00:00'],
    a_date: ['date', '2026-02-22', 'infinity', '0044-03-15 BC'],
    a_time: ['time', '10:11:12.5', '24:00:00', null],
    a_numeric: ['numeric', '1.50', 'NaN', '123456789012345678901234567890.5'],
    a_fixed_numeric: ['numeric(6, 2)', '8.50', '-0.01', null],
    a_bigint: ['bigint', '9007199254740991', '-9007199254740991', '0'],
    an_integer: ['integer', '-1', '2147483647', null],
    a_double: ['double precision', '0.1', 'NaN', 'Infinity'],
    a_real: ['real', '0.1', '-Infinity', '1e30'],
    a_boolean: ['boolean', 'true', 'false', null],
    a_uuid: ['uuid', '00000000-0000-4000-8000-00000000000A', null, null],
    a_text: ['text', 'ěš "quoted" \\ \u{1f3cb}', '', 'null'],
    texts: ['text[]', '{a,"b c","d,e",NULL,"NULL","\\"{}\\\\"}', '{}', '{{a,b},{c,NULL}}'],
    some_flags: ['boolean[]', '{t,f,NULL}', '{}', null],
    some_ids: ['uuid[]', '{00000000-0000-4000-8000-00000000000a}', null, null],
    some_json: ['jsonb[]', '{"{\\"a\\": [1]}","\\"x\\""}', '{}', null],
    a_jsonb: ['jsonb', '{"z": 1, "a": [1.0, null, {"b": true}]}', '"text"', '[]'],
    a_json: ['json', '{"z" : 1}', '[true]', '5'],
    another_jsonb: ['jsonb', 'true', '[false, null]', '{}'],
    some_bytes: ['bytea', '\\xdeadbeef', '', null],
    a_span: ['interval', '1 day 02:03:04', '-1 mon', '1 year'],
    a_range: ['int4range', '[1,3)', 'empty', '(,5)'],
    some_times: ['timestamptz[]', '{"2026-02-22 20:42:00+00"}', '{}', null],
    some_numerics: ['numeric[]', '{1.50,2}', null, null],
  } as const;
  const made = Object.entries(columns);

  async function makeTable(): Promise<void> {
    await api.sql.query(`drop table if exists public.one_of_each cascade`);
    await api.sql.query(
      `create table public.one_of_each (
         id integer primary key, ${made.map(([name, [type]]) => `${name} ${type}`).join(', ')}
       )`,
    );
    await api.sql.query('grant all on public.one_of_each to service_role');
    for (const row of [1, 2, 3] as const) {
      await api.sql.query(
        `insert into public.one_of_each values (${row}, ${made.map((_, at) => `$${at + 1}`).join(', ')})`,
        made.map(([, values]) => values[row]),
      );
    }
  }

  it('reads as Postgres has it in JSON, at the top and nested in what a function returns', async () => {
    await makeTable();
    await api.sql.query(`
      create or replace function public.each_row() returns setof public.one_of_each
      language sql stable as 'select * from public.one_of_each order by id'`);
    const read = await tableOf(api.service(), 'one_of_each').select('*').order('id');
    const called = await call(api.service(), 'each_row');
    for (const id of [1, 2, 3]) {
      const wanted = await asJson('one_of_each', String(id));
      expect(read.data?.[id - 1]).toEqual(wanted);
      expect(called.data?.[id - 1]).toEqual(wanted);
    }
  });

  it('writes what it read, and Postgres has the same', async () => {
    await makeTable();
    const table = () => tableOf(api.service(), 'one_of_each');
    for (const id of [1, 2, 3]) {
      const { data } = await table().select('*').eq('id', id).single().throwOnError();
      const copy: object = { ...data, id: id + 10 };
      await table().insert(copy).throwOnError();
      const updated: object = { ...data, id: id + 20 };
      await table()
        .insert({ id: id + 20 })
        .throwOnError();
      const answer = await table()
        .update(updated)
        .eq('id', id + 20)
        .select()
        .single();
      expect(answer.error).toBeNull();
      for (const other of [id + 10, id + 20]) {
        expect(await asJson('one_of_each', String(other))).toEqual({
          ...((await asJson('one_of_each', String(id))) as object),
          id: other,
        });
      }
    }
  });

  it('filters by what it read', async () => {
    await makeTable();
    const { data } = await tableOf(api.service(), 'one_of_each').select('*').eq('id', 1).single();
    const row: Record<string, unknown> = data;
    for (const name of ['a_timestamptz', 'a_date', 'a_numeric', 'a_uuid', 'a_text', 'a_range']) {
      const found = await tableOf(api.service(), 'one_of_each').select('id').eq(name, row[name]);
      expect(found.data, name).toEqual([{ id: 1 }]);
    }
  });
});

describe('a function', () => {
  it.each([
    ['an object', { a: [1, null, 'x'] }],
    ['a list', [1, { b: 2 }]],
    ['a text', 'text'],
    ['a text that looks like a list', '[1]'],
    ['a number', 1.5],
    ['a boolean', false],
    ['a list of booleans', [true, false]],
  ])('is given %s as jsonb, and gives it back', async (_, value) => {
    await api.sql.query(`
      create or replace function public.same(given jsonb) returns jsonb
      language sql immutable as 'select given'`);
    expect(await call(api.service(), 'same', { given: value })).toMatchObject({ data: value });
  });

  it('is given lists, times and what it leaves to its defaults', async () => {
    await api.sql.query(`
      create or replace function public.given(names text[], at timestamptz, steps integer default 3)
      returns table (names text[], at timestamptz, steps integer)
      language sql stable as 'select names, at, steps'`);
    const parameters = { names: ['a', 'b, c'], at: '2026-02-22T20:42:00.123456+00:00' };
    expect(await call(api.service(), 'given', parameters)).toMatchObject({
      data: [{ ...parameters, steps: 3 }],
    });
  });
});
