import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ToolError, upwards } from '@parakeet/command-kit';
import { declareRules, rulesOf, type Rule } from '@parakeet/schema-runtime/contracts';
import type * as z from 'zod';
import { readTypeScriptModules, whyNotLoaded } from '../project/typescript-modules.ts';
import type { ContractName, RegisteredContract, RegisteredContracts } from '../generate/model.ts';
import { schemasOf } from '../facts/described-schemas.ts';
import type { ContractSources } from './functions.ts';
import { partsOf } from './parts.ts';
import { shortName, tablePlace } from './places.ts';

/** The contracts of a project, in the forms for `generate` and for the compiler. */
export interface ProjectContracts extends RegisteredContracts {
  readonly sources: ContractSources;
}

/** The location of contracts: the module, and the folder for relative paths. */
interface Place {
  readonly root: string;
  /** The module that exports `jsonContracts`; a project without one has no contracts. */
  readonly contracts?: string;
  /** The schemas of the project; if not given, those of config.toml. */
  readonly schemas?: readonly string[];
  /** The folder with the supabase folder. */
  readonly workdir: string;
}

/**
 * Loads `jsonContracts`, `argumentContracts` and `presentWhen` of a project. It finds the export of
 * each contract, in the module or in a file beside it. Contracts import only types of generated
 * files, so they load while those are missing or wrong.
 *
 * @throws ToolError if a file does not load, the registry is missing, or a contract is not the
 *   export of exactly one file
 */
export async function loadContracts(place: Place): Promise<ProjectContracts> {
  const { root, contracts } = place;
  // for tables without a schema in their name
  const [schema = 'public'] = await schemasOf(place);
  if (contracts === undefined) {
    return { columns: new Map(), domains: new Map(), sources: { ...noContracts, schema } };
  }
  const file = shortFrom(root, contracts);
  const registry = await load(root, contracts);
  requireRegistry(file, registry);
  const keyOf = (key: string) => shortName(tablePlace(key, schema), schema);
  const tables = entriesOf(file, registry['jsonContracts'], 'jsonContracts');
  const found = tables.flatMap(([table, ofTable]) =>
    entriesOf(file, ofTable, `jsonContracts.${table}`).map(
      ([column, contract]) => [`${keyOf(table)}.${column}`, contract] as const,
    ),
  );
  // contracts from before argument contracts existed have none
  const ofArguments = registry['argumentContracts'] ?? {};
  const ofDomains = entriesOf(file, ofArguments, 'argumentContracts').map(
    ([domain, contract]) => [keyOf(domain), contract] as const,
  );
  const modules = await modulesOf(root, contracts, registry);
  const exported = exportsOf(modules, await typesOf(root, [...modules.keys()]));
  const register = (all: readonly (readonly [string, unknown])[]) =>
    new Map(all.map(([at, one]) => [at, nameContract(file, at, one, exported)]));
  const [columns, domains] = [register(found), register(ofDomains)];
  adoptRules(modules, [...columns.values(), ...domains.values()]);
  return {
    columns,
    domains,
    sources: {
      schema,
      columns: registry['jsonContracts'] as ContractSources['columns'],
      domains: Object.fromEntries(Array.from(domains, ([name, one]) => [name, one.schema])),
      names: new Map(Array.from(exported, ([one, [first]]) => [one, first?.name ?? ''])),
      presentWhen: (registry['presentWhen'] ?? {}) as ContractSources['presentWhen'],
      from: await packageOf(root, contracts),
    },
  };
}

/**
 * Refuses a project without contracts.
 *
 * @throws ToolError with the line that the config lacks
 */
export function requireContractsModule({ contracts }: Pick<Place, 'contracts'>): void {
  if (contracts !== undefined) return;
  throw new ToolError('The config names no module of contracts.', {
    next:
      'Add the line to schema-tools.config.ts, with the path of yours:\n' +
      "  contracts: 'src/contracts/index.ts',\n" +
      'It exports `jsonContracts`: { <table>: { <column>: <Zod schema> } }.',
    exitCode: 2,
  });
}

/** The empty contracts of a project without a module. */
const noContracts: Omit<ContractSources, 'schema'> = {
  columns: {},
  domains: {},
  names: new Map(),
  presentWhen: {},
  from: 'the project',
};

type Module = Readonly<Record<string, unknown>>;

/** Refuses a module that exports no contracts. */
function requireRegistry(file: string, registry: Module): void {
  if ('jsonContracts' in registry) return;
  const exported = Object.keys(registry).join(', ') || 'nothing';
  throw new ToolError(`${file} exports no jsonContracts. It exports ${exported}.`, {
    next: 'Write: export const jsonContracts = { <table>: { <column>: <schema of Zod> } };',
  });
}

type Exports = ReadonlyMap<unknown, readonly ContractName[]>;

/**
 * The modules that may export a contract, by path: those beside the registry, or the registry
 * itself.
 */
