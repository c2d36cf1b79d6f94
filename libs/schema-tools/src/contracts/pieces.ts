import {
  asReadFunction,
  functionsSchema,
  type CompiledContracts,
  type SqlFunction,
} from './functions.ts';
import { sqlTemplate } from './sql-template.ts';
import { literal } from './sql-text.ts';

/** An object that the contracts need in a database. The statement for it can be run twice. */
export type Piece = SchemaPiece | FunctionPiece | DomainPiece | CheckPiece | CommentPiece;

interface SchemaPiece {
  readonly kind: 'schema';
  readonly name: string;
  readonly sql: string;
}

interface FunctionPiece extends SqlFunction {
  readonly kind: 'function';
}

/** The type of JSON arguments. */
interface DomainPiece {
  readonly kind: 'domain';
  /** Its own, and that of the function that it calls. */
  readonly name: string;
  readonly sql: string;
}

/** A CHECK that this tool owns: its name ends in `_contract`, and no other CHECK's does. */
export interface CheckPiece {
  readonly kind: 'check';
  readonly table: string;
  readonly column: string;
  /** The function of the column's contract. */
  readonly contract: string;
  readonly name: string;
  readonly expression: string;
  /** The function that it calls, if it calls one. */
  readonly calls?: string;
}

/** The comment on a JSONB column, whose name it has. */
interface CommentPiece {
  readonly kind: 'comment';
  readonly table: string;
  readonly name: string;
  readonly sql: string;
}

/** Of each owned CHECK. */
export const checkSuffix = '_contract';

/**
 * All objects that a database needs to enforce the contracts, in the order in which they are made.
 */
export function piecesOf(compiled: CompiledContracts): Piece[] {
  const { contracts, domains, functions, from } = compiled;
  const about =
    `What the CHECKs of JSONB columns ask: functions compiled from the contracts of ${from}. ` +
    'Not exposed to the Data API.';
  return [
    // what calls another function by name has to see the schema, whoever writes the row
    {
      kind: 'schema',
      name: functionsSchema,
      sql: sqlTemplate('schema.sql', { comment: literal(about) }),
    },
    ...[asReadFunction, ...functions].map((one) => ({ kind: 'function', ...one }) as const),
    // A domain calls its function by name, and no column has it for its type: a contract that
    // changes is another function, and the domain stays as it is.
    ...domains.map(({ name, description }): DomainPiece => {
      const values = { name, constraint: `${name}${checkSuffix}`, comment: literal(description) };
      return { kind: 'domain', name, sql: sqlTemplate('domain.sql', values) };
    }),
    ...contracts.map(({ table, column, functionName }): CheckPiece => ({
      kind: 'check',
      table,
      column,
      contract: functionName,
      name: `${table}_${column}${checkSuffix}`,
      expression: `${functionsSchema}.${functionName}(${column})`,
      calls: functionName,
    })),
    ...presenceChecks(compiled),
    ...contracts.map(({ table, column, description }): CommentPiece => ({
      kind: 'comment',
      table,
      name: column,
      sql: `comment on column public.${table}.${column} is ${literal(description)};\n`,
    })),
  ];
}

function presenceChecks({ contracts, presentWhen }: CompiledContracts): CheckPiece[] {
  return Object.entries(presentWhen).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([column, when]) => {
      const contract = contracts.find((one) => one.table === table && one.column === column);
      return Object.entries(when).map(([other, value]): CheckPiece => ({
        kind: 'check',
        table,
        column,
        contract: contract?.functionName ?? column,
        name: `${table}_${column}_${other}${checkSuffix}`,
        expression: `(${column} is not null) = (${other} is not distinct from ${literal(value)})`,
      }));
    }),
  );
}
