import { functionsSchema } from './functions.ts';
import { tableOfComment } from './pieces.ts';
import { addCheck, type ContractsPlan } from './plan.ts';

const header = `-- What the contracts of JSONB columns and JSON arguments ask, asked by Postgres too. Written by
-- \`npx nx run db-schema:contracts\` from libs/db-types/src/json; when a contract changes, it
-- writes a further migration.
`;

const firstStep = `
-- Step 1: the functions, then the CHECKs as NOT VALID: from here on every row that is written is
-- held to them. Nothing is read, so the locks are short, and there is a transaction a table (the
-- Supabase CLI makes none around a file that has its own), so that none is held while the next is
-- waited for. Where a long transaction is in the way, this gives up before anybody has waited long
-- behind it; push it again then: every statement here can be run twice.
`;

const begin = `begin;
set local lock_timeout = '800ms';
`;

const secondStep = `
-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- \`npx nx run db-schema:audit\` finds the rows; mend them, and push again.

`;

/** The forward migration that makes what a plan says: readable, and safe to run again. */
export function migrationText(plan: ContractsPlan): string {
  const { schema, functions, domains, checks, comments } = plan;
  const { leftChecks, leftDomains, leftFunctions } = plan;
  const made = [
    ...(schema ? [schema.sql] : []),
    ...functions.map(({ sql }) => sql),
    ...domains.map(({ sql }) => sql),
  ];
  const tables = new Map<string, string[]>();
  const ofTable = (table: string, sql: string) =>
    tables.set(table, [...(tables.get(table) ?? []), sql]);
  for (const check of checks) ofTable(check.table, addCheck(check, ' not valid'));
  for (const { table, name } of leftChecks) {
    ofTable(table, `alter table public.${table} drop constraint if exists ${name};\n`);
  }
  for (const { name, sql } of comments) ofTable(tableOfComment(name), sql);
  const dropped = [
    ...leftDomains.map((name) => `drop domain if exists public.${name};\n`),
    ...leftFunctions.map((name) => `drop function if exists ${name};\n`),
  ];
  const validated = checks.map(
    ({ table, name }) => `alter table public.${table} validate constraint ${name};\n`,
  );
  return [
    header,
    firstStep,
    ...[made, ...tables.values(), dropped].flatMap(transaction),
    ...(validated.length === 0 ? [] : [secondStep, ...validated]),
  ].join('');
}

function transaction(statements: readonly string[]): string[] {
  if (statements.length === 0) return [];
  return ['\n', begin, ...statements.map((sql) => `\n${sql}`), '\ncommit;\n'];
}

/** What a plan does, a line a thing: for the person who asked for it. */
export function describePlan(plan: ContractsPlan): (readonly [string, string])[] {
  const { schema, functions, domains, checks, comments } = plan;
  const { leftChecks, leftDomains, leftFunctions } = plan;
  return [
    ...(schema ? [['schema', functionsSchema] as const] : []),
    ...functions.map(({ name }) => ['function', name.replace('function ', '')] as const),
    ...domains.map(({ name }) => ['domain', name.replace('domain ', '')] as const),
    ...checks.map(({ table, name }) => ['CHECK', `${name} on ${table}`] as const),
    ...comments.map(({ name }) => ['comment', name.replace('comment on ', '')] as const),
    ...leftChecks.map(({ table, name }) => ['CHECK dropped', `${name} on ${table}`] as const),
    ...leftDomains.map((name) => ['domain dropped', name] as const),
    ...leftFunctions.map((name) => ['function dropped', name] as const),
  ];
}