async function modulesOf(root: string, contracts: string, registry: Module) {
  const folder = dirname(contracts);
  const files = (await readdir(folder))
    // not tests, which have two endings
    .filter((entry) => /^[\w-]+\.[mc]?[jt]s$/.test(entry))
    .filter((entry) => entry !== basename(contracts) && !entry.startsWith('index.'));
  const modules = new Map<string, Module>();
  for (const file of files.toSorted()) {
    modules.set(shortFrom(root, join(folder, file)), await load(root, join(folder, file)));
  }
  // a registry that re-exports the contracts beside it does not count as a second place
  const beside = new Set([...modules.values()].flatMap((module) => Object.values(module)));
  const own = Object.entries(registry).filter(([, value]) => !beside.has(value));
  modules.set(shortFrom(root, contracts), Object.fromEntries(own));
  return modules;
}

/** The types that modules export, each as `<name> of <file>`. */
async function typesOf(root: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  const types = new Set<string>();
  for (const file of files) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, name] of text.matchAll(/^export\s+(?:declare\s+)?(?:type|interface)\s+(\w+)/gm)) {
      types.add(`${name} of ${file}`);
    }
  }
  return types;
}

/** The exports of modules, by their value. */
function exportsOf(modules: ReadonlyMap<string, Module>, types: ReadonlySet<string>): Exports {
  const exported = new Map<unknown, ContractName[]>();
  for (const [file, module] of modules) {
    for (const [name, value] of Object.entries(module)) {
      if (name === 'default' || !isSchema(value)) continue;
      const isUntyped = types.has(`${name} of ${file}`) ? {} : { isUntyped: true };
      exported.set(value, [...(exported.get(value) ?? []), { name, file, ...isUntyped }]);
    }
  }
  return exported;
}

/**
 * Registers rules that another copy of the runtime keeps for its schemas. Contracts may have such a
 * copy beside them: those of an older commit, or of a project that copied it.
 */
function adoptRules(
  modules: ReadonlyMap<string, Module>,
  contracts: readonly RegisteredContract[],
): void {
  const copies = [...modules.values()].flatMap((module) =>
    typeof module['rulesOf'] === 'function' && module['rulesOf'] !== rulesOf
      ? [module['rulesOf'] as (schema: z.core.$ZodType) => readonly Rule[]]
      : [],
  );
  if (copies.length === 0) return;
  const seen = new Set<z.core.$ZodType>();
  const adopt = (schema: z.core.$ZodType) => {
    if (seen.has(schema)) return;
    seen.add(schema);
    const rules = copies.flatMap((theirs) => theirs(schema));
    if (rules.length > 0) declareRules(schema, rules);
    for (const part of partsOf(schema)) adopt(part);
  };
  for (const { schema } of contracts) adopt(schema);
}

function nameContract(
  registry: string,
  place: string,
  schema: unknown,
  exported: Exports,
): RegisteredContract {
  if (!isSchema(schema)) {
    throw new ToolError(`${registry}: the contract of ${place} is not a Zod schema`, {
      next: `It is ${JSON.stringify(schema) ?? typeof schema}. Export a Zod schema, and name it there.`,
    });
  }
  const [found, ...others] = exported.get(schema) ?? [];
  if (!found) {
    throw new ToolError(`${registry}: the contract of ${place} has no name`, {
      next: `Export it from there or from a file beside it: generated code imports it.`,
    });
  }
  if (others.length > 0) {
    const names = [found, ...others].map(({ name, file }) => `${name} of ${file}`);
    throw new ToolError(`${registry}: the contract of ${place} has several names`, {
      next: `Export it once. It is ${names.join(', ')}.`,
    });
  }
  return { ...found, schema };
}

function isSchema(value: unknown): value is RegisteredContract['schema'] {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function entriesOf(registry: string, value: unknown, name: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || isSchema(value)) {
    throw new ToolError(`${registry}: ${name} is not an object of contracts`);
  }
  return Object.entries(value);
}

async function load(root: string, file: string): Promise<Module> {
  readTypeScriptModules();
  if (!existsSync(file)) {
    throw new ToolError(`The config names ${shortFrom(root, file)} as contracts: no such file.`, {
      next: 'Write the module, which exports jsonContracts, or fix the path.',
    });
  }
  try {
    return (await import(pathToFileURL(file).href)) as Module;
  } catch (cause) {
    throw new ToolError(`${shortFrom(root, file)} does not load: ${whyNotLoaded(cause)}`, {
      next: 'The generator must run the contracts: fix the file first.',
      cause,
    });
  }
}

/** The folder of a file's package: the nearest one with a package.json. */
export function packageFolder(file: string): string {
  const folder = dirname(file);
  return [...upwards(folder)].find((one) => existsSync(join(one, 'package.json'))) ?? folder;
}

/** The name of the contracts' package, or the path of their module. */
async function packageOf(root: string, contracts: string): Promise<string> {
  const file = join(packageFolder(contracts), 'package.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { name } = JSON.parse(text) as { name?: string };
  return name ?? shortFrom(root, contracts);
}

const shortFrom = (root: string, file: string) => relative(root, file).split(sep).join('/');
