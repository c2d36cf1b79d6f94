import * as z from 'zod';
import type { ContractNode, ObjectNode } from '../contracts/contract-node.ts';
import { readContract } from '../contracts/read-contract.ts';

/** Sample texts for formats; only accepted ones are kept. */
const words = ['a', 'text', '2026-02-22', 'a@example.com', 'https://example.com', '#aabbcc'];

const mostSamples = 60;

/**
 * Valid documents of a contract: at the limits of its ranges, with and without each key. They are
 * few, and the same each time.
 */
export function sampleDocuments(place: string, schema: z.core.$ZodType): unknown[] {
  return samplesOf(readContract(place, schema), place)
    .filter((one) => z.safeParse(schema, one).success)
    .slice(0, mostSamples);
}

function samplesOf(node: ContractNode, place: string): unknown[] {
  const inside = (inner: ContractNode) => samplesOf(inner, place);
  switch (node.kind) {
    case 'number':
      return [node.least, node.most, 0, 1].filter((one) => Number.isFinite(one));
    case 'text': {
      const { least = 0, most, pattern, isDay } = node;
      if (pattern !== undefined) return ['00000000-0000-4000-8000-000000000000'];
      if (isDay) return ['2026-02-22'];
      const long = most === undefined || most > 10_000 ? [] : ['x'.repeat(most)];
      return ['x'.repeat(least), ...long, ...words];
    }
    case 'one_of':
      return [...node.values];
    case 'list': {
      const each = inside(node.element);
      const least = node.least === 0 ? [[]] : [];
      return [
        ...least,
        ...each.map((one) => Array.from({ length: Math.max(node.least, 1) }, () => one)),
      ];
    }
    case 'tuple': {
      const items = node.items.map((item) => inside(item)[0]);
      return [items, items.slice(0, node.least)];
    }
    case 'object':
      return objects(node, inside);
    case 'map':
      return [{}, ...node.keys.flatMap((key) => inside(node.value).map((one) => ({ [key]: one })))];
    case 'versions':
      return node.versions.flatMap((version) => inside(version.node));
    case 'nullable':
      return [null, ...inside(node.node)];
    case 'any_object':
      return [{}, { a: 1 }];
    case 'record':
      return [{}, ...inside(node.value).map((one) => ({ a: one }))];
    case 'union':
      return node.options.flatMap(inside);
    case 'nested':
      return inside(node.node);
    case 'part':
      return inside(readContract(place, node.schema));
    case 'anything':
    case 'json':
      return [null, true, 1, 'a', [], {}];
    // recursion ends here
    default:
      return [];
  }
}

/** With all keys, with only the required ones, and with each value of each key. */
function objects(
  { properties }: ObjectNode,
  inside: (node: ContractNode) => unknown[],
): Record<string, unknown>[] {
  const each = properties.map(({ key, optional, node }) => ({
    key,
    optional,
    values: inside(node),
  }));
  const whole = Object.fromEntries(each.map(({ key, values }) => [key, values[0]]));
  const required = Object.fromEntries(
    each.filter(({ optional }) => !optional).map(({ key, values }) => [key, values[0]]),
  );
  const varied = each.flatMap(({ key, values }) =>
    values.slice(1).map((value) => ({ ...whole, [key]: value })),
  );
  return [required, whole, ...varied].slice(0, mostSamples);
}
