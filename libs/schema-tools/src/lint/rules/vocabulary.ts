import { readTables } from '../../generate/catalogue/tables.ts';
import { differingColumns, vocabulariesOf } from '../../generate/vocabularies.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const vocabulary: SchemaRule = {
  id: 'vocabulary',
  level: 'error',
  says: 'A list of words stands in a CHECK and in a contract, and the two differ.',
  why:
    'Lists that share words are one vocabulary. What one takes and the other refuses can be ' +
    'written in one place and not in the other.',
  wayOut: 'Bring the list of the contract or of the CHECK in step.',
  schema: async ({ client, schemas, contracts }: Schema): Promise<Hit[]> => {
    const lists = [...contracts.columns, ...contracts.domains].flatMap(([place, contract]) =>
      vocabulariesOf(contract.schema, place),
    );
    if (lists.length === 0) return [];
    const tables = await readTables(client, schemas);
    return differingColumns(tables, lists).map(({ column, says }) => {
      return { object: column, says, words: [column.split('.').at(-1) ?? ''] };
    });
  },
  bad: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ muscle: z.enum(['quads', 'glutes', 'core']) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: `
      create table public.notes (
        id bigint primary key,
        details jsonb,
        muscle text check (muscle in ('quads', 'glutes'))
      );`,
  },
  good: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ muscle: z.enum(['quads', 'glutes']) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: `
      create table public.notes (
        id bigint primary key,
        details jsonb,
        muscle text check (muscle in ('quads', 'glutes'))
      );`,
  },
};
