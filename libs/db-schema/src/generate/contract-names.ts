import ts from 'typescript';
import { ToolError } from '@parakeet/command-kit';
import type { CatalogueTable } from './catalogue.ts';

/** The contract of a JSONB column: an export, and the file of libs/db-types/src/json that has it. */
export interface ContractName {
  readonly name: string;
  /** Without folder and ending: `actual-sets`. */
  readonly file: string;
}

/** By table and column, `session_logs.actual_sets`, or by domain. */
export type ContractNames = ReadonlyMap<string, ContractName>;

/** The contracts of the JSONB columns, and those of the domains of JSON arguments. */
export interface RegisteredContracts {
  readonly columns: ContractNames;
  readonly domains: ContractNames;
}

/** Where the contracts are registered; messages point at it. */
export const contractsFile = 'libs/db-types/src/json/contracts.ts';

/**
 * Reads which contract each column and each domain has: the objects `jsonContracts` and
 * `argumentContracts` of contracts.ts, and where their names are imported from.
 *
 * It is read as text. To run it would run what is generated here, which may be gone, old or wrong.
 *
 * @throws ToolError naming the line that is not written in this way
 */
export function readContractNames(text: string): RegisteredContracts {
  const file = ts.createSourceFile(contractsFile, text, ts.ScriptTarget.Latest, true);
  const imports = importsOf(file);
  const nameOf = (contract: ts.Expression): ContractName => {
    const name = contract.getText();
    const imported = ts.isIdentifier(contract) ? imports.get(name) : undefined;
    if (imported === undefined) {
      throw unreadable(contract, file, 'name a contract that is imported from ./<file>.ts');
    }
    return { name, file: imported };
  };
  const columns = propertiesOf(registryOf(file, 'jsonContracts'), file).flatMap(([table, found]) =>
    propertiesOf(found, file).map(([column, contract]) => {
      return [`${table}.${column}`, nameOf(contract)] as const;
    }),
  );
  const domains = propertiesOf(registryOf(file, 'argumentContracts'), file).map(
    ([domain, contract]) => [domain, nameOf(contract)] as const,
  );
  return { columns: new Map(columns), domains: new Map(domains) };
}

/**
 * The tables with the contract of each JSONB column.
 *
 * @throws ToolError naming JSONB columns without a contract, and contracts without a JSONB column
 */
export function withContracts(
  tables: readonly CatalogueTable[],
  contracts: ContractNames,
): CatalogueTable[] {
  const used = new Set<string>();
  const missing: string[] = [];
  const described = tables.map((table): CatalogueTable => {
    const columns = table.columns.map((column) => {
      const { name, isArray } = column.type;
      if (name !== 'jsonb' || isArray) return column;
      const path = `${table.name}.${column.name}`;
      const contract = contracts.get(path);
      if (!contract) {
        missing.push(path);
        return column;
      }
      used.add(path);
      return { ...column, contract };
    });
    return { ...table, columns };
  });
  if (missing.length > 0) {
    throw new ToolError(`JSONB columns without a contract: ${missing.join(', ')}`, {
      next: `Write it in libs/db-types/src/json/, and name it in ${contractsFile}.`,
    });
  }
  const unused = [...contracts.keys()].filter((path) => !used.has(path));
  if (unused.length > 0) {
    throw new ToolError(`contracts of no JSONB column of the migrations: ${unused.join(', ')}`, {
      next: `Make the column in a migration, or take the contract out of ${contractsFile}.`,
    });
  }
  return described;
}

/** File by imported name, of the imports from this folder. */
function importsOf(file: ts.SourceFile): Map<string, string> {
  const imports = new Map<string, string>();
  for (const statement of file.statements.filter(ts.isImportDeclaration)) {
    const from = ts.isStringLiteral(statement.moduleSpecifier)
      ? /^\.\/([\w-]+)\.ts$/.exec(statement.moduleSpecifier.text)?.[1]
      : undefined;
    const bindings = statement.importClause?.namedBindings;
    if (from === undefined || !bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) {
      // under another name it would not be what the generated code imports
      if (propertyName === undefined) imports.set(name.text, from);
    }
  }
  return imports;
}

function registryOf(file: ts.SourceFile, registry: string): ts.Expression {
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (name.getText() === registry && initializer) return initializer;
    }
  }
  throw new ToolError(`${contractsFile} has no \`const ${registry} = { … }\``);
}

function propertiesOf(value: ts.Expression, file: ts.SourceFile): [string, ts.Expression][] {
  const object =
    ts.isSatisfiesExpression(value) || ts.isAsExpression(value) ? value.expression : value;
  if (!ts.isObjectLiteralExpression(object)) {
    throw unreadable(object, file, 'write an object with its keys');
  }
  return object.properties.map((property) => {
    const { name } = property;
    if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) {
      throw unreadable(property, file, 'write each key as a name or a string');
    }
    if (ts.isShorthandPropertyAssignment(property)) return [name.text, property.name];
    if (ts.isPropertyAssignment(property)) return [name.text, property.initializer];
    throw unreadable(property, file, 'give each key its value');
  });
}

function unreadable(node: ts.Node, file: ts.SourceFile, advice: string): ToolError {
  const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return new ToolError(`${contractsFile}:${line} cannot be read: ${node.getText()}`, {
    next: `The generator reads it as text: ${advice}.`,
  });
}
