import { compileContracts, piecesOf } from '../../contracts/index.ts';
import type { Hit, Schema, SchemaRule } from '../rule.ts';

export const contractNotEnforced: SchemaRule = {
  id: 'contract-not-enforced',
  level: 'error',
  says: 'Postgres does not check the contract of a JSON column.',
  why:
    'The types and the row schemas promise the contract, but no CHECK enforces it: it is ' +
    'missing or was never validated.',
  wayOut: 'Run contracts, which writes the migration.',
  schema: async ({ client, contracts }: Schema): Promise<Hit[]> => {
    if (contracts.columns.size === 0) return [];
    const checks = piecesOf(compileContracts(contracts.sources)).filter(
      (piece) => piece.kind === 'check',
    );
    const { rows } = await client.query<{ name: string; valid: boolean }>(`
      select n.nspname || '.' || t.relname || '.' || c.conname as name, c.convalidated as valid
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid
      join pg_namespace n on n.oid = t.relnamespace
      where c.contype = 'c'`);
    const valid = new Map(rows.map((row) => [row.name, row.valid]));
    return checks.flatMap(({ schema, table, column, name }): Hit[] => {
      const state = valid.get(`${schema}.${table}.${name}`);
      if (state === true) return [];
      const says = state === undefined ? `has no CHECK ${name}` : `has ${name} still NOT VALID`;
      return [{ object: `${schema}.${table}.${column}`, says, words: [column] }];
    });
  },
  bad: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ colour: z.string().max(9) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: 'create table public.notes (id bigint primary key, details jsonb);',
  },
  good: {
    contracts: `
      import * as z from 'zod';
      export const Details = z.strictObject({ colour: z.string().max(9) });
      export const jsonContracts = { notes: { details: Details } };`,
    sql: `
      create schema contracts;
      create function contracts.details(document jsonb) returns boolean language sql
        as $$ select true $$;
      create table public.notes (
        id bigint primary key,
        details jsonb constraint notes_details_contract check (contracts.details(details))
      );`,
  },
};
