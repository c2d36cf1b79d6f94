import * as z from 'zod';
import { wrappedBy } from '../contracts/parts.ts';
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
  const inside = (inner: z.core.$ZodType, at: string) => collect(inner, at, into, open);
  const description = z.globalRegistry.get(schema)?.description;
  if (description !== undefined) into[path] ??= description;
  if (schema instanceof z.core.$ZodObject) {
    for (const [key, value] of Object.entries(schema._zod.def.shape)) {
      inside(value, path === '' ? key : `${path}.${key}`);
    }
  } else if (schema instanceof z.core.$ZodArray) {
    inside(schema._zod.def.element, `${path}[]`);
  } else if (schema instanceof z.core.$ZodTuple) {
    for (const [place, item] of schema._zod.def.items.entries()) inside(item, `${path}[${place}]`);
  } else if (schema instanceof z.core.$ZodUnion) {
    for (const [place, option] of schema._zod.def.options.entries()) {
      inside(option, `${path}|${place + 1}`);
    }
  } else if (schema instanceof z.core.$ZodRecord) {
    inside(schema._zod.def.valueType, `${path}.*`);
  } else if (schema instanceof z.core.$ZodPipe) {
    inside(schema._zod.def.out, path);
  } else if (schema instanceof z.core.$ZodLazy) {
    inside(schema._zod.innerType, path);
  } else {
    const wrapped = wrappedBy(schema);
    if (wrapped) inside(wrapped, path);
  }
}
