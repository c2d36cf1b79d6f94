import {
  asReadFunction,
  functionName,
  type CompiledContracts,
  type SqlFunction,
} from './functions.ts';
import { functionsSchema, tablePlace, type TablePlace } from './places.ts';
import { sqlTemplate } from './sql-template.ts';
import { fittingName, identifier, literal, qualified, quoted } from './sql-text.ts';

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

/** A type for JSON arguments. */
interface DomainPiece {
  readonly kind: 'domain';
  readonly schema: string;
  /** Its own name, and that of its function. */
  readonly name: string;
  readonly sql: string;
}

/** A CHECK of this tool: its name ends in `_contract`, and no other CHECK's does. */
export interface CheckPiece extends TablePlace {
  readonly kind: 'check';
  readonly column: string;
  /** The name of the contract's function. */
  readonly contract: string;
  readonly name: string;
  readonly expression: string;
  /** The function that it calls, if it calls one. */
  readonly calls?: string;
}

/** The comment on a JSONB column, whose name it has. */
interface CommentPiece extends TablePlace {
  readonly kind: 'comment';
  readonly name: string;
  readonly sql: string;
}

/** The suffix of each CHECK of this tool. */
export const checkSuffix = '_contract';

/** All objects that enforce the contracts in a database, in the order of their creation. */
export function piecesOf(compiled: CompiledContracts): Piece[] {
  const { contracts, domains, functions, from } = compiled;
  const about =
    `What the CHECKs of JSONB columns ask: functions compiled from the contracts of ${from}. ` +
    'Not exposed to the Data API.';
  return [
    // every writer must see the schema, because functions call others by name
    {
      kind: 'schema',
      name: functionsSchema,
      sql: sqlTemplate('schema.sql', { comment: literal(about) }),
    },
    ...[asReadFunction, ...functions].map((one) => ({ kind: 'function', ...one }) as const),
    // A domain calls its function by name, and no column has it as its type. So a changed contract
    // only changes the function, and the domain stays.
    ...domains.map(({ schema, name, description }): DomainPiece => {
      const type = qualified(schema, name);
      const values = {
        type,
        literal: literal(type),
        constraint: identifier(fittingName(name, checkSuffix)),
        function: functionName(name),
        comment: literal(description),
      };
      return { kind: 'domain', schema, name, sql: sqlTemplate('domain.sql', values) };
    }),
    ...contracts.map(({ schema, table, column, functionName: contract }): CheckPiece => ({
      kind: 'check',
      schema,
      table,
      column,
      contract,
      name: fittingName(`${table}_${column}`, checkSuffix),
      // no dot before it: a column may be called `order`
      expression: `${functionName(contract)}(${quoted(column)})`,
      calls: contract,
    })),
    ...presenceChecks(compiled),
    ...contracts
      // a comment that a person wrote stays
      .filter(({ description }) => description !== '')
      .map(({ schema, table, column, description }): CommentPiece => {
        const name = `${qualified(schema, table)}.${identifier(column)}`;
        const sql = `comment on column ${name} is ${literal(description)};\n`;
        return { kind: 'comment', schema, table, name: column, sql };
      }),
  ];
}

function presenceChecks({
  contracts,
  presentWhen,
  schema: firstSchema,
}: CompiledContracts): CheckPiece[] {
  return Object.entries(presentWhen).flatMap(([key, columns]) =>
    Object.entries(columns).flatMap(([column, when]) => {
      const { schema, table } = tablePlace(key, firstSchema);
      const contract = contracts.find(
        (one) => one.schema === schema && one.table === table && one.column === column,
      );
      return Object.entries(when).map(([other, value]): CheckPiece => ({
        kind: 'check',
        schema,
        table,
        column,
        contract: contract?.functionName ?? column,
        name: fittingName(`${table}_${column}_${other}`, checkSuffix),
        expression:
          `(${quoted(column)} is not null) = ` +
          `(${quoted(other)} is not distinct from ${literal(value)})`,
      }));
    }),
  );
}
