import { ToolError } from '@parakeet/command-kit';
import * as z from 'zod';
import { cannot } from './asked.ts';
import type { ContractNode } from './contract-node.ts';
import { levelsOf, recursionWithoutLimit } from './levels.ts';
import { isRecursive } from './parts.ts';
import { functionsSchema, tablePlace, type TablePlace } from './places.ts';
import { readContract } from './read-contract.ts';
import { sqlCheck } from './sql-check.ts';
import { sqlTemplate } from './sql-template.ts';
import { fittingName, identifier, literal } from './sql-text.ts';

/** A function in the schema `contracts`, and the functions that it calls. */
export interface SqlFunction {
  /** Without the schema: `actual_sets`. */
  readonly name: string;
  /** `create or replace function …`, and its comment. */
  readonly sql: string;
  readonly calls: readonly string[];
  /** Its regular expressions, because Postgres may refuse them as too complex. */
  readonly patterns: readonly string[];
}

/** A contract of a column, in its SQL form. */
export interface CompiledContract extends TablePlace {
  readonly column: string;
  /** The function that checks the column, without the schema. */
  readonly functionName: string;
  /** The meaning of the column, for its comment. */
  readonly description: string;
}

/** A contract of JSON arguments, whose type is a domain. */
export interface CompiledDomain {
  readonly schema: string;
  /** The name of the domain, and of its function: `program_sessions`. */
  readonly name: string;
  readonly description: string;
}

export interface CompiledContracts {
  readonly contracts: readonly CompiledContract[];
  readonly domains: readonly CompiledDomain[];
  /** In an order such that each follows the functions that it calls. */
  readonly functions: readonly SqlFunction[];
  readonly presentWhen: ContractSources['presentWhen'];
  /** The schema of tables and domains without a schema in their name. */
  readonly schema: string;
  readonly from: string;
}

/** The contracts to compile, and their names. */
export interface ContractSources {
  /** The schema of tables and domains without a schema in their name. */
  readonly schema: string;
  /** Contracts by table (with a schema if it is another: `basejump.accounts`) and column. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>>;
  /** Contracts by the domain of the arguments. */
  readonly domains: Readonly<Record<string, z.core.$ZodType>>;
  /** The export names of the schemas. */
  readonly names: ReadonlyMap<unknown, string>;
  /**
   * Columns that have a value exactly if another column of the row has a certain one: by table,
   * column and the other column.
   */
  readonly presentWhen: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
  >;
  /** The package of the contracts, for comments in the database. */
  readonly from: string;
}

/**
 * Compiles contracts to SQL functions: one for each contract, and one for each exported part of it,
 * except elements of lists. A function is named after its schema: `contracts.actual_sets` for
 * `ActualSets`.
 *
 * @throws ToolError with table, column and place of an unsupported part. It also throws if a
 *   contract has no name or the name of another, or if a domain is not named after its contract
 */
export function compileContracts(sources: ContractSources): CompiledContracts {
  const { schema: first, columns: registry, domains: byDomain, names, presentWhen, from } = sources;
  const columns = Object.entries(registry).flatMap(([key, contracts]) =>
    Object.entries(contracts).map(([column, contract]) => ({ key, column, contract })),
  );
  const compiler = new Compiler(names, from, [
    ...columns.map(({ contract }) => contract),
    ...Object.values(byDomain),
  ]);
  const contracts = columns.map(({ key, column, contract }) => ({
    ...tablePlace(key, first),
    column,
    functionName: compiler.compile(contract, `${key}.${column}`),
    description: descriptionOf(contract),
  }));
  const domains = Object.entries(byDomain).map(([key, contract]) => {
    const called = compiler.compile(contract, key);
    const { schema, table: name } = tablePlace(key, first);
    if (called !== name) {
      throw new ToolError(`the domain ${name} has a contract of another name: ${called}`, {
        next: 'Give it the name of its contract in `argumentContracts`.',
      });
    }
    return { schema, name, description: descriptionOf(contract) };
  });
  return { contracts, domains, functions: compiler.functions, presentWhen, schema: first, from };
}

function descriptionOf(schema: z.core.$ZodType): string {
  return z.globalRegistry.get(schema)?.description ?? '';
}

class Compiler {
  readonly #names: ReadonlyMap<unknown, string>;
  readonly #from: string;
  readonly #contracts: ReadonlySet<z.core.$ZodType>;
  readonly #functions = new Map<string, SqlFunction>();
  /** The named functions, including unfinished ones. */
  readonly #owners = new Map<string, z.core.$ZodType>();

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

