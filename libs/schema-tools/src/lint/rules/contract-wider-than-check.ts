import pg from 'pg';
import { columnPlace } from '../../contracts/index.ts';
import { sampleDocuments } from '../sample-documents.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

interface Row {
  readonly check: string;
  readonly expression: string;
}

export const contractWiderThanCheck: SchemaRule = {
  id: 'contract-wider-than-check',
  level: 'error',
  says: 'A contract accepts a document that another CHECK of the column refuses.',
  why:
    'An app that validates with the contract sends the document, and the database refuses it ' +
    'with 23514. The rule tries the extreme documents of the contract on the CHECK.',
  wayOut: 'Put the same limit in the contract, or drop the CHECK: the contract has its own.',
  schema: async ({ client, contracts }: Schema): Promise<Hit[]> => {
    const found: Hit[] = [];
    for (const [place, contract] of contracts.columns) {
      const { schema, table, column } = columnPlace(place, contracts.sources.schema);
      const { rows } = await client.query<Row>(checksOf, [schema, table, column]);
      if (rows.length === 0) continue;
      const documents = sampleDocuments(place, contract.schema);
      for (const { check, expression } of rows) {
        const refused = await firstRefused(client, column, expression, documents);
        if (refused === undefined) continue;
        const says = `is refused by ${check}, which the contract takes: ${refused.slice(0, 80)}`;
        found.push({ object: `${schema}.${table}.${column}`, says, words: [column] });
      }
    }
    return found;
  },
  bad: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ stars: z.number().min(0).max(10) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: `
      create table public.notes (
        id bigint primary key,
        details jsonb constraint notes_stars_check check ((details ->> 'stars')::numeric <= 5)
      );`,
  },
  good: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ stars: z.number().min(0).max(5) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: `
      create table public.notes (
        id bigint primary key,
        details jsonb constraint notes_stars_check check ((details ->> 'stars')::numeric <= 5)
      );`,
  },
};

/** CHECKs on a single column, except those of contracts. */
const checksOf = `
  select c.conname::text as check, pg_get_expr(c.conbin, c.conrelid) as expression
  from pg_constraint c
  join pg_class t on t.oid = c.conrelid
  join pg_namespace n on n.oid = t.relnamespace
  join pg_attribute a on a.attrelid = t.oid and c.conkey = array[a.attnum]
  where c.contype = 'c' and c.conname not like '%\\_contract'
    and n.nspname = $1 and t.relname = $2 and a.attname = $3
    and a.atttypid in ('json'::regtype, 'jsonb'::regtype)`;

/** The first document that the CHECK refuses, or for which it raises an error. */
async function firstRefused(
  client: pg.ClientBase,
  column: string,
  expression: string,
  documents: readonly unknown[],
): Promise<string | undefined> {
  for (const document of documents) {
    const text = JSON.stringify(document);
    try {
      const { rows } = await client.query<{ refused: boolean }>(
        `select (${expression}) is false as refused
         from (select $1::jsonb as ${pg.escapeIdentifier(column)}) as row`,
        [text],
      );
      if (rows[0]?.refused === true) return text;
    } catch (cause) {
      if (!(cause instanceof pg.DatabaseError)) throw cause;
      return text;
    }
  }
  return undefined;
}
