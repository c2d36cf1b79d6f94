import * as z from 'zod';
import { insideOf } from '../contracts/parts.ts';
import { readContract } from '../contracts/read-contract.ts';
import type { Contracts, RegisteredContract, RegisteredContracts } from '../generate/model.ts';
import type { ContractFacts, Named } from './facts.ts';

/** The file of the supabase folder that `generate` writes them into, for later comparisons. */
export const contractFactsName = 'contracts.json';

/**
 * What the contracts of a checkout ask, by column and by domain with their schema.
 *
 * @param first the schema of what is named without one
 */
export function contractFacts(
  { columns, domains }: RegisteredContracts,
  first = 'public',
): Named<ContractFacts> {
  /** @param names that a place has without its schema */
  const facts = (all: Contracts<RegisteredContract>, names: number) =>
    Array.from(all, ([place, { schema }]) => {
      const sentences: Record<string, string> = {};
      collect(schema, '', sentences, new Set());
      const isWhole = place.split('.').length > names;
      const node = readContract(place, schema);
      return [isWhole ? place : `${first}.${place}`, { node, sentences }] as const;
    });
  return Object.fromEntries(
    [...facts(columns, 2), ...facts(domains, 1)].toSorted(([one], [other]) =>
      one < other ? -1 : 1,
    ),
  );
}

/** The sentences of a schema and of what is inside it, by path. */
function collect(
  schema: z.core.$ZodType,
  path: string,
  into: Record<string, string>,
  outer: ReadonlySet<z.core.$ZodType>,
): void {
  // a schema inside itself says nothing new there
  if (outer.has(schema)) return;
  const open = new Set(outer).add(schema);
  const description = z.globalRegistry.get(schema)?.description;
  if (description !== undefined) into[path] ??= description;
  for (const { step, part, isSecondary } of insideOf(schema)) {
    if (isSecondary) continue;
    // the keys of the outermost object have no dot before them
    const isFirst = path === '' && schema instanceof z.core.$ZodObject;
    collect(part, isFirst ? step.slice(1) : path + step, into, open);
  }
}
