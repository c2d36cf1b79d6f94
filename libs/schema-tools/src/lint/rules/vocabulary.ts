import { readTables } from '../../generate/catalogue/tables.ts';
import { differingColumns, vocabulariesOf } from '../../generate/vocabularies.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const vocabulary: SchemaRule = {
  id: 'vocabulary',
  level: 'error',
  says: 'A CHECK and a contract list the same kind of words, but the lists differ.',
  why:
    'Lists that share words are one vocabulary. A word that is only in one list can be ' +
    'written in one place but not in the other.',
  wayOut: 'Make the lists of the contract and the CHECK equal.',
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
