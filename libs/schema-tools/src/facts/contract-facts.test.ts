import { maxDepth } from '@parakeet/schema-runtime/contracts';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { contractFacts } from './contract-facts.ts';

const Note = z.object({
  text: z.string().describe('In words.'),
  get notes() {
    return z.array(Note).describe('Answers.');
  },
});
const contract = (schema: z.ZodType) => ({ name: 'Notes', file: 'notes.ts', schema });

it('the facts of a contract inside itself end, and have its sentences once', () => {
  const facts = contractFacts({
    columns: new Map([['posts.notes', contract(maxDepth(Note, 9))]]),
    domains: new Map(),
  });
  expect(Object.keys(facts)).toEqual(['public.posts.notes']);
  expect(facts['public.posts.notes']?.sentences).toEqual({ text: 'In words.', notes: 'Answers.' });
  expect(JSON.stringify(facts)).toContain('{"kind":"recursion","path":"posts.notes"}');
});

it('the facts of a contract have the schema of its table', () => {
  const facts = contractFacts(
    {
      columns: new Map([
        ['posts.notes', contract(z.json())],
        ['public.posts.notes', contract(z.json())],
      ]),
      domains: new Map([['notes', contract(z.json())]]),
    },
    'api',
  );
  expect(Object.keys(facts)).toEqual(['api.notes', 'api.posts.notes', 'public.posts.notes']);
});