  /** Adds the function of a schema, after the functions that it calls, except itself. */
  compile(schema: z.core.$ZodType, path: string): string {
    const exported = this.#names.get(schema);
    if (exported === undefined) {
      throw new ToolError(`${path}: the contract has no name`, {
        next: 'Export it: the function takes the name of the export.',
      });
    }
    const name = fittingName(snakeCase(exported));
    const owner = this.#owners.get(name);
    if (owner === schema) return name;
    if (owner || name === asReadName) throw this.#clash(path, name, exported, owner);
    this.#owners.set(name, schema);
    if (this.#contracts.has(schema)) requireLimit(schema, path);
    const calls = new Set<string>();
    const isPart = (part: z.core.$ZodType) =>
      this.#names.has(part) && (isLarge(part) || isRecursive(part));
    const node = readContract(path, schema, isPart);
    const check = sqlCheck(node, 'document', (part) => {
      const called = this.compile(part, `${path} › ${this.#names.get(part) ?? 'a part'}`);
      calls.add(called);
      return functionName(called);
    });
    // a document with numbers may become valid once they are rounded as in JavaScript
    const levels = this.#contracts.has(schema) ? levelsOf(node, schema) : undefined;
    if (levels !== undefined) calls.add(asReadName);
    const sql = functionSql({ name, exported, from: this.#from, check, levels });
    this.#functions.set(name, { name, sql, calls: [...calls], patterns: patternsOf(node) });
    return name;
  }

  #clash(path: string, name: string, exported: string, owner: unknown): ToolError {
    const other = owner === undefined ? 'the tools themselves' : this.#names.get(owner);
    return new ToolError(
      `${path}: ${exported} and ${other} would share one function: ${functionsSchema}.${name}`,
      { next: `Rename the export ${exported}: capitals become underscores in the name.` },
    );
  }
}

/** Whether a schema deserves its own function: a number or a word does not. */
function isLarge(schema: z.core.$ZodType): boolean {
  return (
    schema instanceof z.core.$ZodObject ||
    schema instanceof z.core.$ZodArray ||
    schema instanceof z.core.$ZodUnion
  );
}

/** Postgres and JavaScript both fail at some depth, but not at the same. */
function requireLimit(schema: z.core.$ZodType, path: string): void {
  const found = recursionWithoutLimit(schema);
  if (found === undefined) return;
  throw cannot(
    path,
    'a schema inside itself without a limit',
    'Limit the depth of documents: export const Comments = maxDepth(Comment, 20), with maxDepth ' +
      'from @parakeet/schema-runtime/contracts.',
  );
}

function patternsOf(node: ContractNode): string[] {
  const found: string[] = [];
  JSON.stringify(node, (key, value: unknown) => {
    if (key === 'pattern' && typeof value === 'string') found.push(value);
    return key === 'schema' ? undefined : value;
  });
  return found;
}

/** The SQL name of a contract's function: `contracts.actual_sets`. */
export function functionName(name: string): string {
  return `${functionsSchema}.${identifier(name)}`;
}

interface FunctionText {
  readonly name: string;
  readonly exported: string;
  readonly from: string;
  readonly check: readonly string[];
  /** How deep numbers are rounded; undefined without numbers. */
  readonly levels: number | undefined;
}

function functionSql({ name, exported, from, check, levels }: FunctionText): string {
  const lines = check.map((line) => `    ${line}`).join('\n');
  const verdict =
    levels === undefined
      ? `  return (\n${lines}\n  ) is true;`
      : `  if (\n${lines}\n  ) then
    return true;
  end if;
  -- numbers with more digits than a double has are judged as clients read them
  return coalesce(${functionName(name)}(${functionName(asReadName)}(document, ${levels})), false);`;
  const comment = literal(`Whether a document is what ${exported} of ${from} describes.`);
  let quote = 'contract';
  while (verdict.includes(`$${quote}$`)) quote += '_';
  const values = { name: identifier(name), exported, from, verdict, comment, quote };
  return sqlTemplate('contract-function.sql', values);
}

const asReadName = 'as_clients_read';

/**
 * A double has some 16 digits. A client reads 1.05000000000000000001 as 1.05, and Zod accepts it,
 * because it sees the result of JSON.parse. Postgres keeps every digit.
 */
export const asReadFunction: SqlFunction = {
  name: asReadName,
  calls: [],
  patterns: [],
  sql: sqlTemplate('as-clients-read.sql'),
};

/** `actual_sets` for `ActualSets`, and `jit_input_snapshot_v1` for `JitInputSnapshotV1`. */
function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}
