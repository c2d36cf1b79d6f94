import { functionsSchema } from './functions.ts';
import { addCheck, type ContractsPlan } from './plan.ts';

const header = `-- What the contracts of JSONB columns and JSON arguments ask, asked by Postgres too. Written by
-- \`npx nx run db-schema:contracts\` from libs/db-types/src/json; when a contract changes, it
-- writes a further migration.
`;

const firstStep = `
-- Step 1: the functions, and the CHECKs as NOT VALID, in a transaction of its own (the Supabase
-- CLI makes none around a file that has one). From here on every row that is written is held to
-- them. Nothing is read, so the locks are short; where a long transaction is in the way, this
-- gives up after a while, and all is as it was, rather than have everybody wait behind it.
begin;
set local lock_timeout = '5s';
`;

const secondStep = `
-- The locks go with the transaction, before any table is read.
commit;

-- Step 2: the rows that were there already are read, while everybody reads and writes on. Should
-- one of them break a CHECK, this stops there and names the CHECK, which holds for new rows on.
-- \`npx nx run db-schema:audit\` finds the rows; mend them, and push again: every statement here
-- can be run twice.
`;

/** The forward migration that makes what a plan says: readable, and safe to run again. */
export function migrationText(plan: ContractsPlan): string {
  const { schema, functions, domains, checks, comments } = plan;
  const { leftChecks, leftDomains, leftFunctions } = plan;
  const first = [
    ...(schema ? [schema.sql] : []),
    ...functions.map(({ sql }) => sql),
    ...domains.map(({ sql }) => sql),
    ...checks.map((check) => addCheck(check, ' not valid')),
    ...leftChecks.map(
      ({ table, name }) => `alter table public.${table} drop constraint if exists ${name};\n`,
    ),
    ...leftDomains.map((name) => `drop domain if exists public.${name};\n`),
    ...leftFunctions.map((name) => `drop function if exists ${name};\n`),
    ...comments.map(({ sql }) => sql),
  ];
  const second = checks.map(
    ({ table, name }) => `alter table public.${table} validate constraint ${name};\n`,
  );
  return [
    header,
    firstStep,
    ...first.map((sql) => `\n${sql}`),
    ...(second.length === 0 ? ['\ncommit;\n'] : [secondStep, '\n', ...second]),
  ].join('');
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
