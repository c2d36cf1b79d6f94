import fc from 'fast-check';
import * as z from 'zod';
import { expect, it } from 'vitest';
import type { ContractNode, ObjectNode, Property } from '../contracts/contract-node.ts';
import type { Facts } from '../facts/facts.ts';
import { compareContracts } from './compare-contracts.ts';
import { rules } from './rules.ts';

// Random JSON shapes and changes to them. If `breaking` calls a change safe for writers or readers,
// documents prove it with Zod.

/** The number of pairs: `PARAKEET_FUZZ_DOCUMENTS`, or 300. */
const runs = Number(process.env['PARAKEET_FUZZ_DOCUMENTS'] ?? 300);

const column = 'public.logs.sets';

function facts(node: ContractNode): Facts {
  return {
    relations: {},
    functions: {},
    enums: {},
    publications: {},
    api: { schemas: [], maxRows: 1 },
    errorCodes: [],
    reading: 'strict',
    contracts: { [column]: { node, sentences: {} } },
  };
}

/** An app's validator for a shape. */
function zodOf(node: ContractNode): z.ZodType {
  switch (node.kind) {
    case 'number': {
      const number = z.number().min(node.least).max(node.most);
      const { step } = node;
      return step === undefined ? number : number.refine((one) => Number.isInteger(one / step));
    }
    case 'text':
      return z
        .string()
        .min(node.least ?? 0)
        .max(node.most ?? 1000);
    case 'one_of':
      return z.literal([...node.values]);
    case 'nullable':
      return z.union([z.null(), zodOf(node.node)]);
    case 'list':
      return z
        .array(zodOf(node.element))
        .min(node.least)
        .max(node.most ?? Infinity);
    case 'object':
      return z.strictObject(
        Object.fromEntries(
          node.properties.map(({ key, optional, node: value }) => [
            key,
            optional ? zodOf(value).optional() : zodOf(value),
          ]),
        ),
      );
    case 'versions':
      return z.union(
        node.versions.map(({ values, node: version }) =>
          z.intersection(
            z.looseObject({ [node.discriminator]: z.literal([...values]) }),
            version.kind === 'object'
              ? zodOf(withKey(version, node.discriminator, values[0] ?? null))
              : z.never(),
          ),
        ),
      );
    default:
      throw new Error(`no ${node.kind} is made here`);
  }
}

/** Each version has the discriminator as a key. */
function withKey(
  node: ObjectNode,
  key: string,
  value: string | number | boolean | null,
): ObjectNode {
  const property: Property = { key, optional: false, node: { kind: 'one_of', values: [value] } };
  return { ...node, properties: [property, ...node.properties.filter((one) => one.key !== key)] };
}

/** Documents of a shape, often at its limits. */
function documents(node: ContractNode): fc.Arbitrary<unknown> {
  switch (node.kind) {
    case 'number': {
      const step = node.step ?? 0.25;
      return fc
        .oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))
        .map((share) => {
          const steps = Math.floor((node.most - node.least) / step);
          return node.least + Math.round(share * steps) * step;
        });
    }
    case 'text':
      return fc
        .oneof(fc.constant(node.least ?? 0), fc.constant(node.most ?? 20))
        .map((length) => 'x'.repeat(length));
    case 'one_of':
      return fc.constantFrom(...node.values);
    case 'nullable':
      return fc.oneof(fc.constant(null), documents(node.node));
    case 'list':
      return fc.array(documents(node.element), {
        minLength: node.least,
        maxLength: node.most ?? node.least + 3,
      });
    case 'object':
      return fc.record(
        Object.fromEntries(node.properties.map(({ key, node: value }) => [key, documents(value)])),
        { requiredKeys: node.properties.filter(({ optional }) => !optional).map(({ key }) => key) },
      );
    case 'versions':
      return fc.oneof(
        ...node.versions.map(({ values, node: version }) =>
          version.kind === 'object'
            ? documents(withKey(version, node.discriminator, values[0] ?? null))
            : fc.constant(null),
        ),
      );
    default:
      throw new Error(`no ${node.kind} is made here`);
  }
}

