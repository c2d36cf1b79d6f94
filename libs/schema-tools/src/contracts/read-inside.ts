import type * as z from 'zod';
import type { ContractNode } from './contract-node.ts';

/** Reads an inner schema; the path is its place in the document. */
export type ReadInside = (schema: z.core.$ZodType, path: string) => ContractNode;
