import type pg from 'pg';
import { ToolError } from '@parakeet/command-kit';
import { functionsSchema } from './functions.ts';
import {
  checkSuffix,
  commentPiece,
  type ContractCheck,
  type Piece,
  type Pieces,
} from './pieces.ts';

/** What a database has of the contracts: a definition by the name of its piece. */
type State = ReadonlyMap<string, string>;

/** The difference between what a database has and what the contracts want. */
export interface ContractsPlan {
  readonly schema?: Piece;
  /** Functions that are new or changed, in an order in which they can be made. */
  readonly functions: readonly Piece[];
  /** Domains that are new or changed. */
  readonly domains: readonly Piece[];
  /** CHECKs that are new, changed, not validated, or that call a function which changes. */
  readonly checks: readonly ContractCheck[];
  readonly comments: readonly Piece[];
  /** CHECKs of a contract that is gone. */
  readonly leftChecks: readonly Pick<ContractCheck, 'table' | 'name'>[];
  /** Domains of a contract that is gone. */
  readonly leftDomains: readonly string[];
  /** Functions, with their arguments, that nothing calls any more. */
  readonly leftFunctions: readonly string[];
}

/**
 * Compares what a migrated database has with what the contracts want.
 *
 * What is wanted is made in a transaction that is taken back, and read from the catalogue by the
 * same query: so Postgres itself says how it writes a function or a CHECK.
 *
 * @param client the owner of the database
 * @throws ToolError if a contract has no JSONB column, or a JSONB column no contract
 */
export async function planContracts(client: pg.ClientBase, wanted: Pieces): Promise<ContractsPlan> {
  const before = await readState(client);
  sameColumns(before, wanted);
  await client.query('begin');
  let after: State;
  try {
    await client.query(wanted.schema.sql);
    for (const { sql } of wanted.functions) await client.query(sql);
    for (const { sql } of wanted.domains) await client.query(sql);
    for (const check of wanted.checks) await client.query(addCheck(check, ''));
    for (const { sql } of wanted.comments) await client.query(sql);
    after = await readState(client);
  } finally {
    await client.query('rollback');
  }
  const differs = (name: string) => before.get(name) !== after.get(name);
  const functions = wanted.functions.filter(({ name }) => differs(name));
  const changed = new Set(functions.map(({ name }) => name));
  const touched = (name: string): boolean =>
    changed.has(name) ||
    (wanted.functions.find((piece) => piece.name === name)?.calls ?? []).some(touched);
  const checks = wanted.checks.filter(
    (check) =>
      differs(checkPiece(check)) || (check.function !== undefined && touched(check.function)),
  );
  return {
    ...(differs(wanted.schema.name) ? { schema: wanted.schema } : {}),
    functions,
    domains: wanted.domains.filter(({ name }) => differs(name)),
    checks,
    comments: wanted.comments.filter(({ name }) => differs(name)),
    ...leftOver(before, wanted),
  };
}

/** Whether the database has all that is wanted, and nothing more. */
export function isInStep(plan: ContractsPlan): boolean {
  const { schema, functions, domains, checks, comments } = plan;
  const left = [plan.leftChecks, plan.leftDomains, plan.leftFunctions];
  const all = [functions, domains, checks, comments, ...left];
  return schema === undefined && all.every(({ length }) => length === 0);
}

/** `alter table … drop constraint if exists …, add constraint …`, so that it can be run again. */
export function addCheck({ table, name, expression }: ContractCheck, validity: string): string {
  return `alter table public.${table}
  drop constraint if exists ${name},
  add constraint ${name}
    check (${expression})${validity};
`;
}

function sameColumns(state: State, { comments }: Pieces): void {
  const contracts = new Set(comments.map(({ name }) => name));
  const columns = new Set([...state.keys()].filter((name) => name.startsWith(commentPiece(''))));
  const noColumn = [...contracts].filter((name) => !columns.has(name)).map(columnOf);
  if (noColumn.length > 0) {
    throw new ToolError(
      `no JSONB column of the migrations has this contract: ${noColumn.join(', ')}`,
      {
        next: 'Make the column in a migration, or take the contract out of libs/db-types/src/json/contracts.ts.',
      },
    );
  }
  const noContract = [...columns].filter((name) => !contracts.has(name)).map(columnOf);
  if (noContract.length > 0) {
    throw new ToolError(`JSONB columns without a contract: ${noContract.join(', ')}`, {
      next: 'Write it in libs/db-types/src/json/, and name it in contracts.ts there.',
    });
  }
}

function columnOf(piece: string): string {
  return piece.slice(commentPiece('').length);
}

function leftOver(
  before: State,
  wanted: Pieces,
): Pick<ContractsPlan, 'leftChecks' | 'leftDomains' | 'leftFunctions'> {
  const names = new Set([
    ...wanted.functions.map(({ name }) => name),
    ...wanted.domains.map(({ name }) => name),
    ...wanted.checks.map(checkPiece),
  ]);
  const left = [...before.keys()].filter((name) => !names.has(name));
  return {
    leftChecks: left
      .map((name) => /^check (\w+)\.(\w+)$/.exec(name))
      .flatMap((match) => (match ? [{ table: match[1] ?? '', name: match[2] ?? '' }] : [])),
    leftDomains: named(left, 'domain '),
    leftFunctions: named(left, 'function '),
  };
}

/** What follows the kind in the names of pieces of this kind. */
function named(pieces: readonly string[], kind: 'domain ' | 'function '): string[] {
  return pieces.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
}

function checkPiece({ table, name }: Pick<ContractCheck, 'table' | 'name'>): string {
  return `check ${table}.${name}`;
}

const stateQuery = `
  select 'schema ' || n.nspname as name,
    concat_ws(' ', obj_description(n.oid, 'pg_namespace'), has_schema_privilege('public', n.oid, 'usage')) as definition
  from pg_catalog.pg_namespace n
  where n.nspname = $1
  union all
  select 'function ' || n.nspname || '.' || p.proname,
    concat_ws(' ', pg_get_functiondef(p.oid), obj_description(p.oid, 'pg_proc'))
  from pg_catalog.pg_proc p
  join pg_catalog.pg_namespace n on n.oid = p.pronamespace
  where n.nspname = $1
  union all
  select 'check ' || c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_class c on c.oid = k.conrelid
  where c.relnamespace = 'public'::regnamespace
    and k.contype = 'c'
    and k.conname like '%' || replace($2, '_', '\\_')
  union all
  select 'domain ' || t.typname,
    concat_ws(' ', format_type(t.typbasetype, t.typtypmod), k.conname, pg_get_constraintdef(k.oid),
      obj_description(t.oid, 'pg_type'))
  from pg_catalog.pg_type t
  join pg_catalog.pg_constraint k on k.contypid = t.oid
  where t.typnamespace = 'public'::regnamespace
    and t.typtype = 'd'
    and k.conname like '%' || replace($2, '_', '\\_')
  union all
  select 'comment on ' || c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
  from pg_catalog.pg_class c
  join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace
    and a.atttypid = 'jsonb'::regtype
  order by 1
`;

async function readState(client: pg.ClientBase): Promise<State> {
  const { rows } = await client.query<{ name: string; definition: string }>(stateQuery, [
    functionsSchema,
    checkSuffix,
  ]);
  return new Map(rows.map(({ name, definition }) => [name, definition]));
}
