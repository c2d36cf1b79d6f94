import { listMutations, objectMutations } from './mutate-structure.ts';
import { numberMutations } from './mutate-numbers.ts';
import { regexMutations, textMutations } from './mutate-texts.ts';
import { valueMutations } from './mutate-values.ts';

/**
 * All mutations of a valid document, by name. The fuzzer tries each alone and with others. Some
 * keep a document valid, such as another notation of a number or another order of keys. Zod and
 * Postgres have to agree on those too.
 */
export const mutations = {
  ...valueMutations,
  ...numberMutations,
  ...textMutations,
  ...listMutations,
  ...objectMutations,
  ...regexMutations,
};

export type MutationName = keyof typeof mutations;

export const mutationNames = Object.keys(mutations).filter(
  (name): name is MutationName => name in mutations,
);
