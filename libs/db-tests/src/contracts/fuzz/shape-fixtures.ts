import type * as shapes from './shapes.ts';

/** Documents on which Zod and Postgres did not agree once, by the shape. */
export const counterexamples: { readonly [Shape in keyof typeof shapes]?: readonly string[] } = {};
