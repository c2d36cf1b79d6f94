import { join } from 'node:path';
import { createRunDatabase, dropRunDatabase, type RunDatabase } from '@parakeet/db-harness';
import { baseTemplate } from '@parakeet/local-supabase';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { type Generated, generateFrom, type GeneratedFolder, writeGenerated } from './generated.ts';
import { mutations } from './mutations.ts';
import { madeSamples, madeTypes, samples } from './samples.ts';

// One table with a column of every type, read as the Data API writes JSON, and written from JSON.

interface Schemas {
  readonly EveryRow: z.ZodObject<Record<string, z.ZodType>>;
  readonly EveryInsert: z.ZodObject<Record<string, z.ZodType>>;
}

let database: RunDatabase;
let client: pg.Client;
let generated: Generated;
let written: GeneratedFolder;
let schemas: Schemas;
/** The columns by name: their type and the literals of their values. */
const columns = new Map<string, { readonly type: string; readonly values: readonly string[] }>();
/** What is in the table, by column, as JSON.parse reads it. */
const read = new Map<string, unknown[]>();

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The types that a table's column may have and a literal makes a value of. */
const typesQuery = `
  select t.typname::text as name from pg_type t
  where t.typnamespace = 'pg_catalog'::regnamespace and t.typtype in ('b', 'r', 'm')
    and not exists (select from pg_type e where e.typarray = t.oid)
  order by 1`;

beforeAll(async () => {
  database = await createRunDatabase(baseTemplate);
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query(`
    create extension citext schema extensions;
    create extension ltree schema extensions;
    ${madeTypes}`);
  for (const [name, values] of Object.entries(samples)) {
    columns.set(name, { type: `pg_catalog.${quoted(name)}`, values });
  }
  for (const [type, values] of Object.entries(madeSamples)) columns.set(type, { type, values });
  const plain = [...columns].filter(([, { type }]) => !type.endsWith(']'));
  for (const [name, { type, values }] of plain) {
    columns.set(`${name}[]`, { type: `${type}[]`, values });
  }
  const list = Array.from(columns, ([name, { type }]) => `${quoted(name)} ${type}`);
  await client.query(`create table public.every (${list.join(', ')})`);
  for (const [name, { type, values }] of columns) {
    const insert = (code: string, parameters: readonly string[]) =>
      client.query(`insert into public.every (${quoted(name)}) values (${code})`, [...parameters]);
    if (!type.endsWith('[]') || type.endsWith('[][]')) {
      for (const value of values) await insert('$1', [value]);
    } else {
      const element = type.replace('[]', '');
      const elements = values.map((_, index) => `$${index + 1}::${element}`);
      await insert(`array[${elements.join(', ')}]`, values);
      await insert("'{}'", []);
    }
  }
  const { rows } = await client.query<{ row: string }>(
    'select to_jsonb(e)::text as row from public.every e',
  );
  for (const { row } of rows) {
    for (const [name, value] of Object.entries(JSON.parse(row) as Record<string, unknown>)) {
      if (value !== null) read.set(name, [...(read.get(name) ?? []), value]);
    }
  }
  generated = await generateFrom(database.ownerUrl, ['public']);
  written = await writeGenerated(generated);
  schemas = (await import(join(written.folder, 'rows/every.ts'))) as Schemas;
});
afterAll(async () => {
  await written.remove();
  await client.end();
  await dropRunDatabase(database);
});

describe('a row schema', () => {
  it('knows every type of pg_type that has values', async () => {
    const { rows } = await client.query<{ name: string }>(typesQuery);
    const missing = rows.map(({ name }) => name).filter((name) => !(name in samples));
    // only Postgres makes values of these: their input functions refuse every text
    expect(missing).toEqual([
      'gtsvector',
      'pg_brin_bloom_summary',
      'pg_brin_minmax_multi_summary',
      'pg_dependencies',
      'pg_mcv_list',
      'pg_ndistinct',
      'pg_node_tree',
    ]);
    // an array of these cannot be written as JSON
    expect(generated.notes).toEqual([
      'unknown: public.every.int2vector[] is int2vector[]',
      'unknown: public.every.oidvector[] is oidvector[]',
    ]);
  });

  it('accepts what the Data API delivers of each', () => {
    expect([...read.keys()].toSorted()).toEqual([...columns.keys()].toSorted());
    const refused = [...read].flatMap(([name, values]) =>
      values.flatMap((value) => {
        const { error } = schemas.EveryRow.shape[name]?.safeParse(value) ?? {};
        return error ? [`${name}: ${error.issues.map(({ message }) => message).join(', ')}`] : [];
      }),
    );
    expect(refused).toEqual([]);
  });

  it('is precise: it refuses a value of another kind', () => {
    const others = [true, { no: 1 }, 1.5, '~ no such thing', []];
    const takesAll = Object.entries(schemas.EveryRow.shape).filter(([, schema]) =>
      others.every((other) => schema.safeParse(other).success),
    );
    expect(takesAll.map(([name]) => name)).toEqual([
      'json',
      'jsonb',
      'int2vector[]',
      'oidvector[]',
    ]);
  });
});

/**
 * The types whose text only Postgres can parse. Their schema is that of text, so Postgres may
 * refuse accepted values.
 */
const onlyText = new Set([
  'aclitem',
  'extensions.ltree',
  'jsonpath',
  'money',
  'pg_snapshot',
  'tsquery',
  'tsvector',
  'txid_snapshot',
  'xml',
  ...Object.keys(samples).filter((name) => name.startsWith('reg')),
]);

describe('an insert schema', () => {
  it('accepts no value that Postgres refuses, near its own values', async () => {
    await client.query(`
      create function pg_temp.refusal(name text, value jsonb) returns text language plpgsql as $$
      begin
        execute format(
          'insert into public.every (%1$I) select %1$I from jsonb_populate_record(null::public.every, $1)',
          name
        ) using jsonb_build_object(name, value);
        return null;
      exception when others then return sqlerrm;
      end $$`);
    const accepted: { name: string; value: unknown }[] = [];
    for (const [name, values] of read) {
      if (onlyText.has(name.replace('[]', '')) || name.endsWith('vector[]')) continue;
      const schema = schemas.EveryInsert.shape[name];
      for (const value of mutations(values)) {
        if (schema?.safeParse(value).success) accepted.push({ name, value });
      }
    }
    const { rows } = await client.query<{ name: string; value: unknown; refusal: string }>(
      `select name, value, refusal from (
         select one ->> 'name' as name, one -> 'value' as value,
           pg_temp.refusal(one ->> 'name', one -> 'value') as refusal
         from jsonb_array_elements($1::jsonb) as one
       ) as tried where refusal is not null`,
      [JSON.stringify(accepted)],
    );
    const refusals = rows.map(
      ({ name, value, refusal }) => `${name} ${JSON.stringify(value)}: ${refusal}`,
    );
    expect(refusals).toEqual([]);
    // each type has been tried with other values than the samples
    const times = (column: string) => accepted.filter(({ name }) => name === column).length;
    const untried = [...read.keys()].filter((name) => times(name) < 2);
    const others = untried.filter((name) => !onlyText.has(name.replace('[]', '')));
    expect(others).toEqual(['int2vector[]', 'oidvector[]']);
  });
});
