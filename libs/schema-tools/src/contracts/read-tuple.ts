import type * as z from 'zod';
import { Asked, cannot } from './asked.ts';
import type { TupleNode } from './contract-node.ts';
import { takesUndefined } from './parts.ts';
import type { ReadInside } from './read-inside.ts';

export function readTuple(
  schema: z.core.$ZodTuple,
  path: string,
  readInside: ReadInside,
): TupleNode {
  const asked = new Asked(schema, path);
  const ordered = asked.rules('ordered').map(({ keys: [low, high] }) => {
    if (typeof low === 'string' || typeof high === 'string') {
      throw cannot(path, `the order of ${low} and ${high} in a list`, 'Name places.');
    }
    return [low, high] as const;
  });
  asked.nothingElse();
  const { items, rest } = schema._zod.def;
  const least = leastPlaces(schema);
  return {
    kind: 'tuple',
    items: items.map((item, place) => readInside(item, `${path}[${place}]`)),
    ...(least === items.length ? {} : { least }),
    ...(rest ? { rest: readInside(rest, `${path}[]`) } : {}),
    ordered,
  };
}

/** The minimum length of a list for Zod. */
function leastPlaces({ _zod }: z.core.$ZodTuple): number {
  const { items, rest } = _zod.def;
  const end = (isOptional: (item: z.core.$ZodType) => boolean) =>
    items.findLastIndex((item) => !isOptional(item)) + 1;
  const from = rest ? 0 : end((item) => item._zod.optin !== undefined);
  const mayEnd = end((item) => item._zod.optout === 'optional');
  /** As in Zod: the missing places from left to right, up to one where the list may end. */
  const isTaken = (length: number) => {
    for (const [place, item] of items.entries()) {
      if (place < length) continue;
      const ends = place >= mayEnd;
      if (ends && item._zod.optin === 'optional') return true;
      if (!takesUndefined(item)) return ends;
    }
    return true;
  };
  for (let length = from; length < items.length; length += 1) {
    if (isTaken(length)) return length;
  }
  return items.length;
}
