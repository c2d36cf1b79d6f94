import { columnPlace } from '../../contracts/index.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const jsonbWithoutContract: SchemaRule = {
  id: 'jsonb-without-contract',
  level: 'warning',
  isOptIn: true,
  says: 'A JSON column has no contract.',
  why:
    'Every version of the app can write any document there, and each reader must expect all ' +
    'of them.',
  wayOut: 'Write a contract in Zod, and name it in jsonContracts: docs/contracts.md.',
  schema: async ({ client, contracts }: Schema): Promise<Hit[]> => {
    const known = new Set(
      Array.from(contracts.columns.keys(), (place) => {
        const { schema, table, column } = columnPlace(place, contracts.sources.schema);
        return `${schema}.${table}.${column}`;
      }),
    );
    const { rows } = await client.query<Hit & { place: string }>(`
      select r.name || '.' || a.attname as object,
        r.schema || '.' || r.relation || '.' || a.attname as place,
        'is ' || format_type(a.atttypid, a.atttypmod) || ' without a contract' as says,
        array[a.attname::text] as words
      from relations r
      join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
      where r.kind = 'table' and a.atttypid in ('json'::regtype, 'jsonb'::regtype)`);
    return rows.filter(({ place }) => !known.has(place));
  },
  bad: {
    lint: { rules: { 'jsonb-without-contract': 'warning' } },
    sql: 'create table public.notes (id bigint primary key, details jsonb);',
  },
  good: {
    lint: { rules: { 'jsonb-without-contract': 'warning' } },
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ colour: z.string().max(9) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: 'create table public.notes (id bigint primary key, details jsonb);',
  },
};
