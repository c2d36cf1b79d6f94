import { banner } from './banner.ts';
import type { ContractName, Contracts, RegisteredContracts } from '../model.ts';

/**
 * The text of libs/db-types/src/json/fixtures/index.ts: the fixtures of each contract, which are
 * in a file of the same name as the contract's.
 */
export function fixturesIndex({ columns, domains }: RegisteredContracts<ContractName>): string {
  const files = [...new Set([...columns.values(), ...domains.values()].map(({ file }) => file))];
  const tables = new Map<string, string[]>();
  for (const [path, { file }] of sorted(columns)) {
    const [table = '', column = ''] = path.split('.');
    tables.set(table, [...(tables.get(table) ?? []), `${column}: ${variable(file)}`]);
  }
  return `${banner}
${files
  .toSorted()
  .map((file) => `import * as ${variable(file)} from './${file}.ts';`)
  .join('\n')}

/** Documents to take and to refuse by table and column, as \`jsonContracts\` is. */
export const fixtures = {
${[...tables].map(([table, entries]) => `${table}: { ${entries.join(', ')} },`).join('\n')}
};

/** Documents to take and to refuse by domain, as \`argumentContracts\` is. */
export const argumentFixtures = {
${sorted(domains)
  .map(([domain, { file }]) => `${domain}: ${variable(file)},`)
  .join('\n')}
};
`;
}

function sorted(names: Contracts) {
  return [...names].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** `actual-sets` as `actualSets`. */
function variable(file: string): string {
  return file.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
