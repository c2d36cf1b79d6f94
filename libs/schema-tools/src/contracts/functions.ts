import { ToolError } from '@parakeet/command-kit';
import * as z from 'zod';
import type { ContractNode } from './contract-node.ts';
import { partsOf, readContract } from './read-contract.ts';
import { sqlCheck } from './sql-check.ts';
import { sqlTemplate } from './sql-template.ts';
import { literal } from './sql-text.ts';

/** The schema of the functions; nothing else is in it, and the Data API does not expose it. */
export const functionsSchema = 'contracts';

/** A function in the schema `contracts`, and those that it calls. */
export interface SqlFunction {
  /** Without the schema: `actual_sets`. */
  readonly name: string;
  /** `create or replace function …`, and its comment. */
  readonly sql: string;
  readonly calls: readonly string[];
}

/** A contract of a column, as Postgres has it. */
export interface CompiledContract {
  readonly table: string;
  readonly column: string;
  /** Of the function that checks the column, without the schema. */
  readonly functionName: string;
  /** What the column means, for its comment. */
  readonly description: string;
}

/** A contract of JSON arguments, which have a domain for their type. */
export interface CompiledDomain {
  /** Of the domain in `public`, and of the function that checks it: `program_sessions`. */
  readonly name: string;
  readonly description: string;
}

export interface CompiledContracts {
  readonly contracts: readonly CompiledContract[];
  readonly domains: readonly CompiledDomain[];
  /** In an order in which each follows those that it calls. */
  readonly functions: readonly SqlFunction[];
  readonly presentWhen: ContractSources['presentWhen'];
  readonly from: string;
}

/** What is compiled, and under which names. */
export interface ContractSources {
  /** Contracts by table and column. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;
  /** Contracts by the domain of the arguments that they are of. */
  readonly domains: Readonly<Record<string, z.core.$ZodType>>;
  /** The names that schemas are exported under. */
  readonly names: ReadonlyMap<unknown, string>;
  /**
   * Columns that have a value exactly when another column of the row has a certain one: by table,
   * column and the other column.
   */
  readonly presentWhen: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  >;
  /** The package that has the contracts, for comments in the database. */
  readonly from: string;
}

/**
 * Compiles contracts to functions in SQL: one a contract, and one for each part of it that is
 * exported under a name, elements of lists aside. A function has the name of the schema that it
 * checks: `contracts.actual_sets` of `ActualSets`.
 *
 * @throws ToolError naming table, column and place of what cannot be asked of Postgres, and if a
 *   contract has no name, or a domain another one than its contract
 */
export function compileContracts(sources: ContractSources): CompiledContracts {
  const { columns: registry, domains: byDomain, names, presentWhen, from } = sources;
  const columns = Object.entries(registry).flatMap(([table, contracts]) =>
    Object.entries(contracts).map(([column, schema]) => ({ table, column, schema })),
  );
  const compiler = new Compiler(names, from, [
    ...columns.map(({ schema }) => schema),
    ...Object.values(byDomain),
  ]);
  const contracts = columns.map(({ table, column, schema }) => ({
    table,
    column,
    functionName: compiler.compile(schema, `${table}.${column}`),
    description: descriptionOf(schema),
  }));
  const domains = Object.entries(byDomain).map(([name, schema]) => {
    const functionName = compiler.compile(schema, name);
    if (functionName !== name) {
      throw new ToolError(`the domain ${name} has a contract of another name: ${functionName}`, {
        next: 'Give it the name of its contract in `argumentContracts`.',
      });
    }
    return { name, description: descriptionOf(schema) };
  });
  return { contracts, domains, functions: compiler.functions, presentWhen, from };
}

function descriptionOf(schema: z.core.$ZodType): string {
  return z.globalRegistry.get(schema)?.description ?? '';
}

class Compiler {
  readonly #names: ReadonlyMap<unknown, string>;
  readonly #from: string;
  readonly #contracts: ReadonlySet<z.core.$ZodType>;
  readonly #functions = new Map<string, SqlFunction>();

  constructor(
    names: ReadonlyMap<unknown, string>,
    from: string,
    contracts: readonly z.core.$ZodType[],
  ) {
    this.#names = names;
    this.#from = from;
    this.#contracts = new Set(contracts);
  }

  get functions(): SqlFunction[] {
    return [...this.#functions.values()];
  }

  /** Adds the function of a schema, and before it those that it calls. */
  compile(schema: z.core.$ZodType, path: string): string {
    const exported = this.#names.get(schema);
    if (exported === undefined) {
      throw new ToolError(`${path}: the contract has no name`, {
        next: 'Export it: its function has the name of the export.',
      });
    }
    const name = snakeCase(exported);
    if (this.#functions.has(name)) return name;
    const calls = new Set<string>();
    const isPart = (part: z.core.$ZodType) => this.#names.has(part) && isLarge(part);
    const node = readContract(path, schema, isPart);
    const check = sqlCheck(node, 'document', (part) => {
      const called = this.compile(part, `${path} › ${this.#names.get(part) ?? 'a part'}`);
      calls.add(called);
      return `${functionsSchema}.${called}`;
    });
    const isContract = this.#contracts.has(schema);
    // what holds numbers may be valid once they are rounded as JavaScript does
    const levels = isContract ? depthOf(node, schema) : 0;
    if (levels > 0) calls.add(asReadName);
    const sql = functionSql({ name, exported, from: this.#from, check, levels });
    this.#functions.set(name, { name, sql, calls: [...calls] });
    return name;
  }
}

/** Whether a schema is worth a function of its own: a number or a word is not. */
function isLarge(schema: z.core.$ZodType): boolean {
  return (
    schema instanceof z.core.$ZodObject ||
    schema instanceof z.core.$ZodArray ||
    schema instanceof z.core.$ZodUnion
  );
}

/** Levels of objects and lists down to the deepest number with bounds; 0 if there is none. */
function depthOf(node: ContractNode, schema: z.core.$ZodType): number {
  if (node.kind === 'any_object') return 0;
  const depth = (inner: z.core.$ZodType): number => {
    const parts = partsOf(inner);
    const below = parts.length === 0 ? 0 : Math.max(...parts.map(depth));
    return isLarge(inner) || inner instanceof z.core.$ZodTuple ? below + 1 : below;
  };
  return depth(schema);
}

interface FunctionText {
  readonly name: string;
  readonly exported: string;
  readonly from: string;
  readonly check: readonly string[];
  readonly levels: number;
}

function functionSql({ name, exported, from, check, levels }: FunctionText): string {
  const lines = check.map((line) => `    ${line}`).join('\n');
  const verdict =
    levels === 0
      ? `  return (\n${lines}\n  ) is true;`
      : `  if (\n${lines}\n  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(${functionsSchema}.${name}(${functionsSchema}.${asReadName}(document, ${levels})), false);`;
  const comment = literal(`Whether a document is what ${exported} of ${from} describes.`);
  return sqlTemplate('contract-function.sql', { name, exported, from, verdict, comment });
}

const asReadName = 'as_clients_read';

/**
 * A double holds some 16 digits; a client reads 1.05000000000000000001 as 1.05, and Zod, which
 * sees what JSON.parse made of it, takes it. Postgres keeps every digit.
 */
export const asReadFunction: SqlFunction = {
  name: asReadName,
  calls: [],
  sql: sqlTemplate('as-clients-read.sql'),
};

/** `actual_sets` for `ActualSets`, and `jit_input_snapshot_v1` for `JitInputSnapshotV1`. */
function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}
