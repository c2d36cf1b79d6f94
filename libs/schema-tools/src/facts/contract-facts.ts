import * as z from 'zod';
import { readContract } from '../contracts/read-contract.ts';
import type { RegisteredContracts } from '../generate/model.ts';
import type { ContractFacts, Named } from './facts.ts';

/** The file of the supabase folder that `generate` writes them into, for later comparisons. */
export const contractFactsName = 'contracts.json';

/** What the contracts of a checkout ask, by column and by domain of schema `public`. */
export function contractFacts({ columns, domains }: RegisteredContracts): Named<ContractFacts> {
  return Object.fromEntries(
    [...columns, ...domains]
      .map(([place, { schema }]) => {
        const sentences: Record<string, string> = {};
        collect(schema, '', sentences);
        return [`public.${place}`, { node: readContract(place, schema), sentences }] as const;
      })
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** The sentences of a schema and of what is inside it, by path. */
function collect(schema: z.core.$ZodType, path: string, into: Record<string, string>): void {
  const description = z.globalRegistry.get(schema)?.description;
  if (description !== undefined) into[path] ??= description;
  if (schema instanceof z.core.$ZodObject) {
    for (const [key, value] of Object.entries(schema._zod.def.shape)) {
      collect(value, path === '' ? key : `${path}.${key}`, into);
    }
  } else if (schema instanceof z.core.$ZodArray) {
    collect(schema._zod.def.element, `${path}[]`, into);
  } else if (schema instanceof z.core.$ZodTuple) {
    for (const [place, item] of schema._zod.def.items.entries()) {
      collect(item, `${path}[${place}]`, into);
    }
  } else if (schema instanceof z.core.$ZodUnion) {
    for (const [place, option] of schema._zod.def.options.entries()) {
      collect(option, `${path}|${place + 1}`, into);
    }
  } else if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) {
    collect(schema._zod.def.innerType, path, into);
  }
}
