import * as z from 'zod';
import { tablePlace, type ContractSources } from '../contracts/index.ts';
import { insideOf } from '../contracts/parts.ts';
import { readContract } from '../contracts/read-contract.ts';
import { pathInto, type ContractFacts, type Named } from './facts.ts';

/** The file in the supabase folder for these facts; `generate` writes it for later comparisons. */
export const contractFactsName = 'contracts.json';

/** The requirements of a checkout's contracts, by column and by domain with their schema. */
export function contractFacts({
  schema: first,
  columns,
  domains,
}: Pick<ContractSources, 'schema' | 'columns' | 'domains'>): Named<ContractFacts> {
  const facts: [string, ContractFacts][] = [];
  const add = (key: string, columnName: string, contract: z.core.$ZodType) => {
    const { schema, table } = tablePlace(key, first);
    const sentences: Record<string, string> = {};
    collect(contract, '', sentences, new Set());
    const node = readContract(`${key}${columnName}`, contract);
    facts.push([`${schema}.${table}${columnName}`, { node, sentences }]);
  };
  for (const [key, ofTable] of Object.entries(columns)) {
    for (const [column, contract] of Object.entries(ofTable)) add(key, `.${column}`, contract);
  }
  for (const [key, contract] of Object.entries(domains)) add(key, '', contract);
  return Object.fromEntries(facts.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The sentences of a schema and its parts, by path. */
function collect(
  schema: z.core.$ZodType,
  path: string,
  into: Record<string, string>,
  outer: ReadonlySet<z.core.$ZodType>,
): void {
  // a recursive schema adds nothing there
  if (outer.has(schema)) return;
  const open = new Set(outer).add(schema);
  const description = z.globalRegistry.get(schema)?.description;
  if (description !== undefined) into[path] ??= description;
  for (const { step, part, isSecondary } of insideOf(schema)) {
    if (!isSecondary) collect(part, pathInto(path, step), into, open);
  }
}
