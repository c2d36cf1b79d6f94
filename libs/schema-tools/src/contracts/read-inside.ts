import type * as z from 'zod';
import type { ContractNode } from './contract-node.ts';

/** Reads a schema inside another one; the path is where it is in the document. */
export type ReadInside = (schema: z.core.$ZodType, path: string) => ContractNode;
