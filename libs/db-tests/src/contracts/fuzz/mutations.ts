import { listMutations, objectMutations } from './mutate-structure.ts';
import { numberMutations } from './mutate-numbers.ts';
import { regexMutations, textMutations } from './mutate-texts.ts';
import { valueMutations } from './mutate-values.ts';

/**
 * Everything that is done to a valid document, by name. Each is tried alone and with others. Not
 * all of it is wrong: a number written another way, or keys in another order, are still right,
 * and Zod and Postgres have to agree on that too.
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
