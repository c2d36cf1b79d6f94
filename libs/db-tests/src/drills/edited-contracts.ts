import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { toolsRoot } from '@parakeet/command-kit';
import {
  compileContracts,
  loadContracts,
  piecesOf,
  project,
  type ContractSources,
  type Piece,
} from '@parakeet/schema-tools';
import type { $ZodType } from 'zod/v4/core';

/** The folder of the contracts. */
const source = join(toolsRoot, 'libs/db-types/src/json');

/**
 * A change by hand to a file of libs/db-types/src/json: from its old text ('' for a new file) to
 * its new one.
 */
export type Edits = Readonly<Record<string, (text: string) => string>>;

/** Accepted and refused documents of a contract. */
interface Fixtures {
  readonly accepts: Readonly<Record<string, string>>;
  readonly refuses: Readonly<Record<string, string>>;
}

/** The registered contracts: by table and column, and by domain. */
interface ContractRegistry {
  readonly jsonContracts: ContractSources['columns'];
  readonly argumentContracts: Readonly<Record<string, $ZodType>>;
}

/** The contracts after edits, loaded as the commands load them. */
export interface EditedContracts {
  readonly registry: ContractRegistry;
  /** The plan of `db-schema:contracts` for a database. */
  readonly pieces: readonly Piece[];
  /** @param file an edited file, such as `fixtures/actual-sets.ts` */
  fixturesOf(file: string): Promise<Fixtures>;
}

/**
 * Loads the contracts with the edited files and their importers, from a separate folder. All other
 * modules are the checkout's.
 */
export async function withEditedContracts<Result>(
  edits: Edits,
  use: (contracts: EditedContracts) => Promise<Result>,
): Promise<Result> {
  const texts = await editedTexts(edits);
  const parent = join(toolsRoot, 'libs/db-tests/.vitest');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'drill-'));
  try {
    for (const [file, text] of texts) {
      const path = join(folder, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, redirected(text, file, texts));
    }
    const names = (await import(join(folder, 'contracts.ts'))) as ContractRegistry;
    const { jsonContracts: columns, argumentContracts: domains } = names;
    const { sources } = await loadContracts(project());
    const named = new Map(sources.names);
    for (const [name, schema] of Object.entries(names)) named.set(schema, name);
    return await use({
      registry: names,
      pieces: piecesOf(compileContracts({ ...sources, columns, domains, names: named })),
      fixturesOf: async (file) => (await import(join(folder, file))) as Fixtures,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const imported = /(\bfrom ')(\.{1,2}\/[^']+)(')/g;

/** The edited files, the files that import one of them, and the registry. */
async function editedTexts(edits: Edits): Promise<Map<string, string>> {
  const files = (await readdir(source, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(file),
  );
  const all = new Map<string, string>();
  for (const file of files) all.set(file, await readFile(join(source, file), 'utf8'));
  for (const [file, edit] of Object.entries(edits)) {
    const before = all.get(file) ?? '';
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${file} changes nothing`);
    all.set(file, after);
  }
  const taken = new Set(['contracts.ts', ...Object.keys(edits)]);
  for (let count = 0; count !== taken.size;) {
    count = taken.size;
    for (const [file, text] of all) {
      const paths = [...text.matchAll(imported)].map(([, , path = '']) => resolvedIn(file, path));
      if (paths.some((path) => taken.has(path))) taken.add(file);
    }
  }
  return new Map([...taken].map((file) => [file, all.get(file) ?? '']));
}

const resolvedIn = (file: string, path: string) =>
  relative(source, resolve(join(source, dirname(file)), path));

/** The text of a file, with its imports pointing at their real places. */
function redirected(text: string, file: string, texts: ReadonlyMap<string, string>): string {
  return text.replaceAll(imported, (whole, before: string, path: string, after: string) => {
    const target = resolvedIn(file, path);
    return texts.has(target) ? whole : `${before}${join(source, target)}${after}`;
  });
}

/** The contracts of a registry by their places, such as `session_logs.actual_sets`, or a domain. */
export function contractsIn(registry: ContractRegistry): (readonly [string, $ZodType])[] {
  return [
    ...Object.entries(registry.jsonContracts).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, one]) => [`${table}.${column}`, one] as const),
    ),
    ...Object.entries(registry.argumentContracts),
  ];
}

/** The contract of a column in a registry. */
export function contractOf(registry: ContractRegistry, table: string, column: string): $ZodType {
  const contract = registry.jsonContracts[table]?.[column];
  if (!contract) throw new Error(`there is no contract of ${table}.${column}`);
  return contract;
}
