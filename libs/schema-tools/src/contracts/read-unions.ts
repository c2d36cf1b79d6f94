import * as z from 'zod';
import { Asked, cannot } from './asked.ts';
import type { ContractNode, OneOfNode, VersionsNode } from './contract-node.ts';
import type { ReadInside } from './read-inside.ts';
import { readScalars } from './read-values.ts';

export function readUnion(
  schema: z.core.$ZodUnion,
  path: string,
  readInside: ReadInside,
): ContractNode {
  new Asked(schema, path).nothingElse();
  if (schema instanceof z.core.$ZodXor) {
    throw cannot(path, 'z.xor()', 'Use z.union(), or z.discriminatedUnion() with distinct shapes.');
  }
  const nodes = schema._zod.def.options.map((option, index) =>
    readInside(option, `${path}|${index + 1}`),
  );
  if (nodes.some(({ kind }) => kind === 'anything')) return { kind: 'anything' };
  const isOneOf = (node: ContractNode): node is OneOfNode => node.kind === 'one_of';
  const values = [...new Set(nodes.filter(isOneOf).flatMap((node) => node.values))];
  const others = nodes.filter((node) => !isOneOf(node));
  const options: ContractNode[] = [
    ...(values.length > 0 || others.length === 0 ? [{ kind: 'one_of', values } as const] : []),
    ...others,
  ];
  const [first, second, ...more] = options;
  if (!second) return first ?? { kind: 'one_of', values: [] };
  const isNull = first?.kind === 'one_of' && values.length === 1 && values[0] === null;
  return isNull && more.length === 0
    ? { kind: 'nullable', node: second }
    : { kind: 'union', options };
}

export function readVersions(
  schema: z.core.$ZodDiscriminatedUnion,
  path: string,
  readInside: ReadInside,
): VersionsNode {
  new Asked(schema, path).nothingElse();
  const { discriminator, options, unionFallback } = schema._zod.def;
  if (unionFallback === true) {
    throw cannot(path, 'a discriminated union with unionFallback', 'Leave unionFallback out.');
  }
  return {
    kind: 'versions',
    discriminator,
    versions: options.map((option, index) => {
      const at = `${path}|${index + 1}`;
      const told =
        option instanceof z.core.$ZodObject ? option._zod.def.shape[discriminator] : undefined;
      if (!(told instanceof z.core.$ZodLiteral || told instanceof z.core.$ZodEnum)) {
        throw cannot(
          at,
          `a union member whose ${discriminator} is not a literal`,
          'Give it a z.literal() or z.enum(), or use z.union().',
        );
      }
      return {
        values: readScalars(told._zod.values, `${at}.${discriminator}`),
        node: readInside(option, at),
      };
    }),
  };
}
