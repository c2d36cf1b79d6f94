import { presentWhen } from '@parakeet/db-types';
import {
  asReadFunction,
  functionsSchema,
  type CompiledContracts,
  type CompiledDomain,
} from './functions.ts';
import { literal } from './sql-text.ts';

/** A function or a comment: a statement that can be run again, and what it makes. */
export interface Piece {
  /** `function contracts.actual_sets`, `comment on session_logs.actual_sets`. */
  readonly name: string;
  readonly sql: string;
}

/** A CHECK that this tool owns: its name ends in `_contract`, and no other CHECK's does. */
export interface ContractCheck {
  readonly table: string;
  readonly name: string;
  readonly expression: string;
  /** Of the function that it calls, if it calls one. */
  readonly function?: string;
}

/** Everything that the contracts want in a database. */
export interface Pieces {
  readonly schema: Piece;
  readonly functions: readonly (Piece & { readonly calls: readonly string[] })[];
  /** The types of JSON arguments. */
  readonly domains: readonly Piece[];
  readonly checks: readonly ContractCheck[];
  readonly comments: readonly Piece[];
}

/** Of each owned CHECK. */
export const checkSuffix = '_contract';

const schemaPiece: Piece = {
  name: `schema ${functionsSchema}`,
  // what calls another function by name has to see the schema, whoever writes the row
  sql: `create schema if not exists ${functionsSchema};
comment on schema ${functionsSchema} is 'What the CHECKs of JSONB columns ask: functions compiled from the contracts of @parakeet/db-types. Not exposed to the Data API.';
grant usage on schema ${functionsSchema} to public;
`,
};

/** What a database needs so that it holds its JSONB columns to the contracts. */
export function piecesOf({ contracts, domains, functions }: CompiledContracts): Pieces {
  return {
    schema: schemaPiece,
    functions: [asReadFunction, ...functions].map(({ name, sql, calls }) => ({
      name: functionPiece(name),
      sql,
      calls: calls.map(functionPiece),
    })),
    domains: domains.map(domainPiece),
    checks: [
      ...contracts.map(({ table, column, functionName }) => ({
        table,
        name: `${table}_${column}${checkSuffix}`,
        expression: `${functionsSchema}.${functionName}(${column})`,
        function: functionPiece(functionName),
      })),
      ...presenceChecks(),
    ],
    comments: contracts.map(({ table, column, description }) => ({
      name: commentPiece(`${table}.${column}`),
      sql: `comment on column public.${table}.${column} is ${literal(description)};\n`,
    })),
  };
}

/**
 * A domain calls its function by name, and no column has it for its type: a contract that changes
 * is another function, and the domain stays as it is.
 */
function domainPiece({ name, description }: CompiledDomain): Piece {
  const constraint = `${name}${checkSuffix}`;
  return {
    name: `domain ${name}`,
    sql: `do $domain$
begin
  if to_regtype('public.${name}') is null then
    create domain public.${name} as jsonb;
  end if;
end
$domain$;
alter domain public.${name} drop constraint if exists ${constraint};
alter domain public.${name} add constraint ${constraint}
  check (${functionsSchema}.${name}(value));
comment on domain public.${name} is ${literal(description)};
`,
  };
}

/** The name of a function's piece, as the catalogue of a database has it too. */
export function functionPiece(name: string): string {
  return `function ${functionsSchema}.${name}`;
}

/** @param column `session_logs.actual_sets` */
export function commentPiece(column: string): string {
  return `comment on ${column}`;
}

/** The table of a column whose comment a piece is. */
export function tableOfComment(piece: string): string {
  return piece.slice(commentPiece('').length).split('.')[0] ?? '';
}

function presenceChecks(): ContractCheck[] {
  return Object.entries(presentWhen).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, when]) =>
      Object.entries(when).map(([other, value]) => ({
        table,
        name: `${table}_${column}_${other}${checkSuffix}`,
        expression: `(${column} is not null) = (${other} is not distinct from ${literal(value)})`,
      })),
    ),
  );
}
