import { maxDepth } from '@parakeet/schema-runtime/contracts';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { ContractSources } from '../contracts/index.ts';
import { contractFacts } from './contract-facts.ts';

const Note = z.object({
  text: z.string().describe('In words.'),
  get notes() {
    return z.array(Note).describe('Answers.');
  },
});
const sources = (
  schema: string,
  columns: ContractSources['columns'],
  domains: ContractSources['domains'] = {},
) => ({ schema, columns, domains });

it('the facts of a recursive contract end, and have its sentences once', () => {
  const facts = contractFacts(sources('public', { posts: { notes: maxDepth(Note, 9) } }));
  expect(Object.keys(facts)).toEqual(['public.posts.notes']);
  expect(facts['public.posts.notes']?.sentences).toEqual({ text: 'In words.', notes: 'Answers.' });
  expect(JSON.stringify(facts)).toContain('{"kind":"recursion","path":"posts.notes"}');
});

it('the facts of a contract have the schema of its table', () => {
  const notes = z.json();
  const facts = contractFacts(
    sources('api', { posts: { notes }, 'public.posts': { notes } }, { notes }),
  );
  expect(Object.keys(facts)).toEqual(['api.notes', 'api.posts.notes', 'public.posts.notes']);
});

it('a dot in the name of a column does not separate a schema', () => {
  const facts = contractFacts(
    sources('api', { posts: { 'notes.v2': z.json() }, 'public.old.posts': { notes: z.json() } }),
  );
  expect(Object.keys(facts)).toEqual(['api.posts.notes.v2', 'public.old.posts.notes']);
});
