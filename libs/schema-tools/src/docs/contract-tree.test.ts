import { maxDepth } from '@parakeet/schema-runtime/contracts';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { contractFacts } from '../facts/contract-facts.ts';
import { branchesOf, tree, type Branch } from './contract-tree.ts';

const Note = z.object({
  text: z.string().max(20).describe('In words.'),
  get notes() {
    return z.array(Note).describe('Answers.');
  },
});
const contract = z
  .discriminatedUnion('version', [
    z
      .strictObject({
        version: z.literal(1),
        range: z
          .tuple([z.int().min(1).max(5).describe('Low.'), z.int().min(1).max(9).describe('High.')])
          .describe('Both.'),
        colours: z.record(z.string().max(9), z.enum(['red']).describe('A colour.')),
      })
      .describe('The first.'),
    z.strictObject({
      version: z.literal(2),
      size: z
        .union([z.strictObject({ a: z.int().max(5).describe('Of a.') }), z.array(z.null())])
        .nullable()
        .describe('A size.'),
      notes: maxDepth(Note, 9).optional(),
    }),
  ])
  .describe('The whole.');
const columns = { posts: { details: contract } };
const facts = contractFacts({ schema: 'public', columns, domains: {} })['public.posts.details'];

const sentencesOf = ({ sentence, inside }: Branch): string[] => [
  ...(sentence === undefined ? [] : [sentence]),
  ...inside.flatMap(sentencesOf),
];

it('the tree of a contract has each of its sentences, at its place', () => {
  if (!facts) throw new Error('the contract has no facts');
  const root = branchesOf(facts);
  expect(Object.keys(facts.sentences)).not.toHaveLength(0);
  expect(sentencesOf(root).toSorted()).toEqual(Object.values(facts.sentences).toSorted());
  const text = tree(facts)
    .text.replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#34;', '"')
    .replaceAll(/\s+/g, ' ');
  expect(text).toContain('version 1 : an object — The first.');
  expect(text).toContain('element 2 : a whole number from 1 to 9 — High.');
  expect(text).toContain('each key : "red" — A colour.');
  expect(text).toContain('a : a whole number up to 5 — Of a.');
  expect(text).toContain('size : one of several, or null — A size.');
  expect(text).toContain('notes (optional): an object, at most 9 levels deep');
});

it('the sentences of keys of the outermost object are found', () => {
  const details = z.strictObject({ a: z.string().describe('Of a.'), b: z.int().describe('Of b.') });
  const found = contractFacts({ schema: 'public', columns: { posts: { details } }, domains: {} });
  const [one] = Object.values(found);
  expect(one && sentencesOf(branchesOf(one))).toEqual(['Of a.', 'Of b.']);
});