const limits = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 3, max: 6 }));
const number: fc.Arbitrary<ContractNode> = fc
  .tuple(limits, fc.constantFrom(undefined, 1, 0.5))
  .map(([[least, most], step]) => ({
    kind: 'number',
    least,
    most,
    ...(step === undefined ? {} : { step }),
  }));
const text: fc.Arbitrary<ContractNode> = limits.map(([least, most]) => ({
  kind: 'text',
  least,
  most,
}));
const oneOf: fc.Arbitrary<ContractNode> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', null), { minLength: 1 })
  .map((values) => ({ kind: 'one_of', values }));

/** Shapes that nest no deeper than this. */
function shapes(depth: number): fc.Arbitrary<ContractNode> {
  const leaves = [number, text, oneOf];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = shapes(depth - 1);
  const object: fc.Arbitrary<ObjectNode> = fc
    .uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 })
    .chain((keys) =>
      fc.tuple(
        ...keys.map((key) =>
          fc.record({ key: fc.constant(key), optional: fc.boolean(), node: inner }),
        ),
      ),
    )
    .map((properties) => ({ kind: 'object', properties, ordered: [], atLeastOne: [] }));
  return fc.oneof(
    ...leaves,
    object,
    inner.map((node): ContractNode => ({ kind: 'nullable', node })),
    fc.tuple(inner, limits).map(([element, [least, most]]): ContractNode => {
      return { kind: 'list', element, least, most, uniqueBy: [] };
    }),
    fc
      .uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 })
      .chain((numbers) => fc.tuple(...numbers.map((one) => fc.tuple(fc.constant(one), object))))
      .map((versions): ContractNode => ({
        kind: 'versions',
        discriminator: 'version',
        versions: versions.map(([value, node]) => ({ values: [value], node })),
      })),
  );
}

/** A shape and a changed one: one place of it is generated again. */
const pairs = fc
  .tuple(shapes(2), shapes(1), fc.nat())
  .map(([node, other, place]) => [node, changed(node, other, place)] as const);

/** The shape with another one somewhere inside. */
function changed(node: ContractNode, other: ContractNode, place: number): ContractNode {
  if (place % 3 === 0) return other;
  const next = Math.floor(place / 3);
  if (node.kind === 'nullable') return { ...node, node: changed(node.node, other, next) };
  if (node.kind === 'list') return { ...node, element: changed(node.element, other, next) };
  if (node.kind === 'object') {
    const at = next % node.properties.length;
    return {
      ...node,
      properties: node.properties.map((property, index) =>
        index === at ? { ...property, node: changed(property.node, other, next) } : property,
      ),
    };
  }
  return other;
}

it('a change inside JSON without a finding is safe, by Zod', () => {
  const tried = { writers: 0, readers: 0 };
  fc.assert(
    fc.property(
      pairs.chain(([before, after]) =>
        fc.tuple(
          fc.constant(before),
          fc.constant(after),
          fc.array(documents(before), { minLength: 3, maxLength: 3 }),
          fc.array(documents(after), { minLength: 3, maxLength: 3 }),
        ),
      ),
      ([before, after, old, now]) => {
        const found = compareContracts(facts(before), facts(after));
        const isSafe = (who: 'writers' | 'readers') =>
          found.every(({ rule }) => rules[rule][who] === 'safe');
        // an old app writes the documents that it knows
        if (isSafe('writers')) {
          tried.writers += 1;
          for (const one of old)
            expect(zodOf(after).safeParse(one).success, JSON.stringify(one)).toBe(true);
        }
        // and reads those of a new app
        if (isSafe('readers')) {
          tried.readers += 1;
          for (const one of now)
            expect(zodOf(before).safeParse(one).success, JSON.stringify(one)).toBe(true);
        }
      },
    ),
    { numRuns: runs },
  );
  // not all of them break something
  expect(Math.min(tried.writers, tried.readers)).toBeGreaterThan(runs / 50);
});
