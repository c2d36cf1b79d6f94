import { rulesOf } from '@parakeet/schema-runtime/contracts';
import * as z from 'zod';
import type { ContractNode } from './contract-node.ts';
import { isJson, isRecursive, partsOf } from './parts.ts';

/**
 * The depth of the deepest value in a contract. So deep, numbers are rounded as clients read them.
 * Undefined without numbers.
 */
export function levelsOf(node: ContractNode, schema: z.core.$ZodType): number | undefined {
  const levels = depth(schema, new Set());
  return levels > 0 || hasNumber(node) ? levels : undefined;
}

function depth(schema: z.core.$ZodType, open: ReadonlySet<z.core.$ZodType>): number {
  const limit = limitOf(schema);
  if (limit !== undefined) return limit;
  // recursion without a limit does not compile
  if (open.has(schema) || (schema instanceof z.core.$ZodLazy && isJson(schema))) return 0;
  const inside = new Set(open).add(schema);
  const below = Math.max(0, ...partsOf(schema).map((part) => depth(part, inside)));
  const isLevel =
    schema instanceof z.core.$ZodObject ||
    schema instanceof z.core.$ZodArray ||
    schema instanceof z.core.$ZodTuple ||
    schema instanceof z.core.$ZodRecord ||
    // one level too many in a union does no harm
    schema instanceof z.core.$ZodUnion;
  return isLevel ? below + 1 : below;
}

/** Whether a value that is neither object nor list may be a number. */
function hasNumber(node: ContractNode): boolean {
  switch (node.kind) {
    case 'number':
      return true;
    case 'one_of':
      return node.values.some((value) => typeof value === 'number');
    case 'nullable':
      return hasNumber(node.node);
    case 'union':
      return node.options.some(hasNumber);
    default:
      return false;
  }
}

/** The limit in a schema's `maxDepth`. */
function limitOf(schema: z.core.$ZodType): number | undefined {
  if (!(schema instanceof z.core.$ZodPipe)) return undefined;
  for (const rule of rulesOf(schema._zod.def.in)) {
    if (rule.rule === 'max_depth') return rule.max_depth;
  }
  return undefined;
}

/** Whether a schema contains itself without a `maxDepth` around it. */
export function recursionWithoutLimit(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const seen = new Set<z.core.$ZodType>();
  const open = [schema];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (seen.has(part) || limitOf(part) !== undefined) continue;
    if (part instanceof z.core.$ZodLazy && isJson(part)) continue;
    if (isRecursive(part)) return part;
    seen.add(part);
    open.push(...partsOf(part));
  }
  return undefined;
}
