import { posix } from 'node:path';
import type { ContractName, Contracts, RegisteredContracts } from '../model.ts';
import { GeneratedFile } from './generated-file.ts';
import { key } from './source-text.ts';

/**
 * Writes the index of the contracts' fixtures. Each file of fixtures has the name of the contract's
 * file.
 *
 * @param folder of the fixtures, relative to that of generated files
 */
export function fixturesIndex(
  folder: string,
  { columns, domains }: RegisteredContracts<ContractName>,
): GeneratedFile {
  const index = new GeneratedFile(`${folder}/index.ts`);
  // `actual-sets.ts` as `actualSets`
  const fixturesOf = ({ file }: ContractName) => {
    const name = posix.basename(file, '.ts');
    const identifier = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return index.importAll(identifier, `${folder}/${name}.ts`);
  };
  const tables = new Map<string, string[]>();
  for (const [path, contract] of sorted(columns)) {
    const end = path.lastIndexOf('.');
    const [table, column] = [path.slice(0, end), path.slice(end + 1)];
    tables.set(table, [...(tables.get(table) ?? []), `${key(column)}: ${fixturesOf(contract)}`]);
  }
  index.print(`
/** Documents to take and to refuse by table and column, as \`jsonContracts\` is. */
export const fixtures = {`);
  for (const [table, entries] of tables) index.print(`${key(table)}: { ${entries.join(', ')} },`);
  index.print(`};

/** Documents to take and to refuse by domain, as \`argumentContracts\` is. */
export const argumentFixtures = {`);
  for (const [domain, contract] of sorted(domains)) {
    index.print(`${key(domain)}: ${fixturesOf(contract)},`);
  }
  index.print('};');
  return index;
}

function sorted(contracts: Contracts): [string, ContractName][] {
  return [...contracts].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
