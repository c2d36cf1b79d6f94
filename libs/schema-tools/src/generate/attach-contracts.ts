import { ToolError } from '@parakeet/command-kit';
import type {
  Catalogue,
  CatalogueArgument,
  CatalogueColumn,
  CatalogueFunction,
  CatalogueTable,
  ContractName,
  Contracts,
  DescribedCatalogue,
  DescribedFunction,
  Limits,
  RegisteredContracts,
} from './model.ts';

/**
 * Gives each JSONB column its contract, and describes the arguments. An argument with a domain as
 * its type has the domain's contract. An argument may have the name and type of a column in the
 * returned table. Then it stands for that column, and has its values, its range and its contract.
 * Any other argument only has its type.
 *
 * @throws ToolError for contracts without a column or an argument. If all are required, also for
 *   JSONB columns and JSON arguments without a contract
 */
export function attachContracts(
  catalogue: Catalogue,
  contracts: RegisteredContracts<ContractName>,
  { schemas = ['public'], require = true }: ContractOptions = {},
): DescribedCatalogue {
  const place = (schema: string, ...names: string[]) =>
    [...(schema === schemas[0] ? [] : [schema]), ...names].join('.');
  const asked = { place, require };
  const tables = attachToColumns(catalogue.tables, contracts.columns, asked);
  const functions = attachToArguments(catalogue.functions, tables, contracts.domains, asked);
  return { tables, functions };
}

interface ContractOptions {
  /** Names in the registry omit the first one. */
  readonly schemas?: readonly string[];
  /** Whether each JSONB column and each JSON argument must have a contract. */
  readonly require?: boolean;
}

interface Asked {
  /**
   * The name of a column in the registry. It begins with the schema, unless that is the first one.
   */
  readonly place: (schema: string, ...names: string[]) => string;
  readonly require: boolean;
}

function attachToColumns(
  tables: readonly CatalogueTable[],
  contracts: Contracts,
  { place, require }: Asked,
): CatalogueTable[] {
  const missing: string[] = [];
  const unused = new Set(contracts.keys());
  const described = tables.map((table) => ({
    ...table,
    columns: table.columns.map((column): CatalogueColumn => {
      const { name, isArray } = column.type;
      if (name !== 'jsonb' || isArray) return column;
      // a view shows a column with its contract
      if (table.view && !column.source) return column;
      const found = place(...(column.source ?? [table.schema, table.name, column.name]));
      const contract = contracts.get(found);
      unused.delete(found);
      if (!contract && !table.view) missing.push(found);
      return contract ? { ...column, contract } : column;
    }),
  }));
  refuseAny(
    'JSONB columns without a contract',
    require ? missing : [],
    'Write it, and name it in `jsonContracts`.',
  );
  refuseAny(
    'contracts without a JSONB column in the migrations',
    unused,
    'Add the column in a migration, or remove the contract from `jsonContracts`.',
  );
  return described;
}

function attachToArguments(
  functions: readonly CatalogueFunction[],
  tables: readonly CatalogueTable[],
  contracts: Contracts,
  { place, require }: Asked,
): DescribedFunction[] {
  const missing: string[] = [];
  const unused = new Set(contracts.keys());
  const described = functions.map((one): DescribedFunction => {
    const { schema, result } = one;
    const returned = result && 'table' in result ? result : undefined;
    const columns =
      tables.find((table) => table.name === returned?.table && table.schema === returned.schema)
        ?.columns ?? [];
    const describe = (arg: CatalogueArgument): CatalogueColumn => {
      const { domain } = arg;
      const column = domain === undefined ? columns.find((found) => isFor(arg, found)) : undefined;
      const contract = domain === undefined ? column?.contract : contracts.get(domain);
      if (domain !== undefined) unused.delete(domain);
      if (arg.type.name === 'jsonb' && !arg.type.isArray && !contract)
        missing.push(`${place(schema, one.name)}(${arg.name})`);
      return {
        name: arg.name,
        // Postgres drops the digits of an argument's type, so the argument is less exact than the
        // column's numeric(3,1)
        type: column?.type ?? arg.type,
        // JSON's null is JSON
        nullable: !contract && /^jsonb?$/.test(arg.type.name),
        hasDefault: arg.hasDefault,
        generated: false,
        ...(contract === undefined ? {} : { contract }),
        ...limitsOf(column ?? arg.limits),
      };
    };
    return { ...one, args: one.args.map(describe) };
  });
  refuseAny(
    'JSON arguments without a contract',
    require ? missing : [],
    'Give each a domain for its type whose contract is in `argumentContracts`, or the name of the ' +
      'JSONB column that it is for.',
  );
  refuseAny(
    'contracts without an argument of a function',
    unused,
    'Add the function in a migration, or remove the contract from `argumentContracts`.',
  );
  return described;
}

/** Not the length, because a function may cut a text itself. */
function limitsOf({ values, range, inYears }: Limits = {}): Limits {
  return {
    ...(values === undefined ? {} : { values }),
    ...(range === undefined ? {} : { range }),
    ...(inYears === undefined ? {} : { inYears }),
  };
}

function isFor(arg: CatalogueArgument, column: CatalogueColumn): boolean {
  return (
    column.name === arg.name &&
    column.type.name === arg.type.name &&
    column.type.isArray === arg.type.isArray
  );
}

function refuseAny(what: string, places: Iterable<string>, next: string): void {
  const named = [...places];
  if (named.length > 0) {
    throw new ToolError(`${what}: ${named.join(', ')}`, { next });
  }
}
