import * as z from 'zod';
import { deepest, findNoJson } from '../contracts/json-value.ts';

/** Any JSON, as the Supabase CLI writes the type. */
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

/** `json` and `jsonb` without a contract: any JSON that Postgres can store, null too. */
export const json = /* @__PURE__ */ anyJson<Json>(true);

/** The same in a column that is NOT NULL. */
export const presentJson = /* @__PURE__ */ anyJson<NonNullable<Json>>(false);

function anyJson<Type>(mayBeNull: boolean) {
  return z.custom<Type>((value) => problemOf(value, mayBeNull) === undefined, {
    error: ({ input }) => problemOf(input, mayBeNull) ?? 'expected JSON',
  });
}

function problemOf(value: unknown, mayBeNull: boolean): string | undefined {
  if (value === null) return mayBeNull ? undefined : 'expected JSON, got null';
  const problem = findNoJson(value, deepest);
  if (!problem) return undefined;
  const place = problem.path.length === 0 ? '' : ` at ${problem.path.map(String).join('.')}`;
  return `${problem.message}${place}`;
}
