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
  RegisteredContracts,
} from './model.ts';

/**
 * Gives each JSONB column its contract, and describes the arguments. An argument whose type
 * is a domain has the contract of that domain. One that has the name and the type of a column of
 * the table that is returned is for that column, and has its values, its range and its contract.
 * Any other has its type alone.
 *
 * @throws ToolError naming JSONB columns and JSON arguments without a contract, and contracts
 *   without a column or an argument
 */
export function attachContracts(
  catalogue: Catalogue,
  contracts: RegisteredContracts<ContractName>,
): DescribedCatalogue {
  const tables = attachToColumns(catalogue.tables, contracts.columns);
  return { tables, functions: attachToArguments(catalogue.functions, tables, contracts.domains) };
}

function attachToColumns(
  tables: readonly CatalogueTable[],
  contracts: Contracts,
): CatalogueTable[] {
  const missing: string[] = [];
  const unused = new Set(contracts.keys());
  const described = tables.map((table) => ({
    ...table,
    columns: table.columns.map((column): CatalogueColumn => {
      const { name, isArray } = column.type;
      if (name !== 'jsonb' || isArray) return column;
      const place = `${table.name}.${column.name}`;
      const contract = contracts.get(place);
      unused.delete(place);
      if (!contract) missing.push(place);
      return contract ? { ...column, contract } : column;
    }),
  }));
  refuseAny(
    'JSONB columns without a contract',
    missing,
    'Write it, and name it in `jsonContracts`.',
  );
  refuseAny(
    'contracts of no JSONB column of the migrations',
    unused,
    'Make the column in a migration, or take the contract out of `jsonContracts`.',
  );
  return described;
}

function attachToArguments(
  functions: readonly CatalogueFunction[],
  tables: readonly CatalogueTable[],
  contracts: Contracts,
): DescribedFunction[] {
  const missing: string[] = [];
  const unused = new Set(contracts.keys());
  const described = functions.map((one): DescribedFunction => {
    const columns = tables.find(({ name }) => name === one.result?.table)?.columns ?? [];
    const describe = (arg: CatalogueArgument): CatalogueColumn => {
      const { domain } = arg;
      const column = domain === undefined ? columns.find((found) => isFor(arg, found)) : undefined;
      const contract = domain === undefined ? column?.contract : contracts.get(domain);
      if (domain !== undefined) unused.delete(domain);
      if (arg.type.name === 'jsonb' && !contract) missing.push(`${one.name}(${arg.name})`);
      return {
        name: arg.name,
        // Postgres drops the digits of an argument's type: the column still has numeric(3,1)
        type: column?.type ?? arg.type,
        nullable: false,
        hasDefault: arg.hasDefault,
        generated: false,
        ...(contract === undefined ? {} : { contract }),
        ...(column?.values === undefined ? {} : { values: column.values }),
        ...(column?.range === undefined ? {} : { range: column.range }),
      };
    };
    return { ...one, args: one.args.map(describe) };
  });
  refuseAny(
    'JSON arguments without a contract',
    missing,
    'Give each a domain for its type whose contract is in `argumentContracts`, or the name of the ' +
      'JSONB column that it is for.',
  );
  refuseAny(
    'contracts of no argument of the functions',
    unused,
    'Make the function in a migration, or take the contract out of `argumentContracts`.',
  );
  return described;
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
