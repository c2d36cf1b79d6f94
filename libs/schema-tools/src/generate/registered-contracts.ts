import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError } from '@parakeet/command-kit';
import type { ContractName, RegisteredContract, RegisteredContracts } from './model.ts';

const contractsFolder = 'libs/db-types/src/json';

/** Where the contracts are registered; messages point at it. */
export const contractsFile = `${contractsFolder}/contracts.ts`;

/**
 * Loads `jsonContracts` and `argumentContracts` of a checkout, and finds the export that each
 * contract is. Contracts import only types of generated files, so they load while those are missing
 * or wrong.
 *
 * @param root of the checkout
 * @throws ToolError if a file does not load, the registry is not there, or a contract is not the
 *   export of exactly one file beside contracts.ts
 */
export async function loadContracts(root: string): Promise<RegisteredContracts> {
  const registry = await load(root, contractsFile);
  const tables = entriesOf(registry['jsonContracts'], 'jsonContracts');
  const columns = tables.flatMap(([table, contracts]) =>
    entriesOf(contracts, `jsonContracts.${table}`).map(
      ([column, contract]) => [`${table}.${column}`, contract] as const,
    ),
  );
  // contracts from before there were any for arguments have none
  const domains = entriesOf(registry['argumentContracts'] ?? {}, 'argumentContracts');
  const exported = await exportsOf(root);
  const register = (contracts: readonly (readonly [string, unknown])[]) =>
    new Map(
      contracts.map(([place, schema]) => [place, nameContract(place, schema, exported)] as const),
    );
  return { columns: register(columns), domains: register(domains) };
}

type Exports = ReadonlyMap<unknown, readonly ContractName[]>;

/** The exports of the files beside contracts.ts, by their value. */
async function exportsOf(root: string): Promise<Exports> {
  const files = (await readdir(join(root, contractsFolder)))
    // not tests, which have two endings
    .flatMap((entry) => /^([\w-]+)\.ts$/.exec(entry)?.[1] ?? [])
    .filter((file) => file !== 'contracts' && file !== 'index');
  const exported = new Map<unknown, ContractName[]>();
  for (const file of files.toSorted()) {
    for (const [name, value] of Object.entries(await load(root, `${contractsFolder}/${file}.ts`))) {
      if (name === 'default') continue;
      exported.set(value, [...(exported.get(value) ?? []), { name, file }]);
    }
  }
  return exported;
}

function nameContract(place: string, schema: unknown, exported: Exports): RegisteredContract {
  if (!isSchema(schema)) throw new ToolError(`${contractsFile}: ${place} is no Zod schema`);
  const [found, ...others] = exported.get(schema) ?? [];
  if (!found) {
    throw new ToolError(`${contractsFile}: the contract of ${place} has no name`, {
      next: `Export it from a file of ${contractsFolder}/: generated code imports it from there.`,
    });
  }
  if (others.length > 0) {
    const names = [found, ...others].map(({ name, file }) => `${name} of ${file}.ts`);
    throw new ToolError(`${contractsFile}: the contract of ${place} has several names`, {
      next: `Export it once. It is ${names.join(', ')}.`,
    });
  }
  return { ...found, schema };
}

function isSchema(value: unknown): value is RegisteredContract['schema'] {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function entriesOf(value: unknown, name: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || isSchema(value)) {
    throw new ToolError(`${contractsFile}: ${name} is no object of contracts`);
  }
  return Object.entries(value);
}

async function load(root: string, file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
  } catch (cause) {
    throw new ToolError(`${file} does not load: ${String(cause)}`, {
      next: 'The generator runs the contracts to find their names: mend the file first.',
      cause,
    });
  }
}
